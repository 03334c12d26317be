"""The index that a report over a large desk is made for fits what it asks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.conversations.models import Conversation
from mainstay.insights.topics import report


def fill(world):
    """Two years of conversations, so that a few weeks are few of them."""
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    Conversation.objects.bulk_create(
        Conversation(
            contact=world.daniel,
            department=world.support,
            created_at=monday - timedelta(hours=6 * n),
            since=monday,
            turn_at=monday,
        )
        for n in range(3000)
    )


@pytest.mark.parametrize("who", ["maya", "tomasz"])
def test_the_topics_of_some_weeks_are_counted_in_their_index_alone(world, who):
    fill(world)
    with CaptureQueriesContext(connection) as queries:
        report(getattr(world, who), date(2026, 3, 2), ZoneInfo("UTC"))
    [sql] = [each["sql"] for each in queries if "created_at" in each["sql"]]
    with connection.cursor() as cursor:
        # As on a large desk, where a scan of all is dear.
        cursor.execute("ANALYZE conversations_conversation")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using conversation_begun" in plan

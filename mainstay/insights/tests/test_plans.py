"""The index that a report over a large desk is made for fits what it asks."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.insights.topics import report


@pytest.mark.parametrize("who", ["maya", "tomasz"])
def test_the_topics_of_some_weeks_are_counted_in_their_index_alone(world, who):
    with CaptureQueriesContext(connection) as queries:
        report(getattr(world, who), date(2026, 3, 2), ZoneInfo("UTC"))
    [sql] = [each["sql"] for each in queries if "created_at" in each["sql"]]
    with connection.cursor() as cursor:
        # As on a large desk, where a scan of all is dear.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using conversation_begun" in plan

"""Who looks at a conversation, or writes in it, right now. No fact: nobody will ask later."""

import json
from datetime import timedelta

from django.db import connection, transaction

from mainstay.conversations.models import Conversation, Presence
from mainstay.core import live
from mainstay.core.clock import now
from mainstay.team.models import Member

LASTS = timedelta(seconds=30)
"""For how long a sign of life counts; a page gives one every 15 seconds."""

TOPIC = "presence"

# One statement: the row, and a notice only when others would see a difference.
_BE_THERE = """
    WITH before AS (
        SELECT is_typing, at FROM conversations_presence
        WHERE conversation_id = %(conversation)s AND member_id = %(member)s
    ), kept AS (
        INSERT INTO conversations_presence (conversation_id, member_id, is_typing, at)
        VALUES (%(conversation)s, %(member)s, %(typing)s, %(now)s)
        ON CONFLICT (conversation_id, member_id)
        DO UPDATE SET is_typing = EXCLUDED.is_typing, at = EXCLUDED.at
    )
    SELECT pg_notify(%(channel)s, %(notice)s) WHERE NOT EXISTS (
        SELECT FROM before WHERE is_typing = %(typing)s AND at > %(expired)s
    )
"""


def be_there(conversation: Conversation, *, by: Member, is_typing: bool = False) -> None:
    """Say that a member has the conversation before them. It holds for `LASTS`."""
    with connection.cursor() as cursor:
        cursor.execute(
            _BE_THERE,
            {
                "conversation": conversation.pk,
                "member": by.pk,
                "typing": is_typing,
                "now": now(),
                "expired": now() - LASTS,
                "channel": live.CHANNEL,
                "notice": _notice(conversation),
            },
        )


@transaction.atomic
def go_away(conversation: Conversation, *, by: Member) -> None:
    """The member has left the conversation's page."""
    if Presence.objects.filter(conversation=conversation, member=by).delete()[0]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [live.CHANNEL, _notice(conversation)])


def sweep_presence() -> int:
    """Delete what has expired: a page that was closed without a word. Returns how many."""
    return Presence.objects.filter(at__lt=now() - LASTS).delete()[0]


def _notice(conversation: Conversation) -> str:
    return json.dumps([[conversation.audience, TOPIC, conversation.pk]])

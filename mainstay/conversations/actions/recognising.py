"""What we know of a client at the moment when a conversation begins, and of its topic later."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

from mainstay.clients.models import Contact
from mainstay.conversations.actions.queueing import turn_after
from mainstay.conversations.models import Conversation
from mainstay.core.prepared import keeping

SOON_AGAIN = timedelta(days=7)
"""A client who comes with the same topic within this time repeats it: it was not settled."""

_LATEST = 20
"""How many earlier conversations are looked through for the same topic."""

_ANSWERED = re.compile(
    r"^\s*(\[[^\]]*\]\s*|(re|aw|sv|antw|rif|r|res|fw|fwd|wg|tr|rv|vs|bls|trs|enc|ответ|на|пересл)"
    r"\s*(\[\d+\]|\(\d+\))?\s*[:：]\s*)+",
    re.IGNORECASE,
)
_TOO_SHORT = 4


@dataclass(frozen=True)
class Known:
    """`repeats` is the earlier conversation on the same topic, `turn_at` the place in the queue."""

    is_first_contact: bool
    repeats: int | None
    turn_at: datetime


def recognise(
    contact: Contact, department_id: int, subject: str, since: datetime, category_id: int | None
) -> Known:
    """All that a new conversation has to know of its client's others. One query."""
    earlier = _earlier(contact.pk, contact.organisation_id, department_id, since=since)
    return Known(
        is_first_contact=not earlier,
        repeats=_same(earlier, subject, category_id),
        turn_at=turn_after(earlier[0].last_turn_at if earlier else None, since),
    )


def repeated_by(conversation: Conversation) -> int | None:
    """The latest earlier conversation of the client within seven days on the same topic."""
    if conversation.contact_id is None or conversation.is_aside:
        return None
    earlier = _earlier(
        conversation.contact_id,
        conversation.organisation_id,
        conversation.department_id,
        since=conversation.created_at,
        before=conversation.pk,
    )
    return _same(earlier, conversation.subject, conversation.category_id)


def topic_of(subject: str) -> str:
    """A subject as it is compared: without "Re:" and marks in brackets. Empty: says too little."""
    words = " ".join(_ANSWERED.sub("", subject).casefold().split())
    return words if len(words) >= _TOO_SHORT else ""


@dataclass(frozen=True)
class _Earlier:
    pk: int
    subject: str
    category_id: int | None
    is_recent: bool
    # Of the whole client in the department asked for, None when nothing waits there.
    last_turn_at: datetime | None


def _same(earlier: list[_Earlier], subject: str, category_id: int | None) -> int | None:
    topic = topic_of(subject)
    for each in earlier:
        if not each.is_recent:
            continue
        if category_id and each.category_id == category_id:
            return each.pk
        if topic and topic_of(each.subject) == topic:
            return each.pk
    return None


def _earlier(
    contact_id: int,
    organisation_id: int | None,
    department_id: int,
    *,
    since: datetime,
    before: int = sys.maxsize,
) -> list[_Earlier]:
    """The latest conversations of a client that are older than `before`, the newest first."""
    with keeping() as cursor:
        cursor.execute(
            _OF_ORGANISATION if organisation_id else _OF_CONTACT,
            {
                "contact": contact_id,
                "organisation": organisation_id,
                "department": department_id,
                "recently": since - SOON_AGAIN,
                "before": before,
            },
        )
        return [_Earlier(*row) for row in cursor.fetchall()]


_LATEST_OF = """
    SELECT id, subject, category_id, merged_into_id IS NULL AND last_message_at >= %(recently)s
    FROM conversations_conversation WHERE NOT is_aside AND id < %(before)s AND
"""
# The state is written out, so that the indexes of what is open serve prepared statements too.
_KNOWN = f"""
    SELECT earlier.*, (
        SELECT max(turn_at) FROM conversations_conversation
        WHERE state = 'open' AND NOT is_aside AND department_id = %(department)s AND {{client}}
    ) FROM (
        ({_LATEST_OF} contact_id = %(contact)s ORDER BY id DESC LIMIT {_LATEST})
        UNION
        ({_LATEST_OF} organisation_id = %(organisation)s ORDER BY id DESC LIMIT {_LATEST})
    ) AS earlier ORDER BY id DESC
"""  # noqa: S608  (our own words)
_OF_ORGANISATION = _KNOWN.format(client="organisation_id = %(organisation)s")
_OF_CONTACT = _KNOWN.format(client="organisation_id IS NULL AND contact_id = %(contact)s")

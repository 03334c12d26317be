"""What we know of a client at the moment when a conversation begins, and of its topic later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from mainstay.clients.models import Contact
from mainstay.conversations.actions.queueing import turn_after
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now

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
    with connection.cursor() as cursor:
        cursor.execute(
            _OF_ORGANISATION if contact.organisation_id else _OF_CONTACT,
            {
                "contact": contact.pk,
                "organisation": contact.organisation_id,
                "department": department_id,
                "recently": now() - SOON_AGAIN,
            },
        )
        earlier = cursor.fetchall()
    topic = topic_of(subject)
    same = (
        pk
        for pk, known, category, is_recent, _last in earlier
        if is_recent
        and ((topic and topic_of(known) == topic) or (category_id and category == category_id))
    )
    return Known(
        is_first_contact=not earlier,
        repeats=next(same, None),
        turn_at=turn_after(earlier[0][4] if earlier else None, since),
    )


def repeated_by(conversation: Conversation) -> int | None:
    """The latest earlier conversation of the client within seven days on the same topic."""
    ours = Q(contact=conversation.contact_id)
    if conversation.organisation_id:
        ours |= Q(organisation=conversation.organisation_id)
    if conversation.contact_id is None or conversation.is_aside:
        return None
    before = Conversation.objects.filter(
        ours,
        pk__lt=conversation.pk,
        is_aside=False,
        merged_into__isnull=True,
        last_message_at__gte=conversation.created_at - SOON_AGAIN,
    )
    topic = topic_of(conversation.subject)
    rows = before.order_by("-id").values_list("pk", "subject", "category")
    for pk, subject, category in rows[:_LATEST]:
        if conversation.category_id and category == conversation.category_id:
            return pk
        if topic and topic_of(subject) == topic:
            return pk
    return None


def topic_of(subject: str) -> str:
    """A subject as it is compared: without "Re:" and marks in brackets. Empty: says too little."""
    words = " ".join(_ANSWERED.sub("", subject).casefold().split())
    return words if len(words) >= _TOO_SHORT else ""


_EARLIER = """
    SELECT id, subject, category_id, merged_into_id IS NULL AND last_message_at >= %(recently)s
    FROM conversations_conversation WHERE NOT is_aside AND
"""
# The state is written out, so that the indexes of what is open serve prepared statements too.
_KNOWN = f"""
    SELECT earlier.*, (
        SELECT max(turn_at) FROM conversations_conversation
        WHERE state = 'open' AND NOT is_aside AND department_id = %(department)s AND {{client}}
    ) FROM (
        ({_EARLIER} contact_id = %(contact)s ORDER BY id DESC LIMIT {_LATEST})
        UNION
        ({_EARLIER} organisation_id = %(organisation)s ORDER BY id DESC LIMIT {_LATEST})
    ) AS earlier ORDER BY id DESC
"""  # noqa: S608  (our own words)
_OF_ORGANISATION = _KNOWN.format(client="organisation_id = %(organisation)s")
_OF_CONTACT = _KNOWN.format(client="organisation_id IS NULL AND contact_id = %(contact)s")

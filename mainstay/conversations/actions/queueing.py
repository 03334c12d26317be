"""Whose turn it is: one client's many questions delay nobody else's first answer.

Start-time fair queueing. Of a client's conversations that wait in one department the first
stands in the queue where it began to wait, each further one `spacing` after the one before.
When one of them leaves the queue, the next comes forward: to the end of the queue as it is at
this moment, where somebody new would stand. A place is never given back to a later one, so
everybody's turn comes, a client's conversations in the order in which they began.

The client is the organisation, or the contact who belongs to none.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max

from mainstay.conversations.models import Conversation
from mainstay.core.clock import now

_STEP_FORWARD = 20
"""How many of a client's conversations come forward at once, so that this costs the same always."""


def spacing() -> timedelta:
    """How long after one waiting conversation of a client the next takes its place."""
    return timedelta(minutes=settings.ENV.turn_spacing)


def turn_after(last: datetime | None, since: datetime) -> datetime:
    """The turn of a conversation that waits since then, behind the client's last one."""
    return max(since, last + spacing()) if last else since


def queue_up(conversation: Conversation) -> None:
    """Set the turn of an open conversation, behind those of its client that wait longer."""
    waiting = _waiting(conversation)
    if waiting is None:
        conversation.turn_at = conversation.since
        return
    longer = waiting.filter(since__lte=conversation.since).exclude(pk=conversation.pk)
    last = longer.aggregate(last=Max("turn_at"))["last"]
    conversation.turn_at = turn_after(last, conversation.since)


def let_next_come(conversation: Conversation, *, in_department: int | None = None) -> None:
    """One of a client's has left the queue: the others come forward, none before this moment.

    Those that somebody holds right now are left where they are: they are being answered.
    `in_department` names the queue when it is not that of the conversation any more.
    """
    client = client_of(conversation)
    if client is None:
        return
    column, pk = client
    alone = "organisation_id IS NULL AND " if column == "contact_id" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH held AS (
                SELECT id, since, turn_at FROM conversations_conversation
                WHERE state = 'open' AND NOT is_aside AND {alone}{column} = %(client)s
                  AND department_id = %(department)s
                ORDER BY turn_at, id LIMIT {_STEP_FORWARD} FOR NO KEY UPDATE SKIP LOCKED
            ), placed AS (
                SELECT id, turn_at, greatest(since, %(now)s + make_interval(secs => %(seconds)s)
                       * (row_number() OVER (ORDER BY turn_at, id) - 1)) AS wanted
                FROM held
            )
            UPDATE conversations_conversation AS one SET turn_at = placed.wanted
            FROM placed WHERE one.id = placed.id AND placed.wanted < placed.turn_at
            """,  # noqa: S608  (our own column names)
            {
                "client": pk,
                "department": in_department or conversation.department_id,
                "now": now(),
                "seconds": spacing().total_seconds(),
            },
        )


def client_of(conversation: Conversation) -> tuple[str, int] | None:
    """Whose conversation it is, as a column and its value.

    None for what stands in no client's queue: between our own departments, and aside.
    """
    if conversation.is_aside:
        return None
    if conversation.organisation_id:
        return "organisation_id", conversation.organisation_id
    if conversation.contact_id:
        return "contact_id", conversation.contact_id
    return None


def _waiting(conversation: Conversation) -> Any:
    client = client_of(conversation)
    if client is None:
        return None
    column, pk = client
    waiting = Conversation.objects.filter(
        state=Conversation.State.OPEN, is_aside=False, department=conversation.department_id
    )
    if column == "contact_id":
        waiting = waiting.filter(organisation__isnull=True)
    return waiting.filter(**{column: pk})

"""A client answers to what was closed long ago: the matter goes on in a conversation of its own."""

from __future__ import annotations

from datetime import timedelta

from mainstay.conversations import events
from mainstay.conversations.models import Conversation
from mainstay.core.actor import Actor
from mainstay.core.clock import now
from mainstay.core.log import record

STAYS_OPEN_TO_REPLIES = timedelta(days=14)
"""How long after closing a reply of the client opens the same conversation again."""


def is_over(conversation: Conversation) -> bool:
    """Whether it was closed so long ago that a reply begins another one.

    Never a side conversation: what it is about stands in its main one.
    """
    if conversation.side_of_id:
        return False
    is_closed = conversation.state == Conversation.State.CLOSED
    return is_closed and conversation.since < now() - STAYS_OPEN_TO_REPLIES


def going_on(conversation: Conversation) -> tuple[Conversation | None, Conversation | None]:
    """Where a reply to one that is over belongs, locked; or what the next one has to follow."""
    rows = Conversation.objects.select_for_update(of=("self",))
    while is_over(conversation):
        later = rows.filter(follows=conversation).order_by("-id").first()
        if later is None:
            return None, conversation
        conversation = later
        while conversation.merged_into_id:
            conversation = rows.get(pk=conversation.merged_into_id)
    return conversation, None


def tell_of_follow_up(conversation: Conversation, followed: Conversation, *, by: Actor) -> None:
    """Say on the old one where it goes on."""
    record(
        events.FOLLOWED_UP,
        followed,
        by=by,
        contact=conversation.contact_id,
        conversation=conversation.pk,
    )

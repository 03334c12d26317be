"""Ending a conversation, and opening it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.siding_answers import settled_inside
from mainstay.conversations.actions.siding_following import close_beside
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.models import Conversation
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.events import EventKind
from mainstay.core.log import record

_State = Conversation.State


@transaction.atomic
def solve(conversation: Conversation, *, by: Actor) -> Conversation:
    """Say that the matter is settled. A reply of the client opens it again."""
    conversation = lock(conversation)
    if conversation.is_finished:
        return conversation
    may_write(by)
    _enter(conversation, _State.SOLVED, events.SOLVED, by)
    settled_inside(conversation, by=by)
    return conversation


@transaction.atomic
def close(conversation: Conversation, *, by: Actor) -> Conversation:
    """Put a solved conversation away. An open one is refused: the client still waits.

    What was asked for its sake is closed with it.
    """
    conversation = lock(conversation)
    if conversation.state == _State.CLOSED:
        return conversation
    may_write(by)
    if conversation.is_open:
        raise Refused(_("Not closed: the client is waiting for an answer. Reply or solve first."))
    _enter(conversation, _State.CLOSED, events.CLOSED, by)
    close_beside(conversation, by=by)
    return conversation


@transaction.atomic
def reopen(conversation: Conversation, *, by: Actor) -> Conversation:
    """Take up a finished or waiting conversation again: the next step is ours."""
    conversation = lock(conversation)
    if conversation.is_open:
        return conversation
    may_write(by)
    return _enter(conversation, _State.OPEN, events.REOPENED, by)


def _enter(conversation: Conversation, state: str, kind: EventKind, by: Actor) -> Conversation:
    enter(conversation, state)
    record(kind, conversation, by=by)
    return conversation

"""A side conversation goes as its main one goes."""

from mainstay.conversations import events
from mainstay.conversations.actions.access import lock
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.models import Conversation
from mainstay.conversations.sides import beside
from mainstay.core.actor import Actor
from mainstay.core.log import record

_State = Conversation.State


def take_along(main: Conversation) -> None:
    """Let those with somebody outside be seen by whoever sees the locked main one now.

    Visibility stands on the row. Whoever changes department or assignee, or lets one conversation
    go into another, calls this for what stays.
    """
    if main.side_of_id is None:
        beside(main).filter(is_aside=True).update(
            department=main.department_id, assignee=main.assignee_id
        )


def close_beside(main: Conversation, *, by: Actor) -> None:
    """Close what was asked for the sake of one that is closed: nobody waits for it any more."""
    if main.side_of_id is not None:
        return
    for side in beside(main).exclude(state=_State.CLOSED).order_by("pk"):
        held = lock(side)
        if held.state != _State.CLOSED:
            enter(held, _State.CLOSED)
            record(events.SIDE_CLOSED, held, by=by)

"""A conversation enters a state, and what hangs on that follows."""

from collections.abc import Iterable
from datetime import datetime

from mainstay.conversations import work
from mainstay.conversations.actions.queueing import let_next_come, queue_up
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now


def enter(
    conversation: Conversation,
    state: str,
    since: datetime | None = None,
    *,
    waiting_on: str = "",
    waiting_note: str = "",
    until: datetime | None = None,
    also: Iterable[str] = (),
) -> None:
    """Save a locked conversation in a state, with its turn in the queue and on the worklist.

    `since` is now when not given; the rest is as in `Conversation.stand`. `also` names other
    columns that were changed and are saved with it.
    """
    was_open = conversation.is_open
    conversation.stand(
        state, since or now(), waiting_on=waiting_on, waiting_note=waiting_note, until=until
    )
    if conversation.is_open:
        queue_up(conversation)
    elif until:
        # Whoever wakes first stands first among the snoozed.
        conversation.turn_at = until
    conversation.save(update_fields=[*Conversation.STANDING, *also])
    if was_open and not conversation.is_open:
        let_next_come(conversation)
    work.refresh(conversation)

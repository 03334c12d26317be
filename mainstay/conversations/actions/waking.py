"""The client has spoken: the next step is ours."""

from datetime import datetime

from mainstay.clients.models import Contact
from mainstay.conversations import events
from mainstay.conversations.actions.sending_later import hold_back
from mainstay.conversations.actions.siding_answers import answered_outside
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.models import Conversation, first_words
from mainstay.conversations.unanswered import unanswered_since
from mainstay.core.log import record
from mainstay.core.prepared import keeping

_LAST = ("last_message_at", "last_words", "mailbox", "brand")


def wake(conversation: Conversation, contact: Contact, *, words: str, at: datetime) -> None:
    """Let a locked conversation wait for us. One who waits already keeps their place in the queue.

    What we were to send later is kept back. Mailbox and brand are saved with it, if the caller
    has changed them. The one for whose sake it was begun waits for us too.
    """
    answered_outside(conversation, contact, at)
    was_held_back = hold_back(conversation, contact)
    conversation.last_message_at = at
    conversation.last_words = first_words(words)
    if conversation.is_open:
        conversation.save(update_fields=_LAST)
        return
    slept = conversation.state == Conversation.State.SNOOZED
    was_finished = conversation.is_finished
    since = unanswered_since(conversation) if slept or was_held_back else at
    enter(conversation, Conversation.State.OPEN, since, also=_LAST)
    if was_finished:
        record(events.REOPENED, conversation, by=contact)


def one_at_a_time(*names: str) -> None:
    """Wait for whoever takes in a message of the same sender or thread right now.

    Locks are taken in one order, so that two who share several never wait for each other.
    """
    with keeping() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(key) FROM ("
            " SELECT DISTINCT hashtextextended(name, 4600110) AS key"
            " FROM unnest(%s::text[]) AS name ORDER BY key) AS locks",
            [list(names)],
        )

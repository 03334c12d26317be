"""What follows when a conversation is solved, and when it goes on."""

from mainstay.conversations import events as conversations
from mainstay.conversations.models import Conversation
from mainstay.core import alarms
from mainstay.core.models import Event
from mainstay.core.reactions import reaction
from mainstay.surveys import actions
from mainstay.surveys.actions.silence import SILENCE


@reaction(conversations.SOLVED)
def close_well(event: Event) -> None:
    """The client is asked in a while; silence closes it in the end."""
    conversation = _standing(event)
    if conversation is None or conversation.state != Conversation.State.SOLVED:
        return
    actions.plan_to_ask(conversation, event.at)
    actions.wait_for_silence(conversation, event.at)


@reaction(conversations.REOPENED)
def go_on(event: Event) -> None:
    """What goes on is neither asked about nor closed."""
    conversation = _standing(event)
    # It may have been solved again before this ran.
    if conversation is not None and not conversation.is_finished:
        actions.call_off(conversation)
        alarms.cancel(SILENCE, conversation)


def _standing(event: Event) -> Conversation | None:
    rows = Conversation.objects.select_related("contact")
    return rows.filter(pk=event.subject_id).first()

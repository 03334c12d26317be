"""A solved conversation about which nobody writes any more."""

from datetime import datetime

from django.db import transaction

from mainstay.conversations import actions as conversations
from mainstay.conversations.models import Conversation
from mainstay.core import alarms
from mainstay.core.actor import System
from mainstay.core.clock import now
from mainstay.core.log import record
from mainstay.surveys import events
from mainstay.surveys.models import ClosingTerms

SILENCE = "conversation.silence"
_BY = System("silence")


def wait_for_silence(conversation: Conversation, solved_at: datetime) -> None:
    """Look again when the time is over."""
    if close_after := ClosingTerms.current().close_after:
        alarms.set_alarm(SILENCE, conversation, solved_at + close_after)


@transaction.atomic
def close_silent(conversation: Conversation) -> bool:
    """Close what is solved and was left so for the set time. No mail leaves. Whether it did.

    One that was solved anew meanwhile, or for which the time was made longer, waits on.
    """
    conversation = Conversation.objects.select_for_update(of=("self",)).get(pk=conversation.pk)
    close_after = ClosingTerms.current().close_after
    if conversation.state != Conversation.State.SOLVED or close_after is None:
        return False
    if conversation.since + close_after > now():
        wait_for_silence(conversation, conversation.since)
        return False
    record(events.FELL_SILENT, conversation, by=_BY, days=close_after.days)
    conversations.close(conversation, by=_BY)
    return True

"""A conversation sleeps until a time; what the client writes wakes it before."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.siding_rules import not_aside
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.models import Conversation
from mainstay.conversations.unanswered import unanswered_since
from mainstay.core import alarms
from mainstay.core.actor import Actor, System
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record

WAKE = "conversation.wake"
LONGEST = timedelta(days=366)

_State = Conversation.State


@transaction.atomic
def snooze(conversation: Conversation, until: datetime, *, by: Actor) -> Conversation:
    """Take it out of the queue until a time, within a year."""
    conversation = lock(conversation)
    if conversation.snoozed_until == until:
        return conversation
    may_write(by)
    not_aside(conversation)
    if conversation.is_finished:
        raise Refused(_("This is done. Reopen it first, then snooze it."))
    if until <= now():
        raise Refused(_("That time is over. Choose a later one."))
    if until > now() + LONGEST:
        raise Refused(_("A year is the longest. Choose an earlier time."))
    enter(conversation, _State.SNOOZED, until=until)
    alarms.set_alarm(WAKE, conversation, until)
    record(events.SNOOZED, conversation, by=by, until=until.isoformat())
    return conversation


@transaction.atomic
def wake(conversation: Conversation, *, by: Actor) -> Conversation:
    """The next step is ours again. A client who was waiting has waited all the time."""
    conversation = lock(conversation)
    if conversation.state != _State.SNOOZED:
        return conversation
    may_write(by)
    enter(conversation, _State.OPEN, unanswered_since(conversation))
    record(events.WOKEN, conversation, by=by)
    return conversation


@alarms.alarm(WAKE)
def wake_when_due(conversation_id: int, _step: str) -> None:
    """Its time has come, unless it was woken or snoozed again meanwhile."""
    due = Conversation.objects.filter(state=_State.SNOOZED, snoozed_until__lte=now())
    if conversation := due.filter(pk=conversation_id).first():
        wake(conversation, by=System("clock"))

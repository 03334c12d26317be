"""How a conversation stood before something was done to it, kept so that it can be taken back."""

from typing import Any

from django.utils.dateparse import parse_datetime

from mainstay.conversations.actions.snoozing import WAKE
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.models import Conversation
from mainstay.core import alarms
from mainstay.core.clock import now

_State = Conversation.State


def standing_of(conversation: Conversation) -> dict[str, Any]:
    """Its state with what belongs to it, as JSON."""
    until = conversation.snoozed_until
    return {
        "state": conversation.state,
        "since": conversation.since.isoformat(),
        "waiting_on": conversation.waiting_on,
        "waiting_note": conversation.waiting_note,
        "snoozed_until": until.isoformat() if until else None,
    }


def stand_again(conversation: Conversation, before: dict[str, Any], *also: str) -> None:
    """Let a locked conversation stand as `standing_of` told it. `also`: columns saved with it.

    A sleep that would be over by now is: it is our turn.
    """
    until = _moment(before["snoozed_until"])
    state = before["state"]
    if state == _State.SNOOZED and (until is None or until <= now()):
        state, until = _State.OPEN, None
    enter(
        conversation,
        state,
        _moment(before["since"]),
        waiting_on=before["waiting_on"],
        waiting_note=before["waiting_note"],
        until=until,
        also=also,
    )
    if until:
        alarms.set_alarm(WAKE, conversation, until)


def _moment(text: str | None) -> Any:
    return parse_datetime(text) if text else None

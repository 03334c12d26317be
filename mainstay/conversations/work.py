"""What in a conversation waits for a person."""

from django.utils.translation import gettext_lazy as _

from mainstay.conversations.models import Conversation, Handover
from mainstay.core import worklist

ANSWER = worklist.declare("conversation.answer", _("The client waits for an answer."))

ESCALATED = worklist.declare("conversation.escalated", _("It was escalated to you."))

HANDOVER = worklist.declare("conversation.handover", _("It is offered to you."))


def refresh(conversation: Conversation) -> None:
    """Put an open conversation on the list of who has it; take any other away."""
    if conversation.escalated_to_id:
        _refresh_escalation(conversation)
    if not conversation.is_open or conversation.is_aside:
        # The one for whose sake a side conversation was begun waits in its place.
        worklist.take_away(ANSWER, conversation)
        return
    worklist.put(
        ANSWER,
        conversation,
        member_id=conversation.assignee_id,
        department_id=conversation.department_id,
        since=conversation.since,
    )


def end_escalation(conversation: Conversation) -> None:
    """It waits on nobody's list as escalated any more."""
    worklist.take_away(ESCALATED, conversation)


def put_handover(handover: Handover) -> None:
    """It waits for whoever may accept it."""
    worklist.put(
        HANDOVER,
        handover.conversation,
        member_id=handover.member_id,
        department_id=handover.department_id,
        since=handover.at,
    )


def end_handover(conversation: Conversation) -> None:
    """It is offered to nobody any more."""
    worklist.take_away(HANDOVER, conversation)


def _refresh_escalation(conversation: Conversation) -> None:
    if conversation.is_finished:
        end_escalation(conversation)
        return
    worklist.put(
        ESCALATED,
        conversation,
        member_id=conversation.escalated_to_id,
        since=conversation.escalated_at,
    )

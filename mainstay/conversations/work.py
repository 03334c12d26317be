"""What in a conversation waits for a person."""

from django.utils.translation import gettext_lazy as _

from mainstay.conversations.models import Conversation
from mainstay.core import worklist

ANSWER = worklist.declare("conversation.answer", _("The client waits for an answer."))


def refresh(conversation: Conversation) -> None:
    """Put an open conversation on the list of who has it; take any other away."""
    if not conversation.is_open:
        worklist.take_away(ANSWER, conversation)
        return
    worklist.put(
        ANSWER,
        conversation,
        member_id=conversation.assignee_id,
        department_id=conversation.department_id,
        since=conversation.since,
    )

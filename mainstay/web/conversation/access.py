"""The door to a conversation: whoever may not see it is told that there is none."""

from django.shortcuts import get_object_or_404

from mainstay.conversations.models import Conversation, Message
from mainstay.web.pages import MemberRequest


def find(request: MemberRequest, number: int) -> Conversation:
    """The conversation, or the one it went into: a page that is open still has the old number."""
    rows = Conversation.objects.visible_to(request.user)
    related = rows.select_related("contact", "organisation", "department", "assignee")
    found = get_object_or_404(related, pk=number)
    return find(request, found.merged_into_id) if found.merged_into_id else found


def find_message(request: MemberRequest, pk: int) -> Message:
    visible = Conversation.objects.visible_to(request.user)
    rows = Message.objects.select_related("conversation")
    return get_object_or_404(rows, pk=pk, conversation__in=visible)

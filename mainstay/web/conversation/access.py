"""The door to a conversation: whoever may not see it is told that there is none."""

from django.shortcuts import get_object_or_404

from mainstay.conversations.models import Conversation, Message
from mainstay.web.pages import MemberRequest


def find(request: MemberRequest, number: int) -> Conversation:
    rows = Conversation.objects.visible_to(request.user)
    related = rows.select_related("contact", "organisation", "department", "assignee")
    return get_object_or_404(related, pk=number)


def find_message(request: MemberRequest, pk: int) -> Message:
    visible = Conversation.objects.visible_to(request.user)
    rows = Message.objects.select_related("conversation")
    return get_object_or_404(rows, pk=pk, conversation__in=visible)

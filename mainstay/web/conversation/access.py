"""The door to a conversation: whoever may not see it is told that there is none."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from mainstay.conversations.models import Conversation, Message
from mainstay.web.pages import MemberRequest


def find(request: MemberRequest, number: int) -> Conversation:
    """The conversation, or the one it went into: a page that is open still has the old number.

    It knows by `is_watched` whether the reader watches it.
    """
    watching = Conversation.watchers.through.objects.filter(
        conversation=OuterRef("pk"), member=request.user
    )
    rows = Conversation.objects.visible_to(request.user).annotate(is_watched=Exists(watching))
    related = rows.select_related(
        "contact", "organisation", "department", "assignee", "brand", "escalated_to"
    )
    found = get_object_or_404(related, pk=number)
    return find(request, found.merged_into_id) if found.merged_into_id else found


def find_message(request: MemberRequest, pk: int) -> Message:
    visible = Conversation.objects.visible_to(request.user)
    rows = Message.objects.select_related("conversation")
    return get_object_or_404(rows, pk=pk, conversation__in=visible)

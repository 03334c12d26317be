"""The door to a conversation: whoever may not see it is told that there is none."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from mainstay.conversations.models import Conversation, Draft, Message
from mainstay.conversations.sides import reached, within_reach
from mainstay.team.models import Member
from mainstay.web.pages import MemberRequest


def find(request: MemberRequest, number: int) -> Conversation:
    """The conversation, or the one it went into: a page that is open still has the old number."""
    found = reached(request.user, number)
    if found is None:
        raise Http404
    return find(request, found.merged_into_id) if found.merged_into_id else found


def find_message(request: MemberRequest, pk: int) -> Message:
    rows = Message.objects.select_related("conversation")
    return get_object_or_404(rows, pk=pk, conversation__in=within_reach(request.user))


def find_draft(request: MemberRequest, pk: int) -> Draft:
    return get_object_or_404(drafts_seen_by(request.user), pk=pk)


def drafts_seen_by(member: Member) -> QuerySet[Draft]:
    """One's own, wherever they are, and those at conversations that one sees."""
    visible = within_reach(member)
    rows = Draft.objects.kept().filter(Q(member=member) | Q(conversation__in=visible))
    return rows.select_related("member", "conversation")

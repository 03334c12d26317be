"""Unhappy answers come to whoever has the conversation, and to the leads."""

from collections.abc import Iterable

from django.db import transaction

from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.core.log import record
from mainstay.surveys import events, work
from mainstay.surveys.models import Concern, RatingRequest
from mainstay.team.models import Member


def follow(request: RatingRequest) -> None:
    """Raise a concern with each who should know, or settle them when the client is content."""
    if not request.is_unhappy:
        _settle(Concern.objects.filter(request=request, settled_at__isnull=True))
        return
    for member_id in _who_should_know(request):
        concern, is_new = Concern.objects.get_or_create(request=request, member_id=member_id)
        if not is_new:
            concern.raised_at, concern.settled_at = now(), None
            concern.save(update_fields=["raised_at", "settled_at"])
        work.refresh(concern)


@transaction.atomic
def look_at(request: RatingRequest, *, by: Member) -> None:
    """Say that one has looked at it: it waits for this member no longer."""
    waiting = Concern.objects.select_for_update().filter(
        request=request, member=by, settled_at__isnull=True
    )
    if _settle(waiting):
        record(events.LOOKED_AT, request.conversation, by=by)


def _settle(concerns: Iterable[Concern]) -> int:
    settled = 0
    for concern in concerns:
        concern.settled_at = now()
        concern.save(update_fields=["settled_at"])
        work.refresh(concern)
        settled += 1
    return settled


def _who_should_know(request: RatingRequest) -> set[int]:
    conversation = Conversation.objects.get(pk=request.conversation_id)
    holder = conversation.assignee_id or request.member_id
    leads = Member.objects.active().filter(
        role=Member.Role.LEAD,
        departments__in={conversation.department_id, request.department_id},
    )
    found = set(leads.values_list("pk", flat=True))
    if holder and Member.objects.active().filter(pk=holder).exists():
        found.add(holder)
    return found

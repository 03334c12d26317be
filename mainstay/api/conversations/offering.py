"""Handing a conversation over: who has it keeps it until somebody has accepted it."""

from datetime import datetime
from typing import Annotated

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from mainstay.api.answering import Created
from mainstay.api.conversations.finding import find, named
from mainstay.api.conversations.merging import router
from mainstay.api.cursors import Invalid
from mainstay.api.doors import TokenRequest, behind, member_of
from mainstay.api.rows import existing
from mainstay.api.shapes import Given, Id, Named, Text
from mainstay.conversations import actions, together
from mainstay.conversations.models import Conversation, Handover
from mainstay.team.models import Department, Member
from mainstay.team.tokens.scopes import Scope

_READ, _WRITE = behind(Scope.READ_CONVERSATIONS), behind(Scope.WRITE_CONVERSATIONS)


class HandoverShown(BaseModel):
    """A conversation that is offered to a member or to whoever in a department accepts first."""

    id: int
    conversation: int
    subject: str = Field(description="Empty where it may not be seen any more.")
    giver: Named
    member: Named | None
    department: Named | None
    note: str
    state: Handover.State
    at: datetime


class Handovers(BaseModel):
    """What one may accept, and what one has offered. Answered ones stand in neither."""

    coming: list[HandoverShown]
    given: list[HandoverShown]


class NewHandover(Given):
    """To whom it is offered: give `member` or `department`."""

    member: Id | None = None
    department: Id | None = None
    note: Annotated[Text, Field(max_length=2000)] = Field(
        "", description="What was promised, and what the next step is."
    )


class Declined(Given):
    """Why one cannot take it."""

    reason: Annotated[Text, Field(max_length=500)] = ""


@router.post("/conversations/{number}/handover", response={201: HandoverShown}, **_WRITE)
def offer(request: TokenRequest, number: Id, given: NewHandover) -> Created:
    """Offer it to a colleague or to another department"""
    found = find(request, number)
    by = member_of(request)
    made = actions.offer(found, _receiver(given), given.note, by=by)
    return Created(_again(made, by), reverse("api:handovers"))


@router.get("/handovers", response=Handovers, **_READ)
def handovers(request: TokenRequest) -> Handovers:
    """What is offered to the token’s owner, and what they have offered"""
    member = member_of(request)
    return Handovers(
        coming=[told(each) for each in together.offered_to(member)],
        given=[told(each) for each in together.offered_by(member)],
    )


@router.post("/handovers/{id}/acceptance", response=HandoverShown, **_WRITE)
def accept(request: TokenRequest, id: Id) -> HandoverShown:  # noqa: A002
    """Take a conversation over that is offered to one"""
    by = member_of(request)
    return _again(actions.accept(_offered(request, id), by=by), by)


@router.post("/handovers/{id}/refusal", response=HandoverShown, **_WRITE)
def decline(request: TokenRequest, id: Id, given: Declined) -> HandoverShown:  # noqa: A002
    """Leave it with who has it"""
    by = member_of(request)
    return _again(actions.decline(_offered(request, id), given.reason, by=by), by)


@router.post("/handovers/{id}/withdrawal", response=HandoverShown, **_WRITE)
def withdraw(request: TokenRequest, id: Id) -> HandoverShown:  # noqa: A002
    """Offer it no longer"""
    by = member_of(request)
    visible = Conversation.objects.visible_to(by)
    rows = Handover.objects.filter(conversation__in=visible) | Handover.objects.filter(giver=by)
    found = get_object_or_404(rows, pk=id)
    return _again(actions.withdraw(found, by=by), by)


def told(row: Handover) -> HandoverShown:
    member, department = row.member, row.department
    return HandoverShown(
        id=row.pk,
        conversation=row.conversation_id,
        subject=row.conversation.subject,
        giver=Named(id=row.giver_id, name=row.giver.name),
        member=named(row.member_id, member.name if member else ""),
        department=named(row.department_id, department.name if department else ""),
        note=row.note,
        state=Handover.State(row.state),
        at=row.at,
    )


def _again(row: Handover, member: Member) -> HandoverShown:
    """As it is now. What was offered once and is not now tells no more of its conversation."""
    rows = Handover.objects.select_related("conversation", "giver", "member", "department")
    shown = told(rows.get(pk=row.pk))
    visible = Conversation.objects.visible_to(member).filter(pk=row.conversation_id)
    if row.state == Handover.State.OFFERED or visible.exists():
        return shown
    return shown.model_copy(update={"subject": ""})


def _offered(request: TokenRequest, pk: int) -> Handover:
    """One to the token's owner; answered ones too: a second time is harmless."""
    by = member_of(request)
    rows = Handover.objects.filter(member=by)
    rows |= Handover.objects.filter(department__in=by.department_ids)
    return get_object_or_404(rows, pk=pk)


def _receiver(given: NewHandover) -> Member | Department:
    if given.member is not None and given.department is None:
        return existing(Member.objects.active(), given.member, "body.member")
    if given.department is not None and given.member is None:
        return existing(Department.objects.all(), given.department, "body.department")
    raise Invalid("body.member", _("Give a member or a department: one of both."))

"""Handing over: offer, accept, decline, withdraw, and the list of what is offered."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mainstay.conversations import actions, together
from mainstay.conversations.models import Conversation, Handover
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.team.models import Department, Member
from mainstay.team.sessions import last_here
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation.access import find
from mainstay.web.pages import MemberRequest, came_from, go, page, refusals_lead_back

_HERE = timedelta(minutes=15)


class HandoverForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("To whom"))
    note = forms.CharField(
        label=gettext_lazy("What they have to know"),
        help_text=gettext_lazy("What was promised, and what the next step is."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


@dataclass(frozen=True)
class Offer:
    """An offer as its list shows it. `open_url` is empty where one does not see it yet."""

    handover: Handover
    title: str
    to: str
    open_url: str


@require_http_methods(["GET", "HEAD", "POST"])
def offering(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    members = [
        each
        for each in Member.objects.colleagues_in([found.department_id])
        if each.pk not in (request.user.pk, found.assignee_id)
    ]
    departments = list(Department.objects.exclude(pk=found.department_id).order_by("name"))
    form = HandoverForm(request.POST or None)
    form.fields["to"].choices = _choices(members, departments)  # type: ignore[attr-defined]
    if form.is_valid():
        kind, _colon, given = form.cleaned_data["to"].partition(":")
        rows: list[Member] | list[Department] = members if kind == "member" else departments
        to = next(each for each in rows if str(each.pk) == given)
        try:
            made = actions.offer(found, to, form.cleaned_data["note"], by=request.user)
        except Refused as refusal:
            form.add_error("to", str(refusal))
        else:
            text = _("Offered to {name}. You keep it until then.").format(name=to.name)
            undo = reverse("web:handover_withdrawal", args=[made.pk])
            here = reverse("web:conversation", args=[found.number])
            return go(request, here, Toast(text, "kept", undo_url=undo))
    context = {
        "conversation": found,
        "form": form,
        "page_url": reverse("web:conversation", args=[found.number]),
    }
    status = 422 if form.errors else 200
    return page(request, "web/conversation/offering.html", context, at="inbox", status=status)


@require_safe
def offers(request: MemberRequest) -> HttpResponse:
    """What one may accept, and what one has offered."""
    coming = list(together.offered_to(request.user))
    given = list(together.offered_by(request.user))
    ids = [each.conversation_id for each in [*coming, *given]]
    visible = Conversation.objects.visible_to(request.user).filter(pk__in=ids)
    seen = set(visible.values_list("pk", flat=True))
    context = {
        "coming": [_told(each, seen) for each in coming],
        "given": [_told(each, seen) for each in given],
    }
    return page(request, "web/conversation/offers.html", context, at="inbox")


@require_POST
@refusals_lead_back
def accepting(request: MemberRequest, pk: int) -> HttpResponse:
    handover = get_object_or_404(_within_reach(request), pk=pk)
    actions.accept(handover, by=request.user)
    to = reverse("web:conversation", args=[handover.conversation_id])
    return go(request, to, Toast(_("It is yours."), "kept"))


@require_POST
@refusals_lead_back
def declining(request: MemberRequest, pk: int) -> HttpResponse:
    handover = get_object_or_404(_within_reach(request), pk=pk)
    actions.decline(handover, request.POST.get("reason", ""), by=request.user)
    text = _("Left with {name}.").format(name=handover.giver.name)
    return go(request, came_from(request), Toast(text))


@require_POST
@refusals_lead_back
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    visible = Conversation.objects.visible_to(request.user)
    rows = Handover.objects.filter(conversation__in=visible) | Handover.objects.filter(
        giver=request.user
    )
    handover = get_object_or_404(rows, pk=pk)
    actions.withdraw(handover, by=request.user)
    return go(request, came_from(request), Toast(_("Offered no longer.")))


def _within_reach(request: MemberRequest) -> QuerySet[Handover]:
    """Offers to this member, answered ones too: a second click is harmless."""
    rows = Handover.objects.select_related("giver")
    return rows.filter(member=request.user) | rows.filter(
        department__in=request.user.department_ids
    )


def _choices(
    members: list[Member], departments: list[Department]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """People with when they were last here, so that nobody offers to an empty chair unawares."""
    seen = last_here([each.pk for each in members])
    people = []
    for each in members:
        at = seen.get(each.pk)
        away = "" if at and at > now() - _HERE else _("not here now")
        people.append((f"member:{each.pk}", ", ".join(filter(None, [each.name, away]))))
    groups = [(_("People"), people)] if people else []
    others = [(f"department:{each.pk}", each.name) for each in departments]
    return [*groups, (_("Departments: whoever accepts first"), others)]


def _told(handover: Handover, seen: set[int]) -> Offer:
    conversation = handover.conversation
    to = handover.member.name if handover.member else ""
    number = conversation.pk
    return Offer(
        handover,
        f"{number} {conversation.subject}",
        to or (handover.department.name if handover.department else ""),
        reverse("web:conversation", args=[number]) if number in seen else "",
    )

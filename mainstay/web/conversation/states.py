"""Where a conversation stands and who has it: each change is a POST to its noun."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation
from mainstay.core.errors import Refused
from mainstay.team.models import Department, Member
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation.access import find
from mainstay.web.pages import MemberRequest, came_from, go, page, refusals_lead_back


@require_POST
@refusals_lead_back
def solution(request: MemberRequest, number: int) -> HttpResponse:
    undo = reverse("web:reopening", args=[number])
    return _change(request, number, actions.solve, Toast(_("Solved."), "kept", undo_url=undo))


@require_POST
@refusals_lead_back
def closure(request: MemberRequest, number: int) -> HttpResponse:
    undo = reverse("web:reopening", args=[number])
    return _change(request, number, actions.close, Toast(_("Closed."), "kept", undo_url=undo))


@require_POST
@refusals_lead_back
def reopening(request: MemberRequest, number: int) -> HttpResponse:
    return _change(request, number, actions.reopen, Toast(_("Open again.")))


@require_POST
@refusals_lead_back
def assignment(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    if not request.POST.get("member"):
        actions.unassign(found, by=request.user)
        return go(request, came_from(request), Toast(_("Nobody has it now.")))
    member = get_object_or_404(Member.objects.active(), pk=_chosen(request, "member"))
    actions.assign(found, member, by=request.user)
    is_own = member.pk == request.user.pk
    text = _("It is yours.") if is_own else _("{name} has it now.").format(name=member.name)
    return go(request, came_from(request), Toast(text))


@require_POST
@refusals_lead_back
def department(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    wanted = get_object_or_404(Department, pk=_chosen(request, "department"))
    actions.move(found, wanted, by=request.user)
    moved = Toast(_("Moved to {department}.").format(department=wanted.name))
    still_visible = Conversation.objects.visible_to(request.user).filter(pk=found.pk).exists()
    return go(request, came_from(request) if still_visible else reverse("web:inbox"), moved)


class SubjectForm(forms.Form):
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=1000)


@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    form = SubjectForm(request.POST or None, initial={"subject": found.subject})
    if form.is_valid():
        try:
            actions.rename(found, form.cleaned_data["subject"], by=request.user)
        except Refused as refusal:
            form.add_error("subject", str(refusal))
        else:
            return go(request, reverse("web:conversation", args=[found.number]))
    context = {"conversation": found, "form": form}
    status = 422 if form.errors else 200
    return page(request, "web/conversation/subject.html", context, at="inbox", status=status)


def _chosen(request: MemberRequest, field: str) -> int:
    """The id that a menu's item carries; 0, which no row has, for anything else."""
    value = request.POST.get(field, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0


def _change(
    request: MemberRequest,
    number: int,
    action: Callable[..., Conversation],
    toast: Toast,
) -> HttpResponse:
    action(find(request, number), by=request.user)
    return go(request, came_from(request), toast)

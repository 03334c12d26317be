"""Asking a lead or manager to look, and releasing them."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.conversations import actions, details
from mainstay.core.errors import Refused
from mainstay.team.models import Member
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation.access import find
from mainstay.web.pages import MemberRequest, came_from, go, page, refusals_lead_back


class EscalationForm(forms.Form):
    member = forms.TypedChoiceField(label=gettext_lazy("To whom"), coerce=int)
    client_asked = forms.BooleanField(
        label=gettext_lazy("The client asked for somebody else"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("What was tried, and what they have to decide."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: object, members: list[Member], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (each.pk, f"{each.name}, {each.get_role_display()}") for each in members
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def escalation(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    members = [each for each in details.may_be_escalated_to(found) if each.pk != request.user.pk]
    form = EscalationForm(request.POST or None, members=members)
    if form.is_valid():
        chosen = next(each for each in members if each.pk == form.cleaned_data["member"])
        try:
            actions.escalate(
                found,
                chosen,
                form.cleaned_data["reason"],
                by=request.user,
                client_asked=form.cleaned_data["client_asked"],
            )
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            said = Toast(_("{name} has it on the list now.").format(name=chosen.name))
            return go(request, reverse("web:conversation", args=[found.number]), said)
    context = {"conversation": found, "form": form, "has_members": bool(members)}
    status = 422 if form.errors else 200
    return page(request, "web/conversation/escalation.html", context, at="inbox", status=status)


@require_POST
@refusals_lead_back
def end(request: MemberRequest, number: int) -> HttpResponse:
    actions.take_back_escalation(find(request, number), by=request.user)
    return go(request, came_from(request), Toast(_("The escalation is taken back.")))

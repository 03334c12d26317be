"""Writing first: a conversation with a contact, and the mailbox that it leaves by."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mainstay.channels.models import Mailbox
from mainstay.clients.models import Contact, target_of
from mainstay.conversations import actions
from mainstay.core.errors import Refused
from mainstay.team.models import Department, Member
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go, page


class BeginningForm(forms.Form):
    subject = forms.CharField(
        label=_("Subject"),
        max_length=1000,
        help_text=_("The first mail has it too."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    department = forms.ModelChoiceField(
        label=_("Department that answers"), queryset=Department.objects.none(), empty_label=None
    )
    mailbox = forms.ModelChoiceField(
        label=_("Leaves by"),
        queryset=Mailbox.objects.none(),
        required=False,
        empty_label=_("The usual mailbox of the department"),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = Department.objects.order_by("name")
        if not member.sees_all:
            departments = departments.filter(pk__in=member.department_ids)
        for name, rows in (
            ("department", departments),
            ("mailbox", Mailbox.objects.to_write_by(member)),
        ):
            field = cast(forms.ModelChoiceField, self.fields[name])  # type: ignore[type-arg]
            field.queryset = rows
            # Read here: a template asks no database.
            field.choices = list(cast(Any, field.choices))
            self.has_mailboxes = len(field.choices) > 1


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask what it is about; the words themselves are written in the conversation."""
    if not request.user.may_write:
        raise PermissionDenied
    contact = target_of(get_object_or_404(Contact.objects.visible_to(request.user), pk=pk))
    first = next(iter(request.user.department_ids), None)
    form = BeginningForm(request.POST or None, initial={"department": first}, member=request.user)
    if form.is_valid():
        given = form.cleaned_data
        try:
            begun = actions.begin(
                contact,
                given["subject"],
                given["department"],
                by=request.user,
                mailbox=given["mailbox"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go(request, reverse("web:conversation", args=[begun.pk]))
    context = {"form": form, "contact": contact, "has_mailboxes": form.has_mailboxes}
    status = 422 if form.errors else 200
    return page(request, "web/conversation/beginning.html", context, at="clients", status=status)

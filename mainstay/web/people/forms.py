"""Which place a person has at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.team.models import Department, Member

ROLES = {
    Member.Role.AGENT: _("answers clients in their departments"),
    Member.Role.LEAD: _("the same, and sees quarantine and failed work"),
    Member.Role.MANAGER: _("sees every department"),
    Member.Role.ADMINISTRATOR: _("the same, and looks after people and the desk"),
    Member.Role.READ_ONLY: _("reads, and changes nothing"),
}


class PlaceForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=lambda: [
            (role, _("{role}: {does}").format(role=role.label, does=does))
            for role, does in ROLES.items()
        ],
        widget=forms.RadioSelect,
    )
    departments = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=Department.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Agents, leads and readers see the work of these, and no other."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read here: a template asks no database.
        departments: Any = self.fields["departments"]
        departments.choices = list(departments.choices)


class InvitationForm(PlaceForm):
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Empty: whoever has the link chooses the address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    field_order = ("email", "role", "departments")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = Member.Role.AGENT

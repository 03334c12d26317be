from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.core.events import all_kinds
from mainstay.team.models import Department


class WebhookForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("Such as “Billing”."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=1000,
        help_text=_("It is told by POST. Begin with https://."),
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    departments = forms.ModelMultipleChoiceField(
        label=_("Of which departments"),
        queryset=Department.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: of all. What belongs to no department is told in any case."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What is told"),
        choices=lambda: [(kind.name, kind.name) for kind in all_kinds()],
        error_messages={"required": _("Choose at least one thing to tell.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read here: a template asks no database.
        departments: Any = self.fields["departments"]
        departments.choices = list(departments.choices)

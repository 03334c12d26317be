"""What a person types about a client."""

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.clients.models import Contact, Organisation
from mainstay.team.languages import LANGUAGES

_ZONES = [("", _("Unknown")), *((zone, zone) for zone in sorted(zoneinfo.available_timezones()))]
_MOST_OFFERED = 2000
_LONGEST_LINES = 5000


class Lines(forms.CharField):
    """Several values, one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "dir": "ltr"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=_LONGEST_LINES, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value) or ""
        return [line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()]


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=Organisation.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One company may be several things."),
    )
    domains = Lines(
        label=_("Mail domains"),
        required=False,
        help_text=_("One a line. Who writes from there belongs to this client."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Unknown")), *LANGUAGES], required=False
    )

    class Meta:
        model = Organisation
        fields = ("name", "kinds", "domains", "language", "country", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 4, "dir": "auto"})}
        help_texts = {"country": _("Two letters, such as FR.")}

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].strip().upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Write two letters, such as FR."))
        return country


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    addresses = Lines(
        label=_("E-mail addresses"), help_text=_("One a line. By these they are recognised.")
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Unknown")), *LANGUAGES], required=False
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_ZONES, required=False)

    class Meta:
        model = Contact
        fields = ("name", "addresses", "organisation", "language", "time_zone", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 4, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ModelChoiceField)
        organisation.choices = [
            ("", _("None, or by mail domain")),
            *_organisations(str(self["organisation"].value() or "")),
        ]


def _organisations(chosen: str) -> list[tuple[int, str]]:
    """Those to choose from, read before the page is rendered.

    The chosen one is always among them: it would be lost when the form is saved.
    """
    rows = Organisation.objects.values_list("pk", "name")
    offered = list(rows.order_by("name")[:_MOST_OFFERED])
    is_id = chosen.isdecimal() and len(chosen) < 19
    if is_id and int(chosen) not in {pk for pk, _name in offered}:
        offered = [*rows.filter(pk=chosen), *offered]
    return offered

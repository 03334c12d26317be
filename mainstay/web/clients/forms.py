"""What a person types about a client."""

import zoneinfo
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.clients.models import Channel, Contact, CustomField, Organisation
from mainstay.team.languages import LANGUAGES
from mainstay.team.models import Member

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


class FormWithOwnFields(forms.ModelForm):  # type: ignore[type-arg]
    """With a field for each custom one of its kind of row. `values` is what an action takes."""

    about: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own = {f"custom_{each.key}": each for each in CustomField.objects.of(self.about)}
        for name, field in self._own.items():
            kept = self.instance.custom.get(field.key)
            self.fields[name] = _asks(field, kept)
            self.initial[name] = "" if kept is None else _typed(kept)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, field in self._own.items():
            given = cleaned.get(name)
            kept = self.instance.custom.get(field.key)
            if name in self.errors or (kept is not None and given == _typed(kept)):
                continue
            try:
                field.read(given)
            except ValueError as error:
                self.add_error(name, str(error))
        return cleaned

    def values(self) -> dict[str, Any]:
        custom = {}
        for name, field in self._own.items():
            kept, given = self.instance.custom.get(field.key), self.cleaned_data[name]
            # As it was kept: a value may be older than its field's choices.
            custom[field.key] = kept if kept is not None and given == _typed(kept) else given
        given = {key: value for key, value in self.cleaned_data.items() if key not in self._own}
        return {**given, "custom": custom}


class OrganisationForm(FormWithOwnFields):
    about = CustomField.About.ORGANISATION
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
        fields = (
            "name",
            "kinds",
            "domains",
            "language",
            "country",
            "manager",
            "backup",
            "is_confidential",
            "note",
        )
        widgets = {"note": forms.Textarea(attrs={"rows": 4, "dir": "auto"})}
        help_texts = {
            "country": _("Two letters, such as FR."),
            "manager": _("Account manager of an advertiser, partner manager of a publisher."),
            "backup": _("Stands in for the manager."),
            "is_confidential": _("They wish to stay unnamed: left out of every export."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = _colleagues([self.instance.manager_id, self.instance.backup_id])
        for name in ("manager", "backup"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.choices = [("", _("Nobody")), *colleagues]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("backup") and cleaned["backup"] == cleaned.get("manager"):
            self.add_error("backup", _("Choose somebody else than the manager."))
        return cleaned

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].strip().upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Write two letters, such as FR."))
        return country


class ContactForm(FormWithOwnFields):
    about = CustomField.About.CONTACT
    addresses = Lines(
        label=_("E-mail addresses"), help_text=_("One a line. By these they are recognised.")
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Unknown")), *LANGUAGES], required=False
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_ZONES, required=False)

    class Meta:
        model = Contact
        fields = (
            "name",
            "addresses",
            "organisation",
            "preferred_channel",
            "language",
            "time_zone",
            "note",
        )
        widgets = {"note": forms.Textarea(attrs={"rows": 4, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        channel = self.fields["preferred_channel"]
        assert isinstance(channel, forms.TypedChoiceField)
        channel.choices = [("", _("As they wrote last")), *Channel.choices]
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
    rows = Organisation.objects.standing().values_list("pk", "name")
    offered = list(rows.order_by("name")[:_MOST_OFFERED])
    is_id = chosen.isdecimal() and len(chosen) < 19
    if is_id and int(chosen) not in {pk for pk, _name in offered}:
        every = Organisation.objects.values_list("pk", "name")
        offered = [*every.filter(pk=chosen), *offered]
    return offered


def _colleagues(chosen: list[int | None]) -> list[tuple[int, str]]:
    """Who may look after a client, and who does so now whatever became of them."""
    rows = Member.objects.values_list("pk", "name")
    answering = rows.filter(is_active=True).exclude(role=Member.Role.READ_ONLY)
    return sorted(
        {*answering, *rows.filter(pk__in=filter(None, chosen))}, key=lambda row: (row[1], row[0])
    )


def _asks(field: CustomField, kept: object) -> forms.Field:
    """The form's field for one of one's own. What it takes is checked by the field itself."""
    if field.kind == CustomField.Kind.YES_NO:
        words = [("", _("Unknown")), ("yes", _("Yes")), ("no", _("No"))]
        return forms.ChoiceField(label=field.name, choices=words, required=False)
    if field.kind == CustomField.Kind.CHOICE:
        offered = dict.fromkeys([*field.choices, *([kept] if kept else [])])
        choices = [("", _("Unknown")), *((each, each) for each in offered)]
        return forms.ChoiceField(label=field.name, choices=choices, required=False)
    attrs = {"dir": "auto"}
    if field.kind == CustomField.Kind.NUMBER:
        attrs = {"inputmode": "decimal"}
    widget: forms.Widget = forms.TextInput(attrs=attrs)
    if field.kind == CustomField.Kind.DATE:
        widget = forms.DateInput(attrs={"type": "date"})
    return forms.CharField(label=field.name, max_length=500, required=False, widget=widget)


def _typed(kept: object) -> str:
    """A kept value as a form gives it."""
    return ("yes" if kept else "no") if isinstance(kept, bool) else str(kept)


class CustomFieldForm(forms.Form):
    """A field of one's own. Whom it belongs to and its kind stay what they were."""

    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    about = forms.ChoiceField(label=_("Belongs to"), choices=CustomField.About.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=CustomField.Kind.choices)
    choices = Lines(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("One a line. Only for a field of the kind choice."),
    )

    def __init__(self, *args: Any, field: CustomField | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field is not None:
            for name in ("about", "kind"):
                self.fields[name].disabled = True
            if field.kind != CustomField.Kind.CHOICE:
                del self.fields["choices"]

    def clean(self) -> dict[str, Any]:
        return {"choices": [], **self.cleaned_data}


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        allow_empty_file=True,
    )


class ErasureForm(forms.Form):
    words = Lines(
        label=_("What else names them"),
        required=False,
        help_text=_("A phone number, another spelling of the name. One a line, spelled in full."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

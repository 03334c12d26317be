"""What a member says of themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.team.languages import LANGUAGES
from mainstay.team.models import Member
from mainstay.web.profile.choices import INTERFACE_LANGUAGES, time_zones


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Clients read it under your answers."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you answer in"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("All times are shown in it.")
    )
    signature = forms.CharField(
        label=_("Signature"),
        max_length=1000,
        required=False,
        help_text=_("Stands under every answer of yours."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    interface_language = forms.ChoiceField(
        label=_("Language of the screens"), choices=INTERFACE_LANGUAGES, required=False
    )
    theme = forms.ChoiceField(
        label=_("Light or dark"), choices=Member.Theme, required=False, widget=forms.RadioSelect
    )
    density = forms.ChoiceField(
        label=_("Density"), choices=Member.Density, widget=forms.RadioSelect
    )
    has_hot_keys = forms.BooleanField(
        label=_("Single keys"),
        required=False,
        help_text=_("Such as r to reply. Keys with Ctrl work in any case."),
    )

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.team.languages import LANGUAGES


class BrandForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    footer = forms.CharField(
        label=_("Words below every mail"),
        max_length=2000,
        required=False,
        help_text=_("They follow the signature of who writes: company, address, links."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=lambda: list(LANGUAGES),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: every language of the desk."),
    )

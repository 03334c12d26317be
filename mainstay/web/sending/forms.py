from django import forms
from django.utils.translation import gettext_lazy as _


class PauseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Everybody reads it at the top of the page."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

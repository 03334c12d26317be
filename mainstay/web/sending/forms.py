from django import forms
from django.utils.translation import gettext_lazy as _


class PauseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Everybody reads it at the top of the page."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean_reason(self) -> str:
        """Without its full stop: it stands inside of other sentences."""
        reason: str = self.cleaned_data["reason"]
        return reason.rstrip(" .")

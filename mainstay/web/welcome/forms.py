"""What a person says of themselves when they join."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mainstay.team.models import Member
from mainstay.web.profile.choices import INTERFACE_LANGUAGES, time_zones


class WelcomeForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Clients read it under your answers."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 10 characters. A few words in a row are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    interface_language = forms.ChoiceField(
        label=_("Language of the screens"), choices=INTERFACE_LANGUAGES, required=False
    )

    def __init__(self, *args: Any, fixed_email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed_email:
            # A disabled field keeps its initial value, whatever is posted.
            self.fields["email"].initial = fixed_email
            self.fields["email"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
            member = Member(email=cleaned.get("email", ""), name=cleaned.get("name", ""))
            try:
                validate_password(cleaned["password"], member)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

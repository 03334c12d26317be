"""What a person says of a token."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mainstay.core.clock import now
from mainstay.team.models import ApiToken, Member
from mainstay.team.tokens.actions import HIGHEST_RATE
from mainstay.team.tokens.scopes import Scope

_LASTS = (
    ("30", ngettext_lazy("%d day", "%d days", 30) % 30),
    ("90", ngettext_lazy("%d day", "%d days", 90) % 90),
    ("365", _("A year")),
    ("", _("Until it is revoked")),
)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("Such as “Contact form of the website”."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose as little as it needs. It never may more than you."),
        error_messages={"required": _("Choose at least one thing that it may do.")},
    )
    lasts = forms.ChoiceField(label=_("Good for"), choices=_LASTS, required=False, initial="90")
    requests_per_minute = forms.IntegerField(
        label=_("Requests a minute"),
        min_value=1,
        max_value=HIGHEST_RATE,
        initial=ApiToken.USUAL_RATE,
    )

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not member.is_administrator:
            del self.fields["requests_per_minute"]
        if not member.may_write:
            scopes = self.fields["scopes"]
            assert isinstance(scopes, forms.MultipleChoiceField)
            scopes.choices = [(each.value, each.label) for each in Scope if not each.writes]

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        given = dict(self.cleaned_data)
        days = given.pop("lasts")
        expires_at: datetime | None = now() + timedelta(days=int(days)) if days else None
        return {**given, "expires_at": expires_at}

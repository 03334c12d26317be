"""What somebody types about a bot. Its token is never shown again: empty keeps it."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.channels.models import Brand
from mainstay.channels.telegram.actions import SETTINGS
from mainstay.channels.telegram.models import TelegramBot
from mainstay.team.models import Department


class BotForm(forms.Form):
    name = forms.CharField(
        label=_("Name at the desk"),
        max_length=120,
        help_text=_("Clients read the name that the bot has at Telegram."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    token = forms.CharField(
        label=_("Token"),
        max_length=300,
        help_text=_("@BotFather in Telegram makes a bot and gives its token."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )
    department = forms.ModelChoiceField(
        label=_("Department that answers"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=_("Where all new mail arrives"),
    )
    brand = forms.ModelChoiceField(
        label=_("Brand"), queryset=Brand.objects.all(), required=False, empty_label=_("None")
    )
    way = forms.ChoiceField(
        label=_("How messages come"),
        choices=TelegramBot.Way.choices,
        help_text=_("Telegram can call us only at a public address with https."),
    )

    def __init__(self, *args: Any, bot: TelegramBot | None = None, **kwargs: Any) -> None:
        if bot is not None:
            kwargs["initial"] = {
                "name": bot.name,
                "department": bot.department_id,
                "brand": bot.brand_id,
                "way": bot.way,
            }
        super().__init__(*args, **kwargs)
        for name in ("brand", "department"):
            # Read here: a template asks no database.
            field = cast(forms.ModelChoiceField, self.fields[name])  # type: ignore[type-arg]
            field.choices = list(cast(Iterable[Any], field.choices))
        if bot is not None:
            token = self.fields["token"]
            token.required = False
            token.help_text = _("Kept encrypted. Leave it empty to keep it.")
            token.widget.attrs["placeholder"] = "••••••••••••"

    @property
    def settings(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SETTINGS}

    @property
    def secret(self) -> str:
        token: str = self.cleaned_data["token"]
        return token

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.clients.models import CardSource


class CardSourceForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("It stands over what is shown, such as “Billing”."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=1000,
        help_text=_("It is asked by POST. Begin with https://."),
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    cards = forms.CharField(
        label=_("Which cards"),
        required=False,
        max_length=500,
        help_text=_("As your program calls them, with commas: balance, orders. Empty: its choice."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    patience = forms.IntegerField(
        label=_("Time limit in milliseconds"),
        min_value=CardSource.SHORTEST_PATIENCE,
        max_value=CardSource.LONGEST_PATIENCE,
        initial=2000,
        help_text=_("The page never waits for it; only the card does."),
    )

    def clean_cards(self) -> list[str]:
        given: str = self.cleaned_data["cards"]
        return [each.strip() for each in given.split(",") if each.strip()]


class ChangedCardSourceForm(CardSourceForm):
    is_active = forms.BooleanField(
        label=_("Ask it"), required=False, help_text=_("Off: nothing of it is shown.")
    )

    def __init__(self, source: CardSource, data: Any = None) -> None:
        initial = {
            "name": source.name,
            "url": source.url,
            "cards": ", ".join(source.cards),
            "patience": source.patience,
            "is_active": source.is_active,
        }
        super().__init__(data, initial=initial)

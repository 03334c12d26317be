from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.channels.brands import ACCENT, sender_name
from mainstay.channels.models import Brand
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


class LookForm(forms.Form):
    accent = forms.CharField(
        label=_("Colour"),
        max_length=20,
        required=False,
        help_text=_("Dark enough for white words. Without colour and logo mails are text alone."),
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "off",
                "spellcheck": "false",
                "placeholder": ACCENT,
            }
        ),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or GIF, at most 200 kB. It travels inside every mail."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/gif"}),
    )
    drops_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    sender_style = forms.ChoiceField(
        label=_("Clients read as the sender"),
        widget=forms.RadioSelect,
    )
    page_title = forms.CharField(
        label=_("Title of pages for clients"),
        max_length=120,
        required=False,
        help_text=_("Empty: the name of the brand."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    page_help = forms.CharField(
        label=_("Where clients find help"),
        max_length=300,
        required=False,
        help_text=_("One line below such pages."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, brand: Brand, person: str, **kwargs: Any) -> None:
        """Styles of the sender are shown as clients would read `person` in each."""
        kwargs["initial"] = {name: getattr(brand, name) for name in LOOK}
        super().__init__(*args, **kwargs)
        styles = cast(forms.ChoiceField, self.fields["sender_style"])
        styles.choices = [
            (style, sender_name(Brand(name=brand.name, sender_style=style), person))
            for style in Brand.SenderStyle.values
        ]
        if not brand.logo:
            del self.fields["drops_logo"]


LOOK = ("accent", "sender_style", "page_title", "page_help")
"""Fields of a brand that say how it looks."""

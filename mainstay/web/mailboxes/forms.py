"""What somebody types about a mailbox. Secrets are never shown again: empty keeps them."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.channels.mailboxes.actions import SECRETS, SETTINGS
from mainstay.channels.models import Brand, Mailbox
from mainstay.team.models import Department

_SERVER = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_PLAIN = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}


def _word(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs=_PLAIN | attributes)


def _secret() -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"})


def _port() -> forms.NumberInput:
    return forms.NumberInput(attrs={"inputmode": "numeric"})


class MailboxForm(forms.Form):
    name = forms.CharField(
        label=_("Name clients see"),
        max_length=120,
        help_text=_("Where a person writes, their own name stands there."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    address = forms.EmailField(label=_("Address"), widget=_word(inputmode="email"))
    brand = forms.ModelChoiceField(
        label=_("Brand"), queryset=Brand.objects.all(), required=False, empty_label=_("None")
    )
    department = forms.ModelChoiceField(
        label=_("Department that answers"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=_("Where all new mail arrives"),
    )
    imap_host = forms.CharField(
        label=_("IMAP server"),
        max_length=253,
        required=False,
        help_text=_("Empty when your mail server hands messages over by LMTP."),
        widget=_word(),
    )
    imap_port = forms.IntegerField(
        label=_("Port"), min_value=1, max_value=65535, initial=993, widget=_port()
    )
    imap_security = forms.ChoiceField(label=_("Encryption"), choices=Mailbox.Security.choices)
    auth = forms.ChoiceField(label=_("Signs in with"), choices=Mailbox.Auth.choices)
    imap_user = forms.CharField(label=_("User"), max_length=254, required=False, widget=_word())
    imap_secret = forms.CharField(
        label=_("Password or refresh token"),
        max_length=4000,
        required=False,
        strip=False,
        widget=_secret(),
    )
    folder = forms.CharField(
        label=_("Folder"), max_length=200, initial="INBOX", widget=_word(dir="auto")
    )
    begins = forms.ChoiceField(label=_("Begin"), choices=Mailbox.Begin.choices)
    oauth_client = forms.CharField(
        label=_("Client id"), max_length=254, required=False, widget=_word()
    )
    oauth_secret = forms.CharField(
        label=_("Client secret"), max_length=4000, required=False, strip=False, widget=_secret()
    )
    token_url = forms.URLField(
        label=_("Address that gives tokens"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Empty: the usual one of Google or Microsoft."),
        widget=_word(inputmode="url"),
    )
    smtp_host = forms.CharField(
        label=_("SMTP server"),
        max_length=253,
        required=False,
        help_text=_("Empty: mail leaves by the server of the whole desk."),
        widget=_word(),
    )
    smtp_port = forms.IntegerField(
        label=_("Port"), min_value=1, max_value=65535, initial=587, widget=_port()
    )
    smtp_security = forms.ChoiceField(
        label=_("Encryption"), choices=Mailbox.Security.choices, initial="starttls"
    )
    smtp_user = forms.CharField(label=_("User"), max_length=254, required=False, widget=_word())
    smtp_secret = forms.CharField(
        label=_("Password"), max_length=4000, required=False, strip=False, widget=_secret()
    )
    trusted_servers = forms.CharField(
        label=_("Servers whose checks of senders we believe"),
        max_length=1000,
        required=False,
        help_text=_(
            "The names that your own mail servers write first in Authentication-Results, such as"
            " mx.example.com. Empty: nobody is believed, and no sender is marked as false."
        ),
        widget=_word(),
    )
    trusts_nameless = forms.BooleanField(
        label=_("Believe checks that name no server"),
        required=False,
        help_text=_("Only where all mail comes through Exchange Online, which writes no name."),
    )
    per_minute = forms.IntegerField(
        label=_("At most so many messages a minute"),
        min_value=0,
        max_value=10_000,
        initial=0,
        help_text=_("What is over waits its turn. 0: as many as there are."),
        widget=_port(),
    )

    def __init__(self, *args: Any, mailbox: Mailbox | None = None, **kwargs: Any) -> None:
        if mailbox is not None:
            kwargs["initial"] = {name: _initial(mailbox, name) for name in SETTINGS}
            kwargs["initial"]["trusts_nameless"] = "" in mailbox.trusted_servers
        super().__init__(*args, **kwargs)
        for name in ("brand", "department"):
            # Read here: a template asks no database.
            field = cast(forms.ModelChoiceField, self.fields[name])  # type: ignore[type-arg]
            field.choices = list(cast(Iterable[Any], field.choices))
        for name in SECRETS:
            if mailbox is not None and getattr(mailbox, name):
                self.fields[name].help_text = _("Kept encrypted. Leave it empty to keep it.")
                self.fields[name].widget.attrs["placeholder"] = "••••••••••••"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("imap_host") and not typed.get("imap_user"):
            # Most servers take the address as the user.
            typed["imap_user"] = typed.get("address", "")
        if typed.get("trusts_nameless"):
            # To who reads the headers an empty name means just this.
            typed["trusted_servers"] = ["", *typed.get("trusted_servers", [])]
        return typed

    def clean_trusted_servers(self) -> list[str]:
        names = self.cleaned_data["trusted_servers"].lower().replace(",", " ").split()
        for each in names:
            if not _SERVER.fullmatch(each):
                raise forms.ValidationError(
                    _("“%(name)s” is no name of a server."), params={"name": each[:60]}
                )
        return sorted(set(names))

    @property
    def settings(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SETTINGS}

    @property
    def secrets(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in SECRETS}


def _initial(mailbox: Mailbox, name: str) -> Any:
    if name == "trusted_servers":
        return ", ".join(each for each in mailbox.trusted_servers if each)
    return getattr(mailbox, f"{name}_id" if name in ("brand", "department") else name)

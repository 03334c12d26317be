"""The way to the page where a client answers. Who serves that page stands above."""

import hashlib
import re
import secrets

from django.conf import settings
from django.utils.translation import gettext as _

FOLDER = "r"
"""Where the page lies: `portal.urls` puts it there."""


def new_token() -> str:
    """256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """By what a token is found: who reads the database finds no link in this."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(token: str) -> str:
    return f"{settings.ENV.public_url}/{FOLDER}/{token}/"


def without_links(text: str) -> str:
    """The text of such a mail as we show it among us: only the client has the links."""
    pattern = rf"{re.escape(address_of('TOKEN')).replace('TOKEN', '[A-Za-z0-9_-]+')}\S*"
    return re.sub(pattern, _("(link for the client alone)"), text)

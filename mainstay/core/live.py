"""Live updates: who may hear that a row has changed.

A page carries a signed token of the audiences its reader belongs to. The stream sends a topic
and an id; the page then asks for the fragment again, through the same door as always.
"""

from collections.abc import Iterable

from django.core import signing

CHANNEL = "mainstay_live"
EVERYBODY = ""
"""The audience of what every member may know, such as that a message was quarantined."""

EVERYTHING = "*"
"""Held by those who see every department, also one that is made later."""

TOKEN_LASTS = 24 * 3600
_SALT = "mainstay.live"


def token(audiences: Iterable[str]) -> str:
    """Sign which audiences a page may listen for."""
    return signing.dumps(sorted({EVERYBODY, *audiences}), salt=_SALT, compress=True)


def audiences_of(token: str) -> frozenset[str]:
    """The audiences of a token. Raises signing.BadSignature for a forged or an old one."""
    return frozenset(signing.loads(token, salt=_SALT, max_age=TOKEN_LASTS))


def signed_at(token: str) -> int:
    """When a token was made, in seconds of the epoch. Only for one whose signature was checked."""
    return signing.b62_decode(token.split(":")[1])

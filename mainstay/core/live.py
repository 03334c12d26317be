"""Live updates: tells open pages that a row they may see has changed, never what changed.

A page carries a signed token of the audiences its reader belongs to. The stream sends a topic
and an id; the page then asks for the fragment again, through the same door as always.
"""

import json
from collections.abc import Iterable, Sequence

from django.core import signing
from django.db import connection

from mainstay.core.models import Event
from mainstay.core.projections import projection

CHANNEL = "mainstay_live"
EVERYBODY = ""
"""The audience of what every member may know, such as that a message was quarantined."""

EVERYTHING = "*"
"""Held by those who see every department, also one that is made later."""

TOKEN_LASTS = 24 * 3600
_SALT = "mainstay.live"
_IN_ONE_NOTICE = 60


def token(audiences: Iterable[str]) -> str:
    """Sign which audiences a page may listen for."""
    return signing.dumps(sorted({EVERYBODY, *audiences}), salt=_SALT, compress=True)


def audiences_of(token: str) -> frozenset[str]:
    """The audiences of a token. Raises signing.BadSignature for a forged or an old one."""
    return frozenset(signing.loads(token, salt=_SALT, max_age=TOKEN_LASTS))


def signed_at(token: str) -> int:
    """When a token was made, in seconds of the epoch. Only for one whose signature was checked."""
    return signing.b62_decode(token.split(":")[1])


@projection("live")
def tell_pages(events: Sequence[Event]) -> None:
    """Notify the live process, each changed row once a batch."""
    changed = dict.fromkeys(notice for event in events for notice in _notices(event))
    notices = [list(notice) for notice in changed]
    with connection.cursor() as cursor:
        for start in range(0, len(notices), _IN_ONE_NOTICE):
            payload = json.dumps(notices[start : start + _IN_ONE_NOTICE])
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def _notices(event: Event) -> list[tuple[str, str, int]]:
    notices = [(event.audience, event.subject_kind, event.subject_id)]
    if about := event.facts.get("about_kind"):
        notices.append((event.audience, about, event.facts["about_id"]))
    return notices

"""When a mail says it was sent, and which messages it names."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from mainstay.channels.email.words import header_text

# An id is an index key later on; a line of mail holds no more than this anyway.
_LONGEST_ID = 998
_MOST_IDS = 1_000
# PostgreSQL knows no offset of 16 hours or more.
_WIDEST_OFFSET = timedelta(hours=16)

_ID = re.compile(r"<[^<>]+>")
_NAMES_THE_AUTHOR = re.compile(r"[^<]*\bfrom\b[^<]*<", re.IGNORECASE)
# A year like 0000 or 0102; the standard library would read the first one as 2000.
_ANCIENT = re.compile(r"(?<![\d:+-])0\d{3}\s+\d?\d:")
_WHITESPACE = re.compile(r"\s+")


def message_ids(value: str) -> list[str]:
    """All ids in brackets, in order; the newest thousand when there are more."""
    found = (_one_id(one) for one in _ID.findall(value))
    return [one for one in found if 2 < len(one) <= _LONGEST_ID][-_MOST_IDS:]


def own_id(value: str) -> str | None:
    """The id of the mail itself: a bracketed one, else whatever the sender wrote instead."""
    bracketed = message_ids(value)
    if bracketed:
        return bracketed[0]
    bare = _one_id(value)
    return bare if 0 < len(bare) <= _LONGEST_ID and bare != "<>" else None


def answered_id(value: str) -> str | None:
    """The first id of the In-Reply-To header.

    Old programs write `Message from Maya <maya@x.example> of "Monday" <id>`: that first one
    is a person.
    """
    found = message_ids(value)
    if len(found) > 1 and _NAMES_THE_AUTHOR.match(value):
        return found[1]
    return found[0] if found else None


def references(value: str) -> tuple[str, ...]:
    """The ids of the References header, the oldest first."""
    bracketed = message_ids(value)
    if bracketed:
        return tuple(bracketed)
    bare = header_text(value).split()
    return tuple(one for one in bare if len(one) <= _LONGEST_ID)[-_MOST_IDS:]


def sent_at(value: str) -> datetime | None:
    """The Date header as an aware time, None when no clock can have shown it."""
    try:
        written = header_text(value)
        found = parsedate_tz(written)
        if found is None or _ANCIENT.search(written):
            return None
        offset = timedelta(seconds=found[9] or 0)
        moment = datetime(*found[:6], tzinfo=timezone(offset))
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return None
    if not 1970 <= moment.year <= 9998:
        return None
    return moment if abs(offset) < _WIDEST_OFFSET else moment.astimezone(UTC)


def _one_id(written: str) -> str:
    return _WHITESPACE.sub("", header_text(_WHITESPACE.sub("", written)))

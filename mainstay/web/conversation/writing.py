"""What somebody wrote in the composer, as a browser posts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from mainstay.channels.email.addresses import addresses
from mainstay.channels.email.compose import wire_address
from mainstay.channels.email.inbound import Address
from mainstay.clients.addresses import EMAIL, normal
from mainstay.conversations.models import Draft
from mainstay.core.errors import Refused

MOST_PEOPLE = 50
_LARGEST_ID = 2**63


class NobodyThere(Refused):
    """What stands in a field of addresses is none."""


@dataclass(frozen=True)
class Writing:
    """A form of the composer. `kind` is empty when it says neither reply nor note."""

    kind: str
    text: str
    send: str
    send_at: str
    channel: str
    # As they were typed; None where the form had no such fields.
    to: str | None
    cc: str
    bcc: str
    # The newest message that its writer saw; None when the form does not say.
    seen: int | None
    # Where the conversation stood when the page was made.
    standing: str
    # When the draft that the form knows was kept.
    known_at: datetime | None
    form: UUID | None
    # The saved reply that it is made of.
    saved_reply: int | None = None


def read(posted: QueryDict) -> Writing:
    kind = posted.get("kind", "")
    return Writing(
        kind=kind if kind in Draft.KINDS else "",
        text=posted.get("body", ""),
        send=posted.get("send", ""),
        send_at=posted.get("send_at", ""),
        channel=posted.get("channel", ""),
        to=posted.get("to"),
        cc=posted.get("cc", ""),
        bcc=posted.get("bcc", ""),
        seen=_number(posted.get("seen", "")),
        standing=posted.get("standing", ""),
        known_at=_time(posted.get(f"{kind}_known_at", "")),
        form=_key(posted.get("form", "")),
        saved_reply=_number(posted.get("saved_reply", "")),
    )


def people(typed: str, names: Mapping[str, str]) -> list[Address]:
    """Whom the typed addresses mean, each once. Raises NobodyThere for what is no address."""
    found: dict[str, Address] = {}
    for each in loosely(typed):
        if not EMAIL.fullmatch(each.address):
            sentence = _("“{typed}” is no e-mail address.")
            raise NobodyThere(sentence.format(typed=_shown(each)))
        wire_address(each.address)
        key = normal(each.address)
        found.setdefault(key, Address(each.name or names.get(key, ""), each.address))
    if len(found) > MOST_PEOPLE:
        raise NobodyThere(_("Write to at most {count} people at once.").format(count=MOST_PEOPLE))
    return list(found.values())


def loosely(typed: str) -> list[Address]:
    """The same, whatever was typed so far."""
    return list(addresses(typed.replace("\x00", "").replace(";", ",")))[: MOST_PEOPLE + 1]


def as_typed(pairs: Sequence[Sequence[str]]) -> str:
    """People as they are kept, as one types them."""
    return ", ".join(address or name for name, address in pairs)


def _shown(address: Address) -> str:
    return (address.address or address.name)[:80]


def _number(value: str) -> int | None:
    number = int(value) if value.isdecimal() and value.isascii() and len(value) < 20 else None
    return number if number is None or number < _LARGEST_ID else None


def _time(value: str) -> datetime | None:
    with suppress(ValueError):
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else None
    return None


def _key(value: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(value)
    return None

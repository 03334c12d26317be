"""An erasure is carried out, remembered without a name, and carried out again after a restore.

The list of tombstones stands in the base and in the file `tombstones` of the home, because a
restore brings back a base from before some of them.
"""

import json
import os
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from mainstay.channels.chat import address_of
from mainstay.channels.kinds import MAIL
from mainstay.clients import events
from mainstay.clients.models import Contact, Erasure, Identity
from mainstay.core import personal
from mainstay.core.actor import System
from mainstay.core.clock import now
from mainstay.core.log import record

FILE = "tombstones"
_SALT = "mainstay.tombstone"


@dataclass(frozen=True)
class Tombstone:
    """That the person behind these addresses was erased at a time. `erased_at` is ISO 8601."""

    contact: int
    erased_at: str
    digests: tuple[str, ...]


@transaction.atomic
def carry_out(erasure_id: int) -> Erasure:
    """Erase the person and remember that. Carried out twice it is one erasure."""
    erasure = Erasure.objects.select_for_update().get(pk=erasure_id)
    if erasure.erased_at is not None:
        return erasure
    person = personal.who(erasure.contact_id)
    digests = sorted({*erasure.digests, *map(digest, person.identifiers.addresses)})
    words, erasure.words = erasure.words, []
    erasure.digests, erasure.erased_at = digests, now()
    erasure.save(update_fields=["words", "digests", "erased_at"])
    changed = personal.erase(erasure.contact_id, also=words)
    count = sum(changed.values())
    record(events.ERASED, erasure.contact, by=System("personal"), count=count)
    transaction.on_commit(keep_tombstones)
    return erasure


def digest(address: str) -> str:
    """What is kept of an address: the same for the same one, and no way back without the key."""
    return salted_hmac(_SALT, address.lower(), algorithm="sha256").hexdigest()


def keep_tombstones(home: Path | None = None) -> None:
    """Write the file of the home anew, with what stands in the base and what it had before.

    It is replaced as a whole: cut off anywhere, it is the old one or the new one.
    """
    file = (home or settings.HOME) / FILE
    known = {(each.contact, each.erased_at): each for each in read_tombstones(file)}
    known |= {(each.contact, each.erased_at): each for each in _in_base()}
    lines = [json.dumps(asdict(known[key])) + "\n" for key in sorted(known)]
    unfinished = file.with_name(f".{FILE}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as target:
        target.writelines(lines)
        target.flush()
        os.fsync(target.fileno())
    unfinished.replace(file)


def is_any_known() -> bool:
    """Whether anybody was ever erased in this base."""
    return Erasure.objects.filter(erased_at__isnull=False).exists()


def read_tombstones(file: Path) -> list[Tombstone]:
    """What a file says. Lines that are no tombstones are passed over; no file says nothing."""
    try:
        lines = file.read_text().splitlines()
    except FileNotFoundError:
        return []
    return [each for line in lines if (each := _tombstone(line))]


def replay(tombstones: Collection[Tombstone]) -> int:
    """Erase again whoever came back with an older base. Returns how many people.

    Somebody who wrote for the first time after their erasure is a new person and stays.
    """
    until: dict[str, datetime] = {}
    for each in (*tombstones, *_in_base()):
        erased_at = datetime.fromisoformat(each.erased_at)
        for value in each.digests:
            until[value] = max(until.get(value, erased_at), erased_at)
    if not until:
        return 0
    back = set()
    for contact_id, address, since in _addresses():
        last = until.get(digest(address))
        if last is not None and since < last:
            back.add(contact_id)
    for contact_id in sorted(back):
        _erase_again(contact_id)
    return len(back)


@transaction.atomic
def _erase_again(contact_id: int) -> None:
    asked = Erasure.objects.filter(contact=contact_id, erased_at__isnull=True)
    erasure = asked.first() or Erasure.objects.create(contact=Contact(pk=contact_id))
    carry_out(erasure.pk)


def _addresses() -> Iterator[tuple[int, str, datetime]]:
    rows = Identity.objects.order_by("pk")
    columns = rows.values_list("contact_id", "kind", "value", "contact__created_at")
    for contact_id, kind, value, since in columns.iterator(chunk_size=2000):
        yield contact_id, value if kind == MAIL else address_of(kind, value), since


def _in_base() -> list[Tombstone]:
    done = Erasure.objects.filter(erased_at__isnull=False).order_by("pk")
    return [
        Tombstone(contact, erased_at.isoformat(), tuple(digests))
        for contact, erased_at, digests in done.values_list("contact_id", "erased_at", "digests")
        if erased_at
    ]


def _tombstone(line: str) -> Tombstone | None:
    try:
        found = json.loads(line)
        datetime.fromisoformat(found["erased_at"])
        return Tombstone(int(found["contact"]), found["erased_at"], tuple(found["digests"]))
    except (ValueError, TypeError, KeyError):
        return None

"""Rows become clients and people: found again where they are known, changed as the file says.

A row finds its client by a mail domain, else by its person's address, else by name. An empty cell
changes nothing; domains and tags are added to. So the same file twice changes nothing the second
time, and one that was stopped in the middle is simply run again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mainstay.clients.importing.faults import Bad, Fault
from mainstay.clients.importing.known import Client, Known, Somebody
from mainstay.clients.importing.reading import Row, Sheet
from mainstay.clients.importing.rows import Vocabulary, Wanted
from mainstay.clients.importing.writing import Changes
from mainstay.core.actor import Actor
from mainstay.core.boundary import retrying

BATCH = 500
_TRIES = 3


@dataclass
class Tally:
    """What became of the rows. `faults` are all of those that were left out."""

    rows: int = 0
    clients_added: int = 0
    clients_changed: int = 0
    contacts_added: int = 0
    contacts_changed: int = 0
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)


def take_in(
    sheet: Sheet, vocabulary: Vocabulary, *, by: Actor, is_dry: bool = False
) -> Iterator[Tally]:
    """Take in all rows, or only say what would become of them. Yields the running tally.

    Each batch is a transaction of its own.
    """
    tally = Tally()
    yield tally
    # A dry run remembers what it would have added; otherwise the database does.
    imagined = Known()
    while batch := list(islice(sheet.rows, BATCH)):
        wanted = _understood(batch, vocabulary, tally)
        if is_dry:
            imagined.look_up(wanted)
            _plan(wanted, imagined, tally)
        else:
            retrying(partial(_write, wanted, tally, by))
        yield tally


def _understood(batch: list[Row], vocabulary: Vocabulary, tally: Tally) -> list[Wanted]:
    wanted = []
    for each in batch:
        tally.rows += 1
        if isinstance(each, Fault):
            tally.faults.append(each)
            continue
        try:
            wanted.append(vocabulary.read(*each))
        except Bad as bad:
            tally.faults.append(Fault(each[0], bad.column, bad.reason))
    return wanted


def _write(wanted: list[Wanted], tally: Tally, by: Actor) -> None:
    """Somebody else may add the same client at this moment: then it is looked for again."""
    for left in reversed(range(_TRIES)):
        try:
            attempt = Tally()
            with transaction.atomic():
                known = Known(is_locking=True)
                known.look_up(wanted)
                _plan(wanted, known, attempt).write(by)
        except IntegrityError:
            if not left:
                raise
        else:
            _add(tally, attempt)
            return


def _plan(wanted: list[Wanted], known: Known, tally: Tally) -> Changes:
    changes = Changes()
    for row in wanted:
        try:
            client, somebody = _found(row, known)
        except Bad as bad:
            tally.faults.append(Fault(row.line, bad.column, bad.reason))
            continue
        is_new_client = client is None
        is_new_person = bool(row.contact_email) and somebody is None
        if client is None:
            client = known.add_client(row)
        client_changed = client.take(row)
        person_changed: list[str] = []
        if row.contact_email:
            if somebody is None:
                somebody = known.add_somebody(row, client)
            person_changed = somebody.take(row, client)
        known.remember(client)
        changes.note(client, client_changed, somebody, person_changed)
        tally.clients_added += is_new_client
        tally.clients_changed += bool(client_changed) and not is_new_client
        tally.contacts_added += is_new_person
        tally.contacts_changed += bool(person_changed) and not is_new_person
        touched = is_new_client or is_new_person or client_changed or person_changed
        tally.unchanged += not touched
    return changes


def _found(row: Wanted, known: Known) -> tuple[Client | None, Somebody | None]:
    """The client and the person that a row is about. Raises Bad when it contradicts itself."""
    somebody = known.somebody(row.contact_email)
    by_domain = list({id(each): each for each in map(known.owner, row.domains) if each}.values())
    if len(by_domain) > 1:
        names = " / ".join(each.name for each in by_domain[:3])
        raise Bad("domains", _("They belong to different clients: {names}.").format(names=names))
    theirs = somebody.client if somebody else None
    client = by_domain[0] if by_domain else theirs
    if client is None and row.name:
        client = _named(row.name, known)
    if client is None and not row.name:
        raise Bad("name", _("It is missing, and no domain or address leads to a client."))

    if somebody and theirs and (theirs is not client or _is_another(row, theirs, by_domain)):
        raise Bad(
            "contact_email",
            _("{email} belongs to {name} here. Change the contact first.").format(
                email=row.contact_email, name=theirs.name
            ),
        )
    return client, somebody


def _is_another(row: Wanted, theirs: Client, by_domain: list[Client]) -> bool:
    """A name that differs is a new name only when the domain says whose it is."""
    return not by_domain and bool(row.name) and row.name.casefold() != theirs.name.casefold()


def _named(name: str, known: Known) -> Client | None:
    found = known.named(name)
    if len(found) > 1:
        raise Bad(
            "name",
            _("{count} clients are called {name}: give a mail domain.").format(
                count=len(found), name=name
            ),
        )
    return found[0] if found else None


def _add(tally: Tally, more: Tally) -> None:
    tally.clients_added += more.clients_added
    tally.clients_changed += more.clients_changed
    tally.contacts_added += more.contacts_added
    tally.contacts_changed += more.contacts_changed
    tally.unchanged += more.unchanged
    tally.faults += more.faults

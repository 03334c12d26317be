"""Who holds data of a person, and by what the person is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mainstay.core.models import Event
from mainstay.core.personal.redaction import Redaction

Rows = list[dict[str, Any]]
Subject = tuple[str, int]


@dataclass(frozen=True)
class Identifiers:
    """By what one is known. `words` are others that were declared, such as a phone number."""

    addresses: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def __or__(self, other: Identifiers) -> Identifiers:
        return Identifiers(
            self.addresses | other.addresses, self.names | other.names, self.words | other.words
        )


@dataclass(frozen=True)
class Person:
    """Somebody whose contact rows are one person, and their identifiers."""

    contact_ids: tuple[int, ...]
    identifiers: Identifiers = field(default_factory=Identifiers)

    @cached_property
    def redaction(self) -> Redaction:
        """Takes their identifiers out of any text."""
        known = self.identifiers
        return Redaction(addresses=known.addresses, names=known.names, words=known.words)

    @cached_property
    def close_redaction(self) -> Redaction:
        """Takes parts of their names out, too: for texts that are surely about them."""
        known = self.identifiers
        return Redaction(
            addresses=known.addresses, names=known.names, words=known.words, takes_parts=True
        )


@dataclass(frozen=True)
class HeldFile:
    """Bytes that are held of a person, under a name for the export."""

    name: str
    read: Callable[[], bytes]


def _nothing(_person: Any) -> Any:
    return ()


@dataclass(frozen=True)
class Holder:
    """A module that holds data of a person.

    `export` gives rows as plain values, `files` what lies in bytes. `redact` empties the rows and
    says how many it changed. `subjects` names the (kind, id) pairs whose facts may speak of the
    person. `same` gives the contact rows that are one with a contact, `identifiers` by what
    these contacts are known.
    """

    name: str
    export: Callable[[Person], Rows]
    redact: Callable[[Person], int]
    subjects: Callable[[Person], Sequence[Subject]] = _nothing
    files: Callable[[Person], Iterable[HeldFile]] = _nothing
    same: Callable[[int], Sequence[int]] = _nothing
    identifiers: Callable[[Sequence[int]], Identifiers] | None = None


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    _holders[holder.name] = holder


def holders() -> tuple[Holder, ...]:
    return tuple(_holders.values())


def who(contact_id: int, *, also: Iterable[str] = ()) -> Person:
    """The person behind a contact. `also` are further words that name them."""
    ids = {contact_id}
    for holder in holders():
        ids |= set(holder.same(contact_id))
    contact_ids = tuple(sorted(ids))
    known = Identifiers(words=frozenset(word.strip() for word in also if word.strip()))
    for holder in holders():
        if holder.identifiers is not None:
            known |= holder.identifiers(contact_ids)
    return Person(contact_ids, known)


def events_about(person: Person) -> Iterator[Event]:
    """Facts whose subject a holder names, oldest first."""
    subjects: dict[str, set[int]] = defaultdict(set)
    for holder in holders():
        for kind, pk in holder.subjects(person):
            subjects[kind].add(pk)
    found: list[Event] = []
    for kind, ids in subjects.items():
        found += Event.objects.filter(subject_kind=kind, subject_id__in=ids)
    yield from sorted(found, key=lambda event: event.pk)

"""Personal data: each module says how its rows about a person are exported and redacted.

`core` only runs the registry, so that a right to one's data needs no list kept by hand.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mainstay.core import events
from mainstay.core.models import Event

Rows = list[dict[str, Any]]
Subject = tuple[str, int]


@dataclass(frozen=True)
class Holder:
    """A module that holds data of a person, found by the contact's id.

    `export` gives rows as plain values. `redact` empties them and says how many it changed.
    `subjects` names the (kind, id) pairs whose facts may speak of the person.
    """

    name: str
    export: Callable[[int], Rows]
    redact: Callable[[int], int]
    subjects: Callable[[int], Sequence[Subject]]


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    _holders[holder.name] = holder


def holders() -> tuple[Holder, ...]:
    return tuple(_holders.values())


def export(contact_id: int) -> dict[str, Rows]:
    """All that is held of a person, by module."""
    held = {holder.name: holder.export(contact_id) for holder in holders()}
    held["events"] = [
        {"kind": event.kind, "at": event.at.isoformat(), **_personal(event)}
        for event in _events_about(contact_id)
        if _personal(event)
    ]
    return held


@transaction.atomic
def erase(contact_id: int) -> dict[str, int]:
    """Redact all that is held of a person. Returns how many rows changed, by module."""
    about = _events_about(contact_id)
    changed = {holder.name: holder.redact(contact_id) for holder in holders()}
    changed["events"] = 0
    for event in about:
        if keys := _personal(event).keys():
            facts = {k: (None if k in keys else v) for k, v in event.facts.items()}
            Event.objects.filter(pk=event.pk).update(facts=facts)
            changed["events"] += 1
    return changed


def _events_about(contact_id: int) -> list[Event]:
    subjects: dict[str, set[int]] = defaultdict(set)
    for holder in holders():
        for kind, pk in holder.subjects(contact_id):
            subjects[kind].add(pk)
    found: list[Event] = []
    for kind, ids in subjects.items():
        found += Event.objects.filter(subject_kind=kind, subject_id__in=ids)
    return sorted(found, key=lambda event: event.pk)


def _personal(event: Event) -> dict[str, Any]:
    keys = events.kind(event.kind).personal
    return {k: v for k, v in event.facts.items() if k in keys and v is not None}

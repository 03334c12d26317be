"""All that is held of a person, as plain values."""

from __future__ import annotations

from typing import Any

from mainstay.core import events
from mainstay.core.models import Event
from mainstay.core.personal.registry import Person, Rows, events_about, holders, who


def export(contact_id: int) -> dict[str, Rows]:
    """All that is held of a person, by module, and the facts about them."""
    return export_of(who(contact_id))


def export_of(person: Person) -> dict[str, Rows]:
    held = {holder.name: holder.export(person) for holder in holders()}
    held["events"] = [
        {"kind": event.kind, "at": event.at.isoformat(), **personal_facts(event)}
        for event in events_about(person)
        if events.kind(event.kind).is_handed_out
    ]
    return held


def personal_facts(event: Event) -> dict[str, Any]:
    """Those of its facts that may be somebody's data."""
    keys = events.kind(event.kind).personal
    return {k: v for k, v in event.facts.items() if k in keys and v is not None}

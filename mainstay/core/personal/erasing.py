"""A person is forgotten: rows stay and are counted, what they say of the person goes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from mainstay.core.models import Event
from mainstay.core.personal.exporting import personal_facts
from mainstay.core.personal.registry import events_about, holders, who
from mainstay.core.personal.sweeping import sweep


@transaction.atomic
def erase(contact_id: int, *, also: Iterable[str] = ()) -> dict[str, int]:
    """Redact all that is held of a person. Returns how many rows changed, by module.

    `also` are further words that name them. Their identifiers are taken out of everything that
    others said, too ("elsewhere"). Erasing twice finds nothing more.
    """
    person = who(contact_id, also=also)
    about = list(events_about(person))
    changed = {holder.name: holder.redact(person) for holder in holders()}
    changed["events"] = 0
    for event in about:
        if keys := personal_facts(event).keys():
            facts = {k: (None if k in keys else v) for k, v in event.facts.items()}
            Event.objects.filter(pk=event.pk).update(facts=facts)
            changed["events"] += 1
    changed["elsewhere"] = sweep(person.redaction)
    return changed

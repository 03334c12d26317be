"""Writing facts and reading them back as sentences."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from mainstay.core import reactions
from mainstay.core.actor import Actor
from mainstay.core.clock import now
from mainstay.core.events import EventKind
from mainstay.core.models import Event

Names = Callable[[Sequence[int]], Mapping[int, str]]
_names: dict[str, Names] = {}

Fact = str | int | float | bool | None


def record(kind: EventKind, subject: models.Model, *, by: Actor, **facts: Fact) -> Event:
    """Write a fact beside the change that it tells of, in the same transaction.

    Reactions to it are put into the queue by the same transaction. Facts are flat: ids, words
    and numbers, and only those that the kind declares.
    """
    if undeclared := facts.keys() - kind.facts:
        raise ValueError(f"{kind.name} declares no {sorted(undeclared)}.")
    event = Event.objects.create(
        kind=kind.name,
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        actor_kind=by.actor_kind,
        actor_id=by.actor_id,
        audience=getattr(subject, "audience", ""),
        facts=facts,
        at=now(),
    )
    reactions.defer(event)
    return event


def kind_of(subject: models.Model | type[models.Model]) -> str:
    """The word by which other modules refer to a row of this model, such as "conversation"."""
    name = subject._meta.model_name
    assert name is not None
    return name


def name_by(kind: str, names: Names) -> None:
    """Say how ids of this kind become names in a sentence: one query for all of them."""
    _names[kind] = names


@dataclass(frozen=True)
class Told:
    """A fact as a person reads it."""

    kind: str
    sentence: str
    at: datetime
    icon: str
    event_id: int


def tell(events: Iterable[Event]) -> list[Told]:
    """Facts as sentences in the reader's language. One query per kind of name, however many."""
    events = list(events)
    names = _look_up(events)
    return [
        Told(event.kind, _sentence(event, names), event.at, event.declared.icon, event.pk)
        for event in events
    ]


def timeline(subject: models.Model) -> models.QuerySet[Event]:
    """All facts about one row, oldest first."""
    return Event.objects.filter(subject_kind=kind_of(subject), subject_id=subject.pk).order_by("id")


def _look_up(events: Sequence[Event]) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.actor_kind != "system" and event.actor_id.isdigit():
            wanted[event.actor_kind].add(int(event.actor_id))
        for key, kind in event.declared.refs.items():
            if isinstance(event.facts.get(key), int):
                wanted[kind].add(event.facts[key])

    found: dict[tuple[str, int], str] = {}
    for kind, ids in wanted.items():
        if kind in _names:
            found |= {(kind, pk): name for pk, name in _names[kind](sorted(ids)).items()}
    return found


def _sentence(event: Event, names: Mapping[tuple[str, int], str]) -> str:
    declared = event.declared
    words: dict[str, object] = dict.fromkeys(declared.facts, _("unknown"))
    words |= {key: value for key, value in event.facts.items() if value is not None}
    for key, called in declared.words.items():
        codes = str(event.facts.get(key) or "").split(", ")
        words[key] = ", ".join(str(called.get(code, code)) for code in codes)
    for key, kind in declared.refs.items():
        value = event.facts.get(key)
        words[key] = names.get((kind, value), _("nobody")) if value else _("nobody")
    words["actor"] = _actor(event, names)
    return str(declared.sentence).format_map(words)


def _actor(event: Event, names: Mapping[tuple[str, int], str]) -> str:
    if event.actor_kind == "system":
        return "Mainstay"
    number = int(event.actor_id) if event.actor_id.isdigit() else 0
    return names.get((event.actor_kind, number), _("somebody who was removed"))

"""What kinds of facts there are. Each module declares its own in its `events.py`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Words = Mapping[str, str | Promise]

_kinds: dict[str, "EventKind"] = {}


@dataclass(frozen=True)
class EventKind:
    """A kind of fact.

    `sentence` has places for {actor} and for the declared facts. `personal` names those facts
    that may hold personal data, so that an erasure can empty them. `refs` says which facts are
    ids, and of what ("member", "department"), so that the sentence can show a name. `words`
    says how the codes in a fact are called ("read_only" is "Read only"); several stand in one
    fact with ", " between them. One that `is_handed_out` stands in the export of whom it is about;
    what we did about them with somebody else does not.
    """

    name: str
    sentence: str | Promise
    personal: frozenset[str]
    facts: frozenset[str]
    refs: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)
    icon: str = "note"
    is_handed_out: bool = True

    def __str__(self) -> str:
        return self.name


def declare(
    name: str,
    sentence: str | Promise,
    *,
    personal: Iterable[str],
    facts: Iterable[str] = (),
    refs: Mapping[str, str] | None = None,
    words: Mapping[str, Words] | None = None,
    icon: str = "note",
    is_handed_out: bool = True,
) -> EventKind:
    """Declare a kind of fact, named `noun.past_participle`. A name is never used twice."""
    refs = refs or {}
    kind = EventKind(
        name,
        sentence,
        frozenset(personal),
        frozenset(facts) | refs.keys(),
        refs,
        words or {},
        icon,
        is_handed_out,
    )
    if name in _kinds:
        raise ValueError(f"The event kind {name} is declared twice.")
    if not kind.personal <= kind.facts:
        raise ValueError(f"{name}: {sorted(kind.personal - kind.facts)} are no facts of it.")
    _kinds[name] = kind
    return kind


def kind(name: str) -> EventKind:
    """The declared kind of that name. Raises KeyError for an unknown one."""
    return _kinds[name]


def all_kinds() -> tuple[EventKind, ...]:
    return tuple(_kinds.values())

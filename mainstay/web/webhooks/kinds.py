"""The kinds of facts there are to tell, in groups that a person can look through."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.core.events import EventKind, all_kinds

_FIRST = {
    "conversation": gettext_lazy("Conversations"),
    "message": gettext_lazy("Messages"),
    "contact": gettext_lazy("Contacts"),
    "organisation": gettext_lazy("Clients"),
}


@dataclass(frozen=True)
class Choice:
    name: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class KindGroup:
    title: str
    choices: list[Choice]
    # Shown at once: what is asked for most, and what is chosen.
    is_open: bool


def kind_groups(chosen: Collection[str]) -> list[KindGroup]:
    """All kinds by the noun that they are about, the usual nouns first."""
    by_noun: dict[str, list[Choice]] = {noun: [] for noun in _FIRST}
    others: list[Choice] = []
    for kind in sorted(all_kinds(), key=lambda kind: kind.name):
        choice = Choice(kind.name, _label(kind), kind.name in chosen)
        by_noun.get(kind.name.partition(".")[0], others).append(choice)
    groups = [
        KindGroup(str(_FIRST[noun]), choices, noun == "conversation" or _is_chosen(choices))
        for noun, choices in by_noun.items()
    ]
    return [*groups, KindGroup(_("Everything else"), others, _is_chosen(others))]


def _is_chosen(choices: list[Choice]) -> bool:
    return any(choice.is_chosen for choice in choices)


def _label(kind: EventKind) -> str:
    """Its sentence, with a word for whoever acts and dots for what else it tells of."""
    text = str(kind.sentence).format_map(_Dots())
    return _("Somebody") + text[1:] if text.startswith("…") else text


class _Dots(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"

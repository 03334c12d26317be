"""The filter as somebody builds it: rows of field, operator and value, without a script too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from django.utils.translation import gettext_lazy as _

from mainstay.conversations.filtering import FIELDS, Condition, Field, Filter, Group, find_field
from mainstay.conversations.filtering.fields import OPERATORS
from mainstay.conversations.filtering.trees import (
    MATCHES,
    MOST_CONDITIONS,
    MOST_GROUPS,
    Match,
)
from mainstay.team.models import Member

_MATCH_WORDS = {
    "all": _("all of these"),
    "any": _("any of these"),
    "none": _("none of these"),
}
_BETWEEN_WORDS = {"all": _("every group"), "any": _("at least one group")}


@dataclass(frozen=True)
class Offered:
    """One thing to choose."""

    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class RowView:
    """A condition with all that may be chosen in it. `name` begins the names of its inputs."""

    name: str
    fields: list[Offered]
    operators: list[Offered]
    value: str
    values: list[Offered]
    # "choice", "words", "days" or "yes_no".
    kind: str


@dataclass(frozen=True)
class GroupView:
    name: str
    matches: list[Offered]
    rows: list[RowView]
    may_grow: bool


@dataclass(frozen=True)
class BuilderView:
    groups: list[GroupView]
    betweens: list[Offered]
    may_grow: bool


def build(wanted: Filter, member: Member) -> BuilderView:
    """The builder of a filter; one empty row where nothing is asked yet."""
    choices: dict[str, list[tuple[str, str]]] = {}
    groups = wanted.groups or (Group(conditions=(_first(),)),)
    return BuilderView(
        [_group(number, each, member, choices) for number, each in enumerate(groups)],
        _offer(_BETWEEN_WORDS, wanted.match),
        len(groups) < MOST_GROUPS,
    )


def read(data: Mapping[str, str]) -> Filter:
    """What was posted, and what a button asked for: a row or a group more or less."""
    groups = []
    for number in range(MOST_GROUPS):
        name = f"g{number}"
        if f"{name}-match" not in data:
            break
        rows = [
            _condition(data, f"{name}-{row}")
            for row in range(MOST_CONDITIONS)
            if f"{name}-{row}-field" in data and data.get("do") != f"drop:{name}-{row}"
        ]
        if data.get("do") == f"grow:{name}" and len(rows) < MOST_CONDITIONS:
            rows.append(_first())
        if rows:
            groups.append(Group(_match(data[f"{name}-match"]), tuple(rows)))
    if data.get("do") == "grow" and len(groups) < MOST_GROUPS:
        groups.append(Group("any", (_first(),)))
    return Filter(_match(data.get("match", "")), tuple(groups))


def _first() -> Condition:
    return Condition("state", "is", "open")


def _condition(data: Mapping[str, str], name: str) -> Condition:
    """A row. What does not fit a field that was just chosen anew falls to its first."""
    known = find_field(data[f"{name}-field"]) or FIELDS[0]
    said = data.get(f"{name}-operator", "")
    chosen = next((each for each in known.operators if each == said), known.operators[0])
    was = data.get(f"{name}-was", known.key)
    return Condition(known.key, chosen, data.get(f"{name}-value", "") if was == known.key else "")


def _group(
    number: int, group: Group, member: Member, choices: dict[str, list[tuple[str, str]]]
) -> GroupView:
    name = f"g{number}"
    rows = [
        _row(f"{name}-{place}", each, member, choices)
        for place, each in enumerate(group.conditions)
    ]
    return GroupView(name, _offer(_MATCH_WORDS, group.match), rows, len(rows) < MOST_CONDITIONS)


def _row(
    name: str, asked: Condition, member: Member, choices: dict[str, list[tuple[str, str]]]
) -> RowView:
    known = find_field(asked.field) or FIELDS[0]
    if known.key not in choices:
        choices[known.key] = _choices(known, member)
    return RowView(
        name=name,
        fields=[Offered(each.key, str(each.label), each.key == known.key) for each in FIELDS],
        operators=_offer({each: OPERATORS[each] for each in known.operators}, asked.operator),
        value=asked.value,
        values=[Offered(key, label, key == asked.value) for key, label in choices[known.key]],
        kind=known.value,
    )


def _choices(known: Field, member: Member) -> list[tuple[str, str]]:
    found = known.choices(member) if known.choices else ()
    return [(key, str(label)) for key, label in found]


def _offer(words: Mapping[str, object], chosen: str) -> list[Offered]:
    return [Offered(key, str(label), key == chosen) for key, label in words.items()]


def _match(said: str) -> Match:
    return cast(Match, said) if said in MATCHES else "all"


def without_empty(wanted: Filter) -> Filter:
    """Rows in which nothing was typed ask nothing."""
    groups = [replace(each, conditions=_filled(each.conditions)) for each in wanted.groups]
    return replace(wanted, groups=tuple(each for each in groups if each.conditions))


def _filled(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    def is_filled(condition: Condition) -> bool:
        known = find_field(condition.field)
        return bool(known and (known.value == "choice" or condition.value.strip()))

    return tuple(each for each in conditions if is_filled(each))

"""Conditions that are joined: groups of "all of", "any of" or "none of", joined once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from django.db.models import Q
from django.utils.translation import gettext as _

from mainstay.conversations.filtering.fields import Operator, find_field
from mainstay.core.errors import Refused
from mainstay.team.models import Member

Match = Literal["all", "any", "none"]
MATCHES = get_args(Match)

MOST_GROUPS = 6
MOST_CONDITIONS = 12


@dataclass(frozen=True)
class Condition:
    """One question with its answer: `state is open`."""

    field: str
    operator: Operator
    value: str


@dataclass(frozen=True)
class Group:
    """Conditions of which all, any or none must be met."""

    match: Match = "all"
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Filter:
    """Groups of which all or any must be met. Without conditions it lets everything through."""

    match: Match = "all"
    groups: tuple[Group, ...] = field(default_factory=tuple)


def narrowed(wanted: Filter, member: Member) -> Q:
    """The filter in SQL, as this member asks it ("me" is whoever looks).

    Raises Refused with the condition that cannot be met, in words.
    """
    parts = [
        _joined(each.match, [_asked(condition, member) for condition in each.conditions])
        for each in wanted.groups
        if each.conditions
    ]
    return _joined(wanted.match, parts)


def from_json(kept: Mapping[str, Any]) -> Filter:
    """A filter as it is kept. Whatever is not understood is left out: a view never breaks."""
    groups = []
    for group in _list(kept.get("groups"))[:MOST_GROUPS]:
        conditions = [
            Condition(str(each[0]), cast(Operator, str(each[1])), str(each[2]))
            for each in _list(group.get("conditions"))[:MOST_CONDITIONS]
            if isinstance(each, list) and len(each) == 3 and find_field(str(each[0]))
        ]
        groups.append(Group(_match(group.get("match")), tuple(conditions)))
    return Filter(_match(kept.get("match")), tuple(groups))


def to_json(wanted: Filter) -> dict[str, Any]:
    return {
        "match": wanted.match,
        "groups": [
            {
                "match": group.match,
                "conditions": [
                    [each.field, each.operator, each.value] for each in group.conditions
                ],
            }
            for group in wanted.groups
            if group.conditions
        ],
    }


def _asked(condition: Condition, member: Member) -> Q:
    known = find_field(condition.field)
    if known is None:
        raise Refused(_("There is no field “{field}”.").format(field=condition.field[:60]))
    try:
        return known.condition(condition.operator, condition.value, member)
    except ValueError as error:
        raise Refused(
            _("“{value}” does not fit the field {field}.").format(
                value=condition.value[:60], field=known.label
            )
        ) from error


def _joined(match: Match, parts: list[Q]) -> Q:
    if not parts:
        return Q()
    joined = parts[0]
    for each in parts[1:]:
        joined = joined & each if match == "all" else joined | each
    return ~joined if match == "none" else joined


def _match(said: object) -> Match:
    return cast(Match, said) if said in MATCHES else "all"


def _list(said: object) -> list[Any]:
    return said if isinstance(said, list) else []

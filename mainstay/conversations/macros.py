"""What a saved reply does besides: read from what is kept, and told in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mainstay.conversations.models import Category, Conversation, SavedReply
from mainstay.team.models import Member

ME, NOBODY = "me", "nobody"
WAIT, SOLVE = "wait", "solve"
LONGEST_SNOOZE = 24 * 90
"""Hours."""


@dataclass(frozen=True)
class Changes:
    """What happens to a conversation when it is answered with a macro; empty: nothing."""

    # "me", "nobody" or the id of a member.
    assign: str = ""
    # "wait" or "solve"; empty: as the sender says.
    state: str = ""
    category: int | None = None
    kind: str = ""
    tags: tuple[str, ...] = ()
    snooze_hours: int | None = None

    def __bool__(self) -> bool:
        return self != Changes()


def changes_of(reply: SavedReply) -> Changes:
    """Whatever is kept, read with care: a row may be older than this program."""
    kept: Mapping[str, Any] = reply.changes if isinstance(reply.changes, dict) else {}
    tags, assign = kept.get("tags"), str(kept.get("assign") or "")
    return Changes(
        assign=assign if assign in (ME, NOBODY) or assign.isdecimal() else "",
        state=kept["state"] if kept.get("state") in (WAIT, SOLVE) else "",
        category=_number(kept.get("category")),
        kind=kept["kind"] if kept.get("kind") in Conversation.Kind.values else "",
        tags=tuple(str(each) for each in tags) if isinstance(tags, list) else (),
        snooze_hours=_number(kept.get("snooze_hours")),
    )


def to_json(changes: Changes) -> dict[str, Any]:
    kept = {
        "assign": changes.assign,
        "state": changes.state,
        "category": changes.category,
        "kind": changes.kind,
        "tags": list(changes.tags),
        "snooze_hours": changes.snooze_hours,
    }
    return {name: value for name, value in kept.items() if value}


class Teller:
    """Tells macros in words. Two queries for however many."""

    def __init__(self, replies: Iterable[SavedReply]) -> None:
        every = [changes_of(each) for each in replies]
        members = {int(each.assign) for each in every if each.assign.isdecimal()}
        categories = {each.category for each in every if each.category}
        self._members = _names(Member, members)
        self._categories = _names(Category, categories)

    def tell(self, reply: SavedReply) -> Sequence[str]:
        """Each change as a few words: "solved", "tag: link"."""
        changes, words = changes_of(reply), []
        if changes.assign == ME:
            words.append(_("assigned to you"))
        elif changes.assign == NOBODY:
            words.append(_("assigned to nobody"))
        elif changes.assign:
            words.append(
                _("assigned to {name}").format(name=self._members.get(_number(changes.assign), "?"))
            )
        if changes.state:
            words.append(_("solved") if changes.state == SOLVE else _("waiting"))
        if changes.category:
            name = self._categories.get(changes.category, "?")
            words.append(_("category: {name}").format(name=name))
        if changes.kind:
            words.append(_("kind: {name}").format(name=Conversation.Kind(changes.kind).label))
        words += [_("tag: {name}").format(name=each) for each in changes.tags]
        if changes.snooze_hours:
            text = ngettext(
                "snoozed for {count} hour", "snoozed for {count} hours", changes.snooze_hours
            )
            words.append(text.format(count=changes.snooze_hours))
        return words


def _names(model: type[Member] | type[Category], wanted: set[Any]) -> dict[int | None, str]:
    if not wanted:
        return {}
    return dict(model._default_manager.filter(pk__in=wanted).values_list("pk", "name"))


def _number(value: Any) -> int | None:
    return int(value) if str(value or "").isdecimal() and len(str(value)) < 10 else None

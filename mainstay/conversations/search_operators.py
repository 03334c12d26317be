"""What is typed into the search box beside words: from: client: state: tag: before: has:"""

import re
import zoneinfo
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Q

from mainstay.conversations.filtering import find_field
from mainstay.conversations.filtering.fields import Operator
from mainstay.conversations.models import Conversation
from mainstay.team.models import Member

_TYPED = re.compile(r'(?<!\S)(-?)([a-z]+):("[^"]*"?|\S+)', re.IGNORECASE)
_FIELDS: dict[str, tuple[str, Operator, Operator]] = {
    "from": ("contact", "contains", "contains_not"),
    "client": ("client", "contains", "contains_not"),
    "tag": ("tag", "contains", "contains_not"),
    "subject": ("subject", "contains", "contains_not"),
    "state": ("state", "is", "is_not"),
    "kind": ("kind", "is", "is_not"),
    "language": ("language", "is", "is_not"),
}
_VALUES = {
    "state": {*Conversation.State.values},
    "kind": {*Conversation.Kind.values},
}
_FILES = {"attachment", "attachments", "file", "files"}
_MOST = 12


@dataclass(frozen=True)
class Typed:
    """What was typed, taken apart: words to look for, and where to look."""

    words: str
    among: Q = field(default_factory=Q)
    # Operators that were understood, as they were typed.
    understood: tuple[str, ...] = ()


def take_apart(typed: str, member: Member) -> Typed:
    """Understand `from:daniel client:"north wind" state:open tag:refund before:2026-03-01
    after:2026-01-01 has:attachment assignee:me`; each may be denied with a minus in front.

    What is no operator, or has a value that none can have, stays among the words.
    """
    among = Q()
    understood: list[str] = []

    def one(found: re.Match[str]) -> str:
        nonlocal among
        if len(understood) == _MOST:
            return found[0]
        value = found[3].strip('"').strip()
        asked = _asked(found[2].lower(), value, bool(found[1]), member) if value else None
        if asked is None:
            return found[0]
        among &= asked
        understood.append(found[0])
        return " "

    words = " ".join(_TYPED.sub(one, typed).split())
    return Typed(words, among, tuple(understood))


def _asked(name: str, value: str, is_denied: bool, member: Member) -> Q | None:
    if name in ("before", "after"):
        return _day(name, value, is_denied, member)
    if name == "has" and value.lower() in _FILES:
        return _met("file", "is", "no" if is_denied else "yes", member)
    if name == "assignee":
        return _assignee(value, is_denied, member)
    if name not in _FIELDS:
        return None
    key, operator, denial = _FIELDS[name]
    if name in _VALUES:
        value = value.lower()
        if value not in _VALUES[name]:
            return None
    return _met(key, denial if is_denied else operator, value, member)


def _met(key: str, operator: Operator, value: str, member: Member) -> Q:
    known = find_field(key)
    assert known is not None
    return known.condition(operator, value, member)


def _assignee(value: str, is_denied: bool, member: Member) -> Q:
    if value.lower() in ("me", "nobody"):
        return _met("assignee", "is_not" if is_denied else "is", value.lower(), member)
    named = Q(assignee__in=Member.objects.filter(name__icontains=value))
    return ~named if is_denied else named


def _day(name: str, value: str, is_denied: bool, member: Member) -> Q | None:
    """Begun before a day, or with something said on it or later, as the member's clock tells."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    begins = datetime.combine(day, time(), zoneinfo.ZoneInfo(member.time_zone or "UTC"))
    asked = Q(created_at__lt=begins) if name == "before" else Q(last_message_at__gte=begins)
    return ~asked if is_denied else asked

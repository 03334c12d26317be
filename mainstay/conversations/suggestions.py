"""What may be chosen on a page. Read once in a few seconds, not once per page."""

import functools
import time
from collections.abc import Callable, Hashable
from typing import ParamSpec, TypeVar

from django.db.models.functions import Lower

from mainstay.channels import kinds
from mainstay.clients.models import Tag
from mainstay.conversations.details import Topic, topics
from mainstay.team.models import Department, Member

KEPT_FOR = 5.0
"""Seconds after which they are read anew: another process may have changed them."""
MOST_TAGS = 300
MOST_COLLEAGUES = 30

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

# When each was read, by a clock that nobody sets back, and what it was.
_read: dict[Hashable, tuple[float, object]] = {}


def _once_in_a_while(read: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    @functools.wraps(read)
    def kept(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        key = (read.__name__, *args)
        began = time.monotonic()
        if key not in _read or began - _read[key][0] >= KEPT_FOR:
            _read[key] = (began, read(*args, **kwargs))
        return _read[key][1]  # type: ignore[return-value]

    return kept


@_once_in_a_while
def known_topics() -> list[Topic]:
    """The tree of categories as it was a moment ago."""
    return topics()


@_once_in_a_while
def known_tags() -> list[str]:
    """Words that clients and conversations are marked with, as they were a moment ago."""
    names = Tag.objects.order_by(Lower("name")).values_list("name", flat=True)
    return list(names[:MOST_TAGS])


@_once_in_a_while
def known_departments() -> list[Department]:
    """Every department as it was a moment ago, by name."""
    return list(Department.objects.all())


@_once_in_a_while
def known_colleagues(department_id: int) -> list[Member]:
    """Who answered for a department a moment ago, by name."""
    return list(Member.objects.colleagues_in([department_id])[:MOST_COLLEAGUES])


@_once_in_a_while
def known_chats() -> list[kinds.Kind]:
    """The chats that a client could be led into a moment ago."""
    return [kind for kind in kinds.everyone() if kind.introduces()]


def forget() -> None:
    """Let the next one who asks read them anew."""
    _read.clear()

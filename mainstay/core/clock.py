"""The one place that reads the clock, so that a story can be told at another time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told_time", default=None)


def now() -> datetime:
    """The present moment, in UTC; inside `at()` the moment that is told."""
    return _told.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Tell what follows as if it happened at `moment`. For demo stories, imports and tests."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)

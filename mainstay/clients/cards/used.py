"""Whether there are any cards: asked by every page of a conversation, so it is remembered."""

import time

from mainstay.clients.models import CardSource

KEPT_FOR = 30.0
"""Seconds after which it is read anew: another process may have added a source."""

# When it was read, by a clock that nobody sets back, and what it was.
_read: list[tuple[float, bool]] = []


def is_used() -> bool:
    """Whether some source is in use. One query, and none within the next seconds."""
    if _read and time.monotonic() - _read[0][0] < KEPT_FOR:
        return _read[0][1]
    remember(CardSource.objects.filter(is_active=True).exists())
    return _read[0][1]


def remember(is_used: bool) -> None:
    _read[:] = [(time.monotonic(), is_used)]


def forget() -> None:
    """Let the next one who asks read it anew."""
    _read.clear()

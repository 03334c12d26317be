"""What may be chosen while one types. Read once in a few seconds, not once per page."""

import time

from django.db.models.functions import Lower

from mainstay.clients.models import Tag
from mainstay.conversations.details import Topic, topics

KEPT_FOR = 5.0
"""Seconds after which they are read anew: another process may have changed them."""
MOST_TAGS = 300

# When they were read, by a clock that nobody sets back, and what they were.
_topics: list[tuple[float, list[Topic]]] = []
_tags: list[tuple[float, list[str]]] = []


def known_topics() -> list[Topic]:
    """The tree of categories as it was a moment ago."""
    if _topics and time.monotonic() - _topics[0][0] < KEPT_FOR:
        return _topics[0][1]
    began = time.monotonic()
    _topics[:] = [(began, topics())]
    return _topics[0][1]


def known_tags() -> list[str]:
    """Words that clients and conversations are marked with, as they were a moment ago."""
    if _tags and time.monotonic() - _tags[0][0] < KEPT_FOR:
        return _tags[0][1]
    began = time.monotonic()
    names = Tag.objects.order_by(Lower("name")).values_list("name", flat=True)[:MOST_TAGS]
    _tags[:] = [(began, list(names))]
    return _tags[0][1]


def forget() -> None:
    """Let the next one who asks read them anew."""
    _topics.clear()
    _tags.clear()

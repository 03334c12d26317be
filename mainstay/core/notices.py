"""Live updates: tells open pages that a row they may see has changed, never what changed."""

import json
from collections.abc import Sequence

from django.db import connection

from mainstay.core.live import CHANNEL
from mainstay.core.models import Event
from mainstay.core.projections import projection

_IN_ONE_NOTICE = 60


@projection("live")
def tell_pages(events: Sequence[Event]) -> None:
    """Notify the live process, each changed row once a batch."""
    changed = dict.fromkeys(notice for event in events for notice in _notices(event))
    notices = [list(notice) for notice in changed]
    with connection.cursor() as cursor:
        for start in range(0, len(notices), _IN_ONE_NOTICE):
            payload = json.dumps(notices[start : start + _IN_ONE_NOTICE])
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def _notices(event: Event) -> list[tuple[str, str, int]]:
    notices = [(event.audience, event.subject_kind, event.subject_id)]
    if about := event.facts.get("about_kind"):
        notices.append((event.audience, about, event.facts["about_id"]))
    return notices

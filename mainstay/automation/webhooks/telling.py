"""What another program is told of a fact: ids and codes, never a text that somebody wrote."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from mainstay.core import events
from mainstay.core.models import Event

PING = "ping"
_PAGES = {
    "conversation": "web:conversation",
    "contact": "web:contact",
    "organisation": "web:organisation",
}


def body_of(event: Event) -> str:
    """The JSON that is sent for a fact. The same fact gives the same letters."""
    return _json(
        {
            "id": told_as(event),
            "kind": event.kind,
            "at": event.at.isoformat(),
            "actor": {"kind": event.actor_kind, "id": event.actor_id},
            "subject": {"kind": event.subject_kind, "id": event.subject_id},
            "facts": _facts(event),
            "url": _url(event),
        }
    )


def told_as(event: Event) -> str:
    """The name of a telling, by which a duplicate is known."""
    return f"fact-{event.pk}"


def body_of_ping(name: str, at: str) -> str:
    return _json(
        {
            "id": name,
            "kind": PING,
            "at": at,
            "actor": {"kind": "system", "id": "webhooks"},
            "subject": {"kind": "webhook", "id": 0},
            "facts": {},
            "url": settings.ENV.public_url,
        }
    )


def _facts(event: Event) -> Mapping[str, Any]:
    """Ids, numbers and codes. What a person wrote is asked for by the API, by who may read it."""
    try:
        declared = events.kind(event.kind)
    except KeyError:  # of a module that is not there any more
        return {}
    return {
        key: value
        for key, value in event.facts.items()
        if key not in declared.personal
        and (key in declared.refs or key in declared.words or not isinstance(value, str))
    }


def _url(event: Event) -> str:
    page = _PAGES.get(event.subject_kind)
    return f"{settings.ENV.public_url}{reverse(page, args=[event.subject_id])}" if page else ""


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

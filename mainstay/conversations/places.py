"""Where a page of a list ended: the key by which the next one is asked for."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

from mainstay.conversations.models import Conversation


@dataclass(frozen=True)
class Place:
    """The last row's place in the order. A message has no state."""

    state: str
    at: datetime
    pk: int


def encode(place: Place) -> str:
    text = f"{place.state} {place.at.isoformat()} {place.pk}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(key: str) -> Place | None:
    """The place in a key; None for an empty or a damaged one, which then starts anew."""
    try:
        text = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode()
        state, at, pk = text.split(" ")
        place = Place(state, datetime.fromisoformat(at), int(pk))
    except ValueError:  # of base64, of unicode and of the parts
        return None
    is_whole = place.at.tzinfo is not None and place.state in ("", *Conversation.State.values)
    return place if is_whole else None

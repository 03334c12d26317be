"""What no person wrote, as the timeline shows it: the mail itself in place of the fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mainstay.channels.models import Outbound
from mainstay.conversations.events import SENT_AUTOMATICALLY
from mainstay.core.log import Told, tell
from mainstay.core.models import Event


@dataclass(frozen=True)
class SentAutomatically:
    """A mail that left without a person writing it."""

    event_id: int
    at: datetime
    outbound: Outbound


def told(facts: Iterable[Event]) -> list[SentAutomatically | Told]:
    """Facts as sentences, and those of such mails as the mails. One query more for all of them."""
    facts = list(facts)
    ids = {
        event.pk: event.facts.get("outbound")
        for event in facts
        if event.kind == SENT_AUTOMATICALLY.name
    }
    letters = Outbound.objects.in_bulk(list(filter(None, ids.values()))) if ids else {}
    sent = [
        SentAutomatically(event.pk, event.at, letters[ids[event.pk]])
        for event in facts
        if ids.get(event.pk) in letters
    ]
    shown = {each.event_id for each in sent}
    return [*sent, *tell(event for event in facts if event.pk not in shown)]

"""Reads the log and writes down what has to be told to whom. Sending is another matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.automation.models import Webhook, WebhookDelivery
from mainstay.automation.webhooks.jobs import send
from mainstay.automation.webhooks.telling import body_of, told_as
from mainstay.core.clock import now
from mainstay.core.models import Event
from mainstay.core.projections import projection
from mainstay.core.upkeep import queue_once


@dataclass(frozen=True)
class _Listener:
    id: int
    kinds: frozenset[str]
    since_event_id: int
    # Empty: of every department.
    audiences: frozenset[str]

    def wants(self, event: Event) -> bool:
        if event.kind not in self.kinds or event.pk <= self.since_event_id:
            return False
        return not (self.audiences and event.audience) or event.audience in self.audiences


@projection("webhooks")
def write_deliveries(events: Sequence[Event]) -> None:
    """One row for each fact and each who wants it, and one job for all of them."""
    listeners = _listeners()
    made = [
        WebhookDelivery(
            webhook_id=listener.id,
            event_id=event.pk,
            told_as=told_as(event),
            kind=event.kind,
            body=body_of(event),
            created_at=now(),
            begun_at=now(),
            due_at=now(),
        )
        for event in events
        for listener in listeners
        if listener.wants(event)
    ]
    if made:
        # A position that was set back tells nothing twice.
        WebhookDelivery.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
        queue_once(send)


def _listeners() -> list[_Listener]:
    rows = Webhook.objects.at_work().prefetch_related("departments")
    return [
        _Listener(
            row.pk,
            frozenset(row.kinds),
            row.since_event_id,
            frozenset(f"department:{each.pk}" for each in row.departments.all()),
        )
        for row in rows
    ]

"""Webhooks as lines of a list, and the log of one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Count

from mainstay.automation.models import Webhook, WebhookDelivery
from mainstay.core.clock import now

PAGE = 50
State = Literal["good", "failing", "given_up", "paused"]
_RECENT = timedelta(days=1)


@dataclass(frozen=True)
class ListedWebhook:
    id: int
    name: str
    url: str
    kinds: int
    state: State
    failing_since: datetime | None
    # In the last day.
    delivered: int
    failed: int
    waiting: int


def webhooks() -> list[ListedWebhook]:
    """All of them by name, with how they did since yesterday."""
    recent = WebhookDelivery.objects.filter(created_at__gte=now() - _RECENT)
    grouped = recent.values_list("webhook_id", "state").annotate(count=Count("pk"))
    counts = {(webhook_id, state): count for webhook_id, state, count in grouped}
    return [
        ListedWebhook(
            id=row.pk,
            name=row.name,
            url=row.url,
            kinds=len(row.kinds),
            state=state_of(row),
            failing_since=row.failing_since,
            delivered=counts.get((row.pk, "delivered"), 0),
            failed=counts.get((row.pk, "failed"), 0),
            waiting=counts.get((row.pk, "waiting"), 0),
        )
        for row in Webhook.objects.order_by("name", "pk")
    ]


def state_of(webhook: Webhook) -> State:
    if not webhook.is_active:
        return "given_up" if webhook.failing_since else "paused"
    return "failing" if webhook.failing_since else "good"


def deliveries(webhook: Webhook, before: int | None = None) -> tuple[list[WebhookDelivery], str]:
    """A page of the log, newest first, and the key of the next one; empty when there is none."""
    rows = WebhookDelivery.objects.filter(webhook=webhook).defer("body", "response")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def count_given_up() -> int:
    return Webhook.objects.paused_by_itself().count()

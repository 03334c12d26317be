"""The job that sends, what wakes it, and what clears the log."""

from datetime import timedelta

from django.db.models import Q

from mainstay.automation.models import WebhookDelivery
from mainstay.automation.webhooks import sending
from mainstay.core import jobs
from mainstay.core.clock import now
from mainstay.core.upkeep import every, queue_once

KEEP = timedelta(days=30)
"""How long the log of what was told, and answered, is kept."""

_AT_ONCE = 5000


@jobs.job("automation.send_webhooks", queue="webhooks")
def send() -> None:
    """Tell other programs what they are waiting for."""
    sending.send_due()


@every(5)
def wake_sender() -> None:
    """Send what has become due: a further try, or what was claimed by somebody who died."""
    due = WebhookDelivery.objects.filter(
        state="waiting", due_at__lte=now(), webhook__is_active=True
    )
    awake = Q(webhook__resting_until__isnull=True) | Q(webhook__resting_until__lte=now())
    if due.filter(awake).exists():
        queue_once(send)


@every(3600)
def forget_old_deliveries() -> int:
    """Delete what was told, or given up, long ago. Returns how many."""
    old = WebhookDelivery.objects.filter(created_at__lt=now() - KEEP)
    return WebhookDelivery.objects.filter(pk__in=old.values("pk")[:_AT_ONCE]).delete()[0]

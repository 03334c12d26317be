"""Webhooks are added, changed, paused, tried and removed by administrators."""

import secrets
import uuid
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mainstay.automation.models import Webhook, WebhookDelivery
from mainstay.automation.webhooks import events
from mainstay.automation.webhooks.jobs import send
from mainstay.automation.webhooks.telling import PING, body_of_ping
from mainstay.channels.mailboxes.sealing import seal
from mainstay.core import outside
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.events import all_kinds
from mainstay.core.log import record
from mainstay.core.models import Event
from mainstay.core.upkeep import queue_once
from mainstay.team.models import Department, Member

MOST = 50
"""How many there may be."""


@transaction.atomic
def add(
    name: str, url: str, *, kinds: Collection[str], departments: Sequence[Department], by: Member
) -> tuple[Webhook, str]:
    """Tell an address what happens from now on. Returns it with its secret, shown only now."""
    _only_administrators(by)
    if Webhook.objects.count() >= MOST:
        raise Refused(_("{count} webhooks are the most. Remove one first.").format(count=MOST))
    secret = _new_secret()
    webhook = Webhook(
        name=_checked_name(name),
        url=_checked_url(url),
        secret=seal(secret),
        kinds=_checked_kinds(kinds),
        since_event_id=Event.objects.aggregate(last=Max("id"))["last"] or 0,
        created_at=now(),
    )
    webhook.save()
    webhook.departments.set(departments)
    record(events.ADDED, webhook, by=by, name=webhook.name)
    return webhook, secret


@transaction.atomic
def change(
    webhook: Webhook,
    *,
    name: str,
    url: str,
    kinds: Collection[str],
    departments: Sequence[Department],
    by: Member,
) -> Webhook:
    """Change what is told, and to where. What waits already goes to the new address."""
    _only_administrators(by)
    webhook = _lock(webhook)
    before = (webhook.name, webhook.url, webhook.kinds, _ids(webhook.departments.all()))
    webhook.name, webhook.kinds = _checked_name(name), _checked_kinds(kinds)
    if url.strip() != webhook.url:
        webhook.url = _checked_url(url)
        webhook.failures, webhook.resting_until = 0, None
    if before == (webhook.name, webhook.url, webhook.kinds, _ids(departments)):
        return webhook
    webhook.save(update_fields=["name", "url", "kinds", "failures", "resting_until"])
    webhook.departments.set(departments)
    record(events.CHANGED, webhook, by=by, name=webhook.name)
    return webhook


@transaction.atomic
def renew_secret(webhook: Webhook, *, by: Member) -> tuple[Webhook, str]:
    """Sign with another secret from now on. The old one is good for nothing at once."""
    _only_administrators(by)
    webhook, secret = _lock(webhook), _new_secret()
    webhook.secret = seal(secret)
    webhook.save(update_fields=["secret"])
    record(events.RENEWED, webhook, by=by, name=webhook.name)
    return webhook, secret


@transaction.atomic
def pause(webhook: Webhook, *, by: Member) -> Webhook:
    """Tell it nothing. What happens meanwhile is not kept for it; what waits already stays."""
    _only_administrators(by)
    webhook = _lock(webhook)
    if not webhook.is_active:
        return webhook
    webhook.is_active, webhook.failing_since = False, None
    webhook.save(update_fields=["is_active", "failing_since"])
    record(events.PAUSED, webhook, by=by, name=webhook.name)
    return webhook


@transaction.atomic
def resume(webhook: Webhook, *, by: Member) -> Webhook:
    """Go on, with what waits first."""
    _only_administrators(by)
    webhook = _lock(webhook)
    if webhook.is_active:
        return webhook
    webhook.is_active, webhook.failing_since = True, None
    webhook.failures, webhook.resting_until = 0, None
    webhook.save(update_fields=["is_active", "failing_since", "failures", "resting_until"])
    record(events.RESUMED, webhook, by=by, name=webhook.name)
    return webhook


@transaction.atomic
def remove(webhook: Webhook, *, by: Member) -> None:
    """Forget an address with its log."""
    _only_administrators(by)
    webhook = _lock(webhook)
    record(events.REMOVED, webhook, by=by, name=webhook.name)
    webhook.delete()


@transaction.atomic
def ping(webhook: Webhook, *, by: Member) -> WebhookDelivery:
    """Send a trial. It goes the way of all others and stands in the log."""
    _only_administrators(by)
    webhook = _lock(webhook)
    if not webhook.is_active:
        raise Refused(_("It is paused. Let it go on first."))
    name = f"ping-{uuid.uuid4()}"
    delivery = WebhookDelivery.objects.create(
        webhook=webhook, told_as=name, kind=PING, body=body_of_ping(name, now().isoformat())
    )
    Webhook.objects.filter(pk=webhook.pk).update(resting_until=None)
    queue_once(send)
    return delivery


@transaction.atomic
def replay(delivery: WebhookDelivery, *, by: Member) -> WebhookDelivery:
    """Tell it again, under the same name, with a day of further tries."""
    _only_administrators(by)
    rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("webhook")
    delivery = rows.get(pk=delivery.pk)
    if delivery.state == WebhookDelivery.State.WAITING and delivery.attempts == 0:
        return delivery
    if not delivery.webhook.is_active:
        raise Refused(_("It is paused. Let it go on first."))
    delivery.state, delivery.delivered_at = WebhookDelivery.State.WAITING, None
    delivery.begun_at = delivery.due_at = now()
    delivery.attempts = 0
    delivery.save(update_fields=["state", "delivered_at", "begun_at", "due_at", "attempts"])
    Webhook.objects.filter(pk=delivery.webhook_id).update(resting_until=None)
    webhook = delivery.webhook
    record(events.REPLAYED, webhook, by=by, name=webhook.name, delivery=delivery.pk)
    queue_once(send)
    return delivery


def _lock(webhook: Webhook) -> Webhook:
    return Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)


def _new_secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"


def _checked_name(name: str) -> str:
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused(_("Give it a name: you will ask yourself later what it is for."))
    return name


def _checked_url(url: str) -> str:
    url = url.strip()
    try:
        outside.check_url(url)
    except outside.NotReached as problem:
        raise Refused(str(problem)) from problem
    return url


def _checked_kinds(kinds: Collection[str]) -> list[str]:
    known = [kind.name for kind in all_kinds() if kind.name in kinds]
    if not known:
        raise Refused(_("Choose at least one thing to tell."))
    return sorted(known)


def _ids(departments: Collection[Department]) -> list[int]:
    return sorted(each.pk for each in departments)


def _only_administrators(by: Member) -> None:
    if not by.is_administrator:
        raise Refused(_("Only an administrator may do this."))

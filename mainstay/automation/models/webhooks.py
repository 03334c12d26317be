"""Addresses of other programs that are told what happened, and each telling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now
from mainstay.team.models import Department


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def at_work(self) -> WebhookQuerySet:
        return self.filter(is_active=True)

    def paused_by_itself(self) -> WebhookQuerySet:
        """Those that failed for so long that we gave up; somebody has to look."""
        return self.filter(is_active=False, failing_since__isnull=False)


class Webhook(models.Model):
    """An address that is told facts of some kinds."""

    name = models.CharField(_("name"), max_length=80)
    url = models.CharField(_("address"), max_length=1000)
    # By which the other side knows that it was us: sealed, see `channels.mailboxes.sealing`.
    secret = models.TextField()
    # Names of declared kinds of facts.
    kinds = models.JSONField(_("facts"), default=list)
    # Whose facts: none means everybody's. A fact of no department is told in any case.
    departments = models.ManyToManyField(Department, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    # Facts up to this one were there before it.
    since_event_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    # Since when nothing reached it; null while something does.
    failing_since = models.DateTimeField(null=True, blank=True)
    # How often in a row, and until when it is left in peace because of that.
    failures = models.PositiveIntegerField(default=0)
    resting_until = models.DateTimeField(null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="webhook_is_told_something", condition=~Q(kinds=[])),
        ]

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(models.Model):
    """One fact for one address: the row is there before anything is sent.

    It may be sent more than once, when we died before we noted the answer; it then has the same
    name (`told_as`) each time.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Not delivered")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    # Null for a trial.
    event_id = models.BigIntegerField(null=True, blank=True)
    told_as = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    # The JSON that is sent, letter by letter.
    body = models.TextField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=now)
    # From when on it is tried: at first the moment it was made, or asked for anew.
    begun_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(default=now)
    attempts = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    # What was answered at the last try: its status, and the first letters of its text.
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    response = models.TextField(blank=True, default="")
    # Why nothing was answered.
    error = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event_id"], name="fact_is_told_once"),
            models.CheckConstraint(
                name="delivery_has_its_time",
                condition=Q(state="delivered") ^ Q(delivered_at__isnull=True),
            ),
        ]
        indexes = [
            # sending.claim(): what is due at one address
            models.Index(
                fields=["webhook", "due_at"],
                name="delivery_due",
                condition=Q(state="waiting"),
            ),
            # queries.deliveries(): the log of one, newest first
            models.Index(F("webhook"), F("id").desc(), name="delivery_of_webhook"),
            # jobs.forget_old_deliveries()
            models.Index(fields=["created_at"], name="delivery_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.webhook_id} ({self.state})"


def webhook_names(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(Webhook.objects.filter(pk__in=ids).values_list("pk", "name"))

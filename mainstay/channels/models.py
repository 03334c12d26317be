"""What came in as bytes, and what goes out as bytes. Knows no conversation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now


class RawMessageQuerySet(models.QuerySet["RawMessage"]):
    def quarantined(self) -> RawMessageQuerySet:
        """What could not be understood, newest first."""
        return self.filter(state=RawMessage.State.QUARANTINED).order_by("-received_at", "-id")


class RawMessage(models.Model):
    """A message as it arrived. Its bytes are committed before anybody tries to understand them."""

    class State(models.TextChoices):
        STORED = "stored", _("Stored")
        TAKEN = "taken", _("Taken in")
        DUPLICATE = "duplicate", _("Duplicate")
        QUARANTINED = "quarantined", _("Quarantined")

    channel = models.CharField(max_length=16, default="email")
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    # Where it came from: "receive", "import", later a mailbox.
    source = models.CharField(max_length=64)
    # The file it was imported from, for whoever looks for its cause.
    origin = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=12, choices=State, default=State.STORED)
    cause = models.CharField(max_length=40, blank=True, default="")
    explanation = models.TextField(blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(default=now)

    objects = RawMessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="raw_message_has_a_cause_when_quarantined",
                condition=~Q(state="quarantined") | ~Q(cause=""),
            ),
        ]
        indexes = [
            # intake.claim(): what still has to be understood
            models.Index(fields=["id"], name="raw_waiting", condition=Q(state="stored")),
            # RawMessage.objects.quarantined()
            models.Index(
                fields=["-received_at", "-id"],
                name="raw_quarantined",
                condition=Q(state="quarantined"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.sha256[:12]} ({self.state})"


class RawContent(models.Model):
    """The bytes of a raw message: compressed here up to 1 MiB, in the file store above that."""

    message = models.OneToOneField(
        RawMessage, models.CASCADE, primary_key=True, related_name="content"
    )
    compressed = models.BinaryField(null=True)
    file = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="raw_content_is_in_one_place",
                condition=Q(compressed__isnull=False) ^ ~Q(file=""),
            ),
        ]

    def __str__(self) -> str:
        return f"bytes of {self.message_id}"


class Outbound(models.Model):
    """A message that leaves. The row is committed, with its Message-ID, before any sending."""

    class State(models.TextChoices):
        HELD = "held", _("Can be undone")
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        UNCERTAIN = "uncertain", _("Perhaps sent")
        CANCELLED = "cancelled", _("Undone")

    channel = models.CharField(max_length=16, default="email")
    message_id = models.CharField(max_length=250, unique=True)
    # Addresses as lists of [name, address].
    sender = models.JSONField()
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    subject = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    in_reply_to = models.TextField(blank=True, default="")
    references = models.JSONField(default=list)
    headers = models.JSONField(default=dict)
    # Files as lists of [file name, content type, key in the file store].
    attachments = models.JSONField(default=list)
    # What it belongs to above, by kind and id.
    about_kind = models.CharField(max_length=32, blank=True, default="")
    about_id = models.BigIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=32, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outbound_is_sent_or_has_no_sending_time",
                condition=Q(state="sent") ^ Q(sent_at__isnull=True),
            ),
        ]
        indexes = [
            # the page of what did not leave, and the doctor's count of what waits
            models.Index(
                fields=["state", "due_at"],
                name="outbound_unsent",
                condition=~Q(state__in=["sent", "cancelled"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} ({self.state})"

    @property
    def can_be_undone(self) -> bool:
        return self.state == self.State.HELD

    @property
    def can_be_retried(self) -> bool:
        return self.state in (self.State.FAILED, self.State.UNCERTAIN)

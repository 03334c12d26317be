"""What came in, as bytes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.channels.models.mailboxes import Mailbox
from mainstay.core.clock import now


class RawMessageQuerySet(models.QuerySet["RawMessage"]):
    def quarantined(self) -> RawMessageQuerySet:
        """What was set aside, newest first: not understood, or called spam by a rule."""
        return self.filter(state=RawMessage.State.QUARANTINED).order_by("-received_at", "-id")

    def not_understood(self) -> RawMessageQuerySet:
        """What was set aside and wants somebody to look, newest first."""
        return self.quarantined().exclude(cause=RawMessage.SPAM)

    def spam(self) -> RawMessageQuerySet:
        """What a rule of the desk calls spam, newest first. Nobody need look."""
        return self.quarantined().filter(cause=RawMessage.SPAM)


class RawMessage(models.Model):
    """A message as it arrived. Its bytes are committed before anybody tries to understand them."""

    class State(models.TextChoices):
        STORED = "stored", _("Stored")
        TAKEN = "taken", _("Taken in")
        DUPLICATE = "duplicate", _("Duplicate")
        QUARANTINED = "quarantined", _("Quarantined")

    # The cause under which a mail is set aside that a rule of the desk calls spam.
    SPAM = "spam"

    channel = models.CharField(max_length=16, default="email")
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    # How it came: "receive", "import", "mailbox" or "lmtp".
    source = models.CharField(max_length=64)
    # The mailbox that it was the first to arrive in.
    mailbox = models.ForeignKey(
        Mailbox, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    # The file it was imported from, for whoever looks for its cause.
    origin = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=12, choices=State, default=State.STORED)
    cause = models.CharField(max_length=40, blank=True, default="")
    explanation = models.TextField(blank=True, default="")
    # Of a message that was taken in: whether a conversation began with it.
    is_beginning = models.BooleanField(null=True, blank=True)
    # A person said that it is no spam: no rule sets it aside again.
    is_vouched_for = models.BooleanField(default=False)
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

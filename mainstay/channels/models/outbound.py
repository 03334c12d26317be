"""What goes out."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.channels.models.mailboxes import Mailbox
from mainstay.core.clock import now
from mainstay.core.planned import Planned

UNDO_WINDOW = timedelta(seconds=10)


class Outbound(Planned):
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
    # Files as lists of [file name, content type, key in the file store]; of a picture that
    # stands in the HTML also its content id.
    attachments = models.JSONField(default=list)
    # Whose address and way out it takes; without one those of the whole desk.
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, null=True, blank=True, related_name="sent")
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
            # actions._wait_for_turn(): how many left by a mailbox in the last minute
            models.Index(fields=["mailbox", "claimed_at"], name="outbound_by_mailbox"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} ({self.state})"

    @property
    def can_be_undone(self) -> bool:
        return self.state == self.State.HELD

    @property
    def leaves_later(self) -> bool:
        """It waits for a chosen time, not only for the end of the undo window."""
        return self.can_be_undone and self.due_at - self.created_at > 2 * UNDO_WINDOW

    @property
    def can_be_retried(self) -> bool:
        return self.state in (self.State.FAILED, self.State.UNCERTAIN)

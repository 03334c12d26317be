"""What was said in a conversation, and the files that came with it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.channels.models import Outbound, RawMessage
from mainstay.clients.models import Contact
from mainstay.conversations.models.conversations import Conversation
from mainstay.core.clock import now
from mainstay.core.planned import Planned
from mainstay.team.models import Member


class Message(Planned):
    """Something said: by the client, by us, or among us."""

    class Kind(models.TextChoices):
        IN = "in", _("From the client")
        OUT = "out", _("To the client")
        NOTE = "note", _("Internal note")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=4, choices=Kind)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    raw = models.OneToOneField(RawMessage, models.PROTECT, null=True, blank=True)
    outbound = models.OneToOneField(Outbound, models.PROTECT, null=True, blank=True)
    # By which channel it came or left.
    channel = models.CharField(max_length=16, default="email")
    message_id = models.TextField(blank=True, default="")
    # Message-ID and content as one value: the same mail by two ways is one message.
    fingerprint = models.UUIDField(null=True, unique=True)
    # People as lists of [name, address].
    sender = models.JSONField(null=True, blank=True)
    to = models.JSONField(default=list, blank=True)
    cc = models.JSONField(default=list, blank=True)
    subject = models.TextField(blank=True, default="")
    # What the person wrote now; what they quoted and signed with stands apart.
    text = models.TextField(blank=True, default="")
    quoted = models.TextField(blank=True, default="")
    signature = models.TextField(blank=True, default="")
    # What kind of mail it was: "normal", "auto_reply", "bounce", "list", "receipt", "spam".
    mail_kind = models.CharField(max_length=12, default="normal")
    html = models.TextField(blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    # What the sender's clock said; unknown when null.
    sent_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=now)
    # Changed by its sender afterwards, as some channels allow; what it said before.
    edited_at = models.DateTimeField(null=True, blank=True)
    former_text = models.TextField(blank=True, default="")
    # What our mail server found of the sender: {"spf", "dkim", "dmarc", "is_failing"}, or unknown.
    authentication = models.JSONField(null=True, blank=True)
    # A reply that was taken back before it left.
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            # queries.timeline()
            models.Index(fields=["conversation", "at", "id"], name="message_of_conversation"),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_has_its_author",
                condition=(
                    Q(kind="in", contact__isnull=False)
                    | Q(kind__in=["out", "note"], member__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.conversation_id}"


class Attachment(models.Model):
    """A file that came with a message or goes out with it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=127)
    size = models.PositiveIntegerField()
    content_id = models.CharField(max_length=255, blank=True, default="")
    is_inline = models.BooleanField(default=False)
    file = models.CharField(max_length=100)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.filename


def first_words(text: str, length: int = 200) -> str:
    """The beginning of a message on one line, without what it quotes."""
    lines = (line.strip() for line in text.splitlines())
    said = " ".join(line for line in lines if line and not line.startswith(">"))
    return said if len(said) <= length else f"{said[: length - 1].rstrip()}…"


def search_languages() -> tuple[str, ...]:
    """Languages with a text search configuration of their own; others are searched word by word."""
    return ("en", "fr", "es", "ru", "id", "de", "it", "pt", "nl", "no", "sv")

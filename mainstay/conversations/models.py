"""Conversations and what was said in them."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.channels.models import Outbound, RawMessage
from mainstay.clients.models import Contact, Organisation
from mainstay.core.clock import now
from mainstay.team.models import Department, Member

if TYPE_CHECKING:
    pass


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, member: Member) -> ConversationQuerySet:
        """The one door: a member sees their departments' conversations and their own."""
        if not member.is_active:
            return self.none()
        if member.sees_all:
            return self
        return self.filter(Q(department__in=member.department_ids) | Q(assignee=member))

    def unfinished(self) -> ConversationQuerySet:
        return self.filter(state__in=Conversation.UNFINISHED)


class Conversation(models.Model):
    """One matter of one client, from the first message to its end."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        WAITING = "waiting", _("Waiting on the client")
        SOLVED = "solved", _("Solved")
        CLOSED = "closed", _("Closed")

    UNFINISHED = (State.OPEN, State.WAITING)

    subject = models.TextField(_("subject"), blank=True, default="")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="conversations")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="conversations")
    assignee = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    # Since when it is in this state; an open one: since when the client has waited for us.
    since = models.DateTimeField(default=now)
    created_at = models.DateTimeField(default=now)
    last_message_at = models.DateTimeField(default=now)
    # The first words of the last message, for lists.
    last_words = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    # Where its messages went when it turned out to be part of another; it is closed then.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [
            # queries.inbox(): what is unfinished, the longest waiting first
            models.Index(
                fields=["department", "state", "since", "id"],
                name="conversation_unfinished",
                condition=Q(state__in=["open", "waiting"]),
            ),
            models.Index(
                fields=["assignee", "state", "since", "id"],
                name="conversation_mine",
                condition=Q(state__in=["open", "waiting"]),
            ),
            models.Index(
                fields=["state", "since", "id"],
                name="conversation_everywhere",
                condition=Q(state__in=["open", "waiting"]),
            ),
            # queries.inbox() of what is finished, newest first
            models.Index(fields=["state", "-since", "-id"], name="conversation_finished"),
            models.Index(
                fields=["department", "state", "-since", "-id"], name="conversation_finished_dept"
            ),
            models.Index(
                fields=["assignee", "state", "-since", "-id"], name="conversation_finished_mine"
            ),
            # the history of a client
            models.Index(fields=["organisation", "-id"], name="conversation_of_organisation"),
            models.Index(fields=["contact", "-id"], name="conversation_of_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def number(self) -> int:
        """What people call it by."""
        return self.pk

    @property
    def audience(self) -> str:
        return f"department:{self.department_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_finished(self) -> bool:
        return self.state not in self.UNFINISHED


class Message(models.Model):
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


class ThreadKey(models.Model):
    """A Message-ID that belongs to a conversation: had by a message, or only spoken of by one.

    Because the ids that a message refers to are kept too, a parent that arrives after its
    answer joins the conversation which the answer began.
    """

    key = models.UUIDField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.key)


def thread_key(message_id: str) -> uuid.UUID:
    """A Message-ID in 16 bytes; ids can be longer than an index allows."""
    return uuid.UUID(bytes=hashlib.blake2b(message_id.encode(), digest_size=16).digest())


def first_words(text: str, length: int = 200) -> str:
    """The beginning of a message on one line, without what it quotes."""
    lines = (line.strip() for line in text.splitlines())
    said = " ".join(line for line in lines if line and not line.startswith(">"))
    return said if len(said) <= length else f"{said[: length - 1].rstrip()}…"


def search_languages() -> tuple[str, ...]:
    """Languages with a text search configuration of their own; others are searched word by word."""
    return ("en", "fr", "es", "ru", "id", "de", "it", "pt", "nl", "no", "sv")

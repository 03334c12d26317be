"""What keeps people who work on one conversation from getting in each other's way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mainstay.conversations.models.conversations import Conversation, in_family
from mainstay.conversations.models.messages import Message
from mainstay.core.clock import now
from mainstay.team.models import Department, Member


class DraftQuerySet(models.QuerySet["Draft"]):
    def at(self, conversation: Conversation | int) -> DraftQuerySet:
        """Those of a conversation, and of what was merged into it."""
        number = conversation if isinstance(conversation, int) else conversation.pk
        return self.filter(in_family("conversation_id", number))

    def kept(self) -> DraftQuerySet:
        """Without what was thrown away."""
        return self.filter(kind__in=Draft.KINDS)


class Draft(models.Model):
    """An answer or a note that somebody has begun. It stays until it is sent or thrown away."""

    REPLY = "reply"
    NOTE = "note"
    KINDS = (REPLY, NOTE)
    THROWN_AWAY = {REPLY: "r.bin", NOTE: "n.bin"}
    """The kind of what was thrown away, for as long as it can be brought back."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="drafts")
    member = models.ForeignKey(Member, models.CASCADE, related_name="drafts")
    # One of KINDS, or of THROWN_AWAY.
    kind = models.CharField(max_length=5, default="reply")
    text = models.TextField(blank=True, default="")
    # People as lists of [name, address].
    to = models.JSONField(default=list, blank=True)
    cc = models.JSONField(default=list, blank=True)
    bcc = models.JSONField(default=list, blank=True)
    # By which channel it goes, where its writer chose another than would be taken.
    channel = models.CharField(max_length=32, blank=True, default="")
    # Of which it is made. What that does besides happens with sending it.
    saved_reply = models.ForeignKey(
        "conversations.SavedReply", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The newest message that its writer had seen.
    seen_message_id = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField(default=now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "member", "kind"], name="draft_is_one_of_its_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.member_id} in {self.conversation_id}"

    @property
    def is_thrown_away(self) -> bool:
        return self.kind not in self.KINDS

    @property
    def begun_as(self) -> str:
        """The kind it had before it was thrown away."""
        return {thrown: kind for kind, thrown in self.THROWN_AWAY.items()}.get(self.kind, self.kind)


class DraftFile(models.Model):
    """A file that waits with a draft, kept in the file store."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=127)
    size = models.PositiveIntegerField()
    # Set for a picture that stands in the text.
    content_id = models.CharField(max_length=255, blank=True, default="")
    file = models.CharField(max_length=100)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.filename


class Presence(models.Model):
    """Who looks at a conversation, or writes in it, right now."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    is_typing = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "member"], name="presence_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.conversation_id}"


class Mention(models.Model):
    """A member whom a note calls by name."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions")
    member = models.ForeignKey(Member, models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "member"], name="mention_is_one"),
        ]
        indexes = [
            models.Index(
                fields=["member"], name="mention_unseen", condition=Q(seen_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.message_id}"


class Handover(models.Model):
    """A conversation that is offered to somebody, who accepts it or does not."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Member, models.PROTECT, related_name="+")
    # To a member, or to a department in which anybody accepts.
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the next one has to know.
    note = models.TextField(blank=True, default="")
    state = models.CharField(max_length=9, choices=State, default=State.OFFERED)
    at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(state="offered"),
                name="handover_is_offered_once",
            ),
            models.CheckConstraint(
                name="handover_goes_somewhere",
                condition=Q(member__isnull=False) ^ Q(department__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.state}"


class Participant(models.Model):
    """Somebody beside the client who takes part: copied in, or who answered too."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    name = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=320)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "address"], name="participant_is_one"),
        ]

    def __str__(self) -> str:
        return self.address


class Merge(models.Model):
    """That one conversation went into another, and what went: so that it can come back."""

    source = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    target = models.ForeignKey(Conversation, models.CASCADE, related_name="merges")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    message_ids = models.JSONField(default=list)
    thread_keys = models.JSONField(default=list)
    # Where the source stood before: values of its columns by name.
    before = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(undone_at__isnull=True), name="merge_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"


class Link(models.Model):
    """Two conversations that have to do with each other."""

    class Kind(models.TextChoices):
        RELATED = "related", _("Related")
        SPLIT = "split", _("Split off")

    first = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    # Of a split: what was split off the first.
    second = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.RELATED)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="link_is_one"),
            models.CheckConstraint(name="link_joins_two", condition=~Q(first=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.kind} {self.second_id}"

"""What a team writes down once: replies and views."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now
from mainstay.team.models import Department, Member


class SavedReply(models.Model):
    """A text to answer with, in one or more languages. With `changes` it is a macro."""

    name = models.CharField(_("name"), max_length=120)
    # Folders as a path: "Links / Removed".
    folder = models.CharField(_("folder"), max_length=120, blank=True, default="")
    # Whose it is: a member's own, a department's, or everybody's when both are null.
    owner = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="+")
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="+"
    )
    # What it does to the conversation besides: values by the name of the change.
    changes = models.JSONField(default=dict, blank=True)
    times_used = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)
    is_retired = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["folder", "name", "id"]
        verbose_name_plural = "saved replies"
        constraints = [
            models.CheckConstraint(
                name="saved_reply_is_of_one_or_of_all",
                condition=Q(owner__isnull=True) | Q(department__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SavedReplyText(models.Model):
    """A saved reply in one language."""

    reply = models.ForeignKey(SavedReply, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "language"], name="saved_reply_text_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.language}"


class RemarkRule(models.Model):
    """How the team changed a remark before sending. Without a row it is as it came."""

    key = models.CharField(max_length=32, unique=True)
    is_on = models.BooleanField(default=True)
    # Words by language that take the place of ours.
    words = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.key


class View(models.Model):
    """A list of conversations that somebody keeps: by what, in which order, with which columns."""

    name = models.CharField(_("name"), max_length=80)
    # A member's own; shared with a department, or with everybody when both are null.
    owner = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="+")
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="+"
    )
    # A tree of "all", "any" and "not" over [field, operator, value].
    filter = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=list, blank=True)
    sort = models.CharField(max_length=24, default="turn")
    position = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class BulkChange(models.Model):
    """One change to many conversations: how far it is, and how to take it back."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    # The name of the change and its values: {"assign": 12}, {"reply": {...}}.
    changes = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class BulkItem(models.Model):
    """What a bulk change did to one conversation."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Waiting")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "same", _("Was so already")
        REFUSED = "refused", _("Refused")
        UNDONE = "undone", _("Taken back")

    bulk = models.ForeignKey(BulkChange, models.CASCADE, related_name="items")
    conversation = models.ForeignKey("conversations.Conversation", models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.PENDING)
    # Values of the columns it changed, as they were before.
    before = models.JSONField(default=dict)
    # Why it was refused.
    sentence = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bulk", "conversation"], name="bulk_item_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.bulk_id}: {self.conversation_id} {self.outcome}"

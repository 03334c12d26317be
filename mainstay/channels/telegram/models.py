"""Our bots, the chats that people have with them, and what came and went there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.channels.models import Brand, Outbound, RawMessage
from mainstay.core.clock import now
from mainstay.team.models import Department


class TelegramBot(models.Model):
    """One bot of ours: how its messages come, and where they go."""

    class Way(models.TextChoices):
        POLLING = "polling", _("We ask Telegram")
        WEBHOOK = "webhook", _("Telegram calls us")

    # What the desk calls it; clients read the name it was given at Telegram.
    name = models.CharField(_("name"), max_length=120)
    # Telegram's own number of it, which its token begins with.
    bot_id = models.BigIntegerField(unique=True)
    # Without the @; empty until Telegram was asked for the first time.
    username = models.CharField(max_length=64, blank=True, default="")
    # Both sealed, see `mailboxes.sealing`.
    token = models.TextField()
    webhook_secret = models.TextField()
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, blank=True, related_name="+")
    # Where its new conversations begin; without one, where all new mail arrives.
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+"
    )
    way = models.CharField(max_length=8, choices=Way, default=Way.POLLING)
    is_paused = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    # Counts every change of the settings, so that who fetches begins anew with them.
    version = models.PositiveIntegerField(default=1)

    # The first update that we have not kept yet: asking from it lets Telegram forget the others.
    offset = models.BigIntegerField(default=0)
    last_fetched_at = models.DateTimeField(null=True, blank=True)
    # Why nothing comes or leaves right now, in a sentence; empty when all is well.
    last_error = models.TextField(blank=True, default="")
    failing_since = models.DateTimeField(null=True, blank=True)
    sending_error = models.TextField(blank=True, default="")
    # Telegram asked us to send nothing before then.
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="telegram_bot_fails_or_has_no_time_of_failing",
                condition=~Q(last_error="") ^ Q(failing_since__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.username}" if self.username else self.name

    @property
    def is_called(self) -> bool:
        """Whether Telegram calls us, instead of us asking."""
        return self.way == self.Way.WEBHOOK


class TelegramArrival(models.Model):
    """An update that Telegram gave us, whatever became of it: it is counted."""

    bot = models.ForeignKey(TelegramBot, models.PROTECT, related_name="arrivals")
    # Null where none could be read.
    update_id = models.BigIntegerField(null=True, blank=True)
    # Who wrote, where that could be read.
    user_id = models.BigIntegerField(null=True, blank=True)
    # Null when somebody deleted the message here.
    raw = models.ForeignKey(RawMessage, models.SET_NULL, null=True, blank=True, related_name="+")
    # Its bytes were here already.
    is_repeat = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bot", "update_id"], name="telegram_update_is_counted_once"
            ),
        ]
        indexes = [
            # queries.reconciliation() and the list behind each of its figures
            models.Index(fields=["bot", "-id"], name="telegram_arrival_by_bot"),
            # personal.HOLDER
            models.Index(fields=["user_id"], name="telegram_arrival_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.bot_id}: {self.update_id}"


class TelegramChat(models.Model):
    """Somebody who opened a chat with a bot of ours. Only to them a bot may write."""

    bot = models.ForeignKey(TelegramBot, models.PROTECT, related_name="chats")
    user_id = models.BigIntegerField()
    last_seen_at = models.DateTimeField(default=now)
    # Since when they do not let the bot write to them.
    blocked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bot", "user_id"], name="telegram_chat_is_one"),
        ]
        indexes = [
            # ways.chat_of(): where somebody was seen last
            models.Index(fields=["user_id", "-last_seen_at"], name="telegram_chat_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} with {self.bot_id}"


class TelegramFile(models.Model):
    """A file that was fetched from Telegram, so that nobody has to fetch it again."""

    bot = models.ForeignKey(TelegramBot, models.CASCADE, related_name="+")
    # Who sent it.
    user_id = models.BigIntegerField()
    # Telegram's name of the content, the same however often it is sent.
    unique_id = models.CharField(max_length=200)
    # A key of `channels.files`.
    key = models.CharField(max_length=100)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bot", "user_id", "unique_id"], name="telegram_file_is_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return self.unique_id


class TelegramLetter(models.Model):
    """By which bot, and to whom, a message of ours leaves."""

    outbound = models.OneToOneField(
        Outbound, models.CASCADE, primary_key=True, related_name="telegram"
    )
    bot = models.ForeignKey(TelegramBot, models.PROTECT, related_name="letters")
    user_id = models.BigIntegerField()

    class Meta:
        indexes = [
            # turns.turn_of(): what else waits to leave in this chat
            models.Index(fields=["bot", "user_id"], name="telegram_letter_of_chat"),
        ]

    def __str__(self) -> str:
        return f"{self.outbound_id} to {self.user_id}"


class TelegramPart(models.Model):
    """A piece of a message of ours that has left: trying again goes on behind it."""

    letter = models.ForeignKey(TelegramLetter, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    # Telegram's number of it in its chat.
    message_id = models.BigIntegerField()
    sent_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="telegram_part_leaves_once"),
        ]
        indexes = [
            # reading.answered(): which message of ours somebody answers
            models.Index(fields=["message_id"], name="telegram_part_by_message"),
        ]

    def __str__(self) -> str:
        return f"part {self.number} of {self.letter_id}"


class TelegramCode(models.Model):
    """A code, good for one use, by which somebody in a chat says who they are elsewhere."""

    # SHA-256 of the code: whoever reads the database cannot use it.
    digest = models.CharField(max_length=64, unique=True)
    bot = models.ForeignKey(TelegramBot, models.CASCADE, related_name="codes")
    # What it stands for, in the words of whoever asked for it: names and ids.
    stands_for = models.JSONField()
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code {self.pk}"

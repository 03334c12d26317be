"""A client is asked how it went, and answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.clients.models import Contact
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.team.models import Department, Member


class RatingRequestQuerySet(models.QuerySet["RatingRequest"]):
    def visible_to(self, member: Member) -> RatingRequestQuerySet:
        """Those of conversations that the member sees."""
        return self.filter(conversation__in=Conversation.objects.visible_to(member))

    def answered(self) -> RatingRequestQuerySet:
        return self.filter(answered_at__isnull=False)


class RatingRequest(models.Model):
    """One mail with two questions, is it settled and how was it, and what came back."""

    class Score(models.IntegerChoices):
        VERY_BAD = 1, _("very bad")
        BAD = 2, _("bad")
        FAIR = 3, _("fair")
        GOOD = 4, _("good")
        VERY_GOOD = 5, _("very good")

    OPEN_FOR = timedelta(days=30)
    """How long after the mail an answer can be given, and changed."""

    SATISFIED = (Score.GOOD, Score.VERY_GOOD)
    LOW = (Score.VERY_BAD, Score.BAD)
    LONGEST_COMMENT = 2000

    conversation = models.ForeignKey(
        Conversation, models.PROTECT, related_name="rating_requests", db_index=False
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+", db_index=False)
    # Who had it, where it lay and how the client wrote when they were asked.
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=16, default="email")
    language = models.CharField(max_length=8, blank=True, default="")
    sent_at = models.DateTimeField(default=now)
    # The token itself stands in the mail alone.
    token_hash = models.CharField(max_length=64, unique=True)

    # Null until the first answer; either question may stay without one.
    answered_at = models.DateTimeField(null=True, blank=True)
    settled = models.BooleanField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True, choices=Score)
    comment = models.TextField(blank=True, default="")
    # "Not settled" opened the conversation again.
    reopened = models.BooleanField(default=False)

    objects = RatingRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rating_is_one_to_five",
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5),
            ),
            models.CheckConstraint(
                name="rating_is_answered_or_says_nothing",
                condition=Q(answered_at__isnull=False)
                | Q(settled__isnull=True, score__isnull=True, comment="", reopened=False),
            ),
        ]
        indexes = [
            # the ratings of a conversation
            models.Index(fields=["conversation", "-id"], name="rating_of_conversation"),
            # actions.ask(): when the contact was asked last
            models.Index(fields=["contact", "-sent_at"], name="rating_of_contact"),
            # insights.satisfaction: a window, of all departments or of some
            models.Index(fields=["sent_at"], name="rating_by_time"),
            models.Index(fields=["department", "sent_at"], name="rating_of_department"),
            models.Index(fields=["member", "sent_at"], name="rating_of_member"),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk} of conversation {self.conversation_id}"

    @property
    def open_until(self) -> datetime:
        return self.sent_at + self.OPEN_FOR

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_unhappy(self) -> bool:
        """Somebody should look: it is not settled, or the score is low."""
        return self.settled is False or self.score in self.LOW

    @property
    def score_words(self) -> str:
        """The score as people say it; empty without one."""
        return str(self.Score(self.score).label) if self.score else ""


class Concern(models.Model):
    """An unhappy answer that waits for one of us: whoever has the conversation, and each lead."""

    request = models.ForeignKey(RatingRequest, models.CASCADE, related_name="concerns")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    raised_at = models.DateTimeField(default=now)
    # Looked at by the member, or gone because the client thought better of it.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "member"], name="concern_is_told_once"),
        ]
        indexes = [
            # queries.concerns_of()
            models.Index(
                fields=["member", "-raised_at"],
                name="concern_waiting",
                condition=Q(settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"concern of member {self.member_id} about rating {self.request_id}"

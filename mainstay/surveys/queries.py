"""Compound reads about ratings and reviews, shaped for a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from mainstay.conversations.models import Conversation
from mainstay.core.prepared import prepared
from mainstay.surveys.models import Concern, RatingRequest, Review, Sampled
from mainstay.team.models import Member

_MOST = 50


@dataclass(frozen=True)
class Rated:
    """What became of one request, beside the conversation it is about."""

    id: int
    conversation_id: int
    subject: str
    contact_name: str
    sent_at: datetime
    answered_at: datetime | None
    settled: bool | None
    score: int | None
    comment: str

    @property
    def score_words(self) -> str:
        return str(RatingRequest.Score(self.score).label) if self.score else ""

    @property
    def is_unhappy(self) -> bool:
        return self.settled is False or self.score in RatingRequest.LOW


@dataclass(frozen=True)
class ToReview:
    """A drawn conversation, and whether this member has reviewed it."""

    id: int
    conversation_id: int
    subject: str
    member_id: int
    member_name: str
    department: str
    is_first_contact: bool
    is_reviewed: bool


_RATED = (
    *("id", "conversation_id", "conversation__subject", "contact__name"),
    *("sent_at", "answered_at", "settled", "score", "comment"),
)


def rated(ids: Sequence[int]) -> list[Rated]:
    """These requests, the latest first."""
    rows = RatingRequest.objects.filter(pk__in=ids).order_by("-sent_at", "-id")
    return [Rated(*row) for row in rows.values_list(*_RATED)]


def has_ratings(conversation: Conversation) -> bool:
    """Whether anything was asked: a fifth of the cost of `ratings_of`, where most have none."""
    return _asked.exists(conversation.pk)


@prepared
def _asked(conversation_id: int) -> QuerySet[RatingRequest]:
    return RatingRequest.objects.filter(conversation=conversation_id)


def ratings_of(conversation: Conversation, member: Member) -> list[tuple[Rated, bool]]:
    """What was asked and answered about one conversation, the latest first.

    With each, whether this member has still to look at it.
    """
    waiting = Concern.objects.filter(request=OuterRef("pk"), member=member, settled_at__isnull=True)
    rows = RatingRequest.objects.filter(conversation=conversation).order_by("-id")
    found = rows.annotate(waits=Exists(waiting)).values_list(*_RATED, "waits")[:_MOST]
    return [(Rated(*row[:-1]), row[-1]) for row in found]


def concerns_of(member: Member) -> list[Rated]:
    """Unhappy answers that wait for this member, as far as they see the conversation."""
    waiting = Concern.objects.filter(member=member, settled_at__isnull=True)
    visible = Conversation.objects.visible_to(member)
    rows = waiting.filter(request__conversation__in=visible).order_by("-raised_at", "-id")
    columns = [f"request__{name}" for name in _RATED[1:]]
    return [Rated(*row) for row in rows.values_list("request_id", *columns)[:_MOST]]


def latest_sample(member: Member) -> date | None:
    """The Monday of the last week of which this member may review something."""
    weeks = Sampled.objects.visible_to(member).order_by("-week")
    return weeks.values_list("week", flat=True).first()


def sample(member: Member, week: date) -> list[ToReview]:
    """What this member may review of a week: first contacts first, everybody in turn."""
    done = Review.objects.filter(conversation=OuterRef("conversation"), reviewer=member)
    rows = Sampled.objects.visible_to(member).filter(week=week)
    ordered = rows.annotate(is_done=Exists(done)).order_by(
        "is_done", F("is_first_contact").desc(), "place", "member__name", "id"
    )
    columns = (
        *("id", "conversation_id", "conversation__subject", "member_id", "member__name"),
        *("department__name", "is_first_contact", "is_done"),
    )
    return [ToReview(*row) for row in ordered.values_list(*columns)]


def reviews_about(member: Member) -> list[Review]:
    """The latest reviews of this member's own conversations."""
    rows = Review.objects.filter(member=member).select_related("conversation", "reviewer")
    return list(rows.order_by("-at", "-id")[:_MOST])

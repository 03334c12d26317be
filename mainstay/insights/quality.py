"""How well conversations are led, by what leads said of a sample.

On each axis the figure is the share of reviews that say "fully", with a Wilson interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek

from mainstay.insights.intervals import Share
from mainstay.insights.windows import Window, monday_of
from mainstay.surveys.models import Review, ReviewQuerySet
from mainstay.team.models import Member

WEEKS = 12

_FULLY = {
    f"fully_{axis}": Count("pk", filter=Q(**{axis: Review.Score.FULLY})) for axis in Review.AXES
}


@dataclass(frozen=True)
class Reviewed:
    """`shares` are of the three axes, in the order of `Review.AXES`."""

    key: str
    name: str
    n: int
    shares: tuple[Share, ...]


def of_whom(member: Member) -> ReviewQuerySet:
    """The reviews whose figures this member sees: their own, a lead those of their people."""
    return Review.objects.visible_to(member)


def whole(rows: ReviewQuerySet) -> Reviewed:
    counts = rows.aggregate(n=Count("pk"), **_FULLY)
    return _reviewed("", "", counts)


def trend(rows: ReviewQuerySet, today: date, zone: ZoneInfo) -> list[tuple[date, Reviewed]]:
    """The last weeks in which there was a review, each with its Monday."""
    window = Window(monday_of(today) - timedelta(weeks=WEEKS - 1), today, zone)
    inside = rows.filter(at__gte=window.begins_at, at__lt=window.ends_at)
    weeks = inside.annotate(week=TruncWeek("at", tzinfo=zone)).values("week")
    counted = weeks.annotate(n=Count("pk"), **_FULLY).order_by("week")
    return [(each["week"].date(), _reviewed("", "", each)) for each in counted]


def by_member(rows: ReviewQuerySet) -> list[Reviewed]:
    """A line for each member who was reviewed, by name."""
    counted = rows.values("member_id", "member__name").annotate(n=Count("pk"), **_FULLY)
    return [
        _reviewed(str(each["member_id"]), each["member__name"], each)
        for each in counted.order_by("member__name", "member_id")
    ]


def _reviewed(key: str, name: str, counts: Mapping[str, Any]) -> Reviewed:
    n = counts["n"]
    return Reviewed(key, name, n, tuple(Share(counts[f"fully_{axis}"], n) for axis in Review.AXES))

"""What people ask: categories by week, their rank, and how it moves.

A conversation counts in the week in which it began. Drift is measured against the four weeks
before: the change of rank, and the change of the share with Newcombe's interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek

from mainstay.conversations.models import Conversation
from mainstay.insights.categories import category_names
from mainstay.insights.intervals import Interval, Share, difference
from mainstay.insights.windows import Window
from mainstay.team.models import Member

WEEKS = 12
"""How many are shown, the chosen one last."""

BEFORE = 4
"""With how many weeks before it the chosen one is compared."""

TOP = 10

A_FEW = 3
"""Fewer are no news, whatever their rank."""

Counts = Mapping[tuple[int | None, date], int]


@dataclass(frozen=True)
class Topic:
    """A category in a week. Ranks count from 1; None: not asked about then."""

    category_id: int | None
    name: str
    # By week, the oldest first; the last is the chosen week.
    weeks: tuple[int, ...]
    share: Share
    share_before: Share
    rank: int | None
    rank_before: int | None

    @property
    def count(self) -> int:
        return self.weeks[-1]

    @property
    def change(self) -> Interval:
        """Of the share, in fractions, against the weeks before."""
        return difference(self.share, self.share_before)

    @property
    def has_moved(self) -> bool:
        """Whether the change is more than chance makes."""
        enough = self.share.is_telling and self.share_before.is_telling
        return enough and self.change.excludes_zero

    @property
    def is_new_at_the_top(self) -> bool:
        """Among the ten most asked, and not before."""
        was_there = self.rank_before is not None and self.rank_before <= TOP
        is_there = self.rank is not None and self.rank <= TOP and self.count >= A_FEW
        return is_there and not was_there


@dataclass(frozen=True)
class Report:
    """`uncategorised` is what nobody has given a topic: it has no rank."""

    week: date
    topics: tuple[Topic, ...]
    uncategorised: Topic
    total: int
    total_before: int


def report(member: Member, week: date, zone: ZoneInfo) -> Report:
    """Of the week that begins on this Monday, over what the member may see. Two queries."""
    weeks = [week - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    counts = _counts(member, Window(weeks[0], week + timedelta(days=6), zone))
    names = category_names()
    totals = Counter[date]()
    for (_category, monday), n in counts.items():
        totals[monday] += n
    before = weeks[-1 - BEFORE : -1]
    total, total_before = totals[week], sum(totals[each] for each in before)

    seen = {category for category, _monday in counts if category is not None}
    now = {each: counts.get((each, week), 0) for each in seen}
    past = {each: sum(counts.get((each, monday), 0) for monday in before) for each in seen}
    ranks, ranks_before = _ranks(now), _ranks(past)

    def topic(category: int | None, name: str) -> Topic:
        by_week = tuple(counts.get((category, monday), 0) for monday in weeks)
        earlier = sum(by_week[-1 - BEFORE : -1])
        return Topic(
            category,
            name,
            by_week,
            Share(by_week[-1], total),
            Share(earlier, total_before),
            ranks.get(category) if category else None,
            ranks_before.get(category) if category else None,
        )

    # What was not asked for five weeks is no row of this week's report.
    lately = [each for each in seen if now[each] or past[each]]
    topics = [topic(each, names.get(each, str(each))) for each in lately]
    topics.sort(key=lambda each: (-each.count, each.rank_before or len(seen) + 1, each.name))
    return Report(week, tuple(topics), topic(None, ""), total, total_before)


def behind(
    member: Member, category: int | None, first: date, last: date, zone: ZoneInfo
) -> QuerySet[Conversation]:
    """The conversations that were counted for a topic on these days."""
    return _counted(member, Window(first, last, zone)).filter(category=category)


def _counted(member: Member, window: Window) -> QuerySet[Conversation]:
    """What clients have begun in the window, each matter once."""
    rows = Conversation.objects.visible_to(member).listed()
    return rows.filter(
        created_at__gte=window.begins_at,
        created_at__lt=window.ends_at,
        contact__isnull=False,
        merged_into__isnull=True,
    )


def _counts(member: Member, window: Window) -> Counts:
    rows = _counted(member, window).annotate(week=TruncWeek("created_at", tzinfo=window.zone))
    counted = rows.values("category_id", "week").annotate(n=Count("pk")).order_by()
    return {
        (category, week.date()): n
        for category, week, n in counted.values_list("category_id", "week", "n")
    }


def _ranks(counts: Mapping[int, int]) -> dict[int, int]:
    """The most asked is 1; who has as many has the same rank. Without any there is none."""
    asked = sorted((n for n in counts.values() if n), reverse=True)
    return {each: asked.index(n) + 1 for each, n in counts.items() if n}

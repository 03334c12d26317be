"""What people ask, week by week."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.core.clock import now
from mainstay.insights import topics as report
from mainstay.insights.categories import SEPARATOR
from mainstay.insights.exporting import topic_rows
from mainstay.insights.topics import BEFORE, TOP, WEEKS, Report, Topic
from mainstay.insights.windows import monday_of, week_name, week_of
from mainstay.ui.context import Column, EmptyState
from mainstay.web.addresses import reverse
from mainstay.web.insights.charts import Spark, spark
from mainstay.web.insights.pages import as_file, day, insights_page, zone_of
from mainstay.web.insights.shown import ShareView, between, points, show_share
from mainstay.web.pages import MemberRequest


@dataclass(frozen=True)
class TopicView:
    """A row. `moved` is how many ranks it rose, below zero fell; None when it is new."""

    name: str
    rank: int | None
    rank_before: int | None
    moved: int | None
    count: int
    count_url: str
    before: int
    before_url: str
    share: ShareView
    change: str
    low: str
    high: str
    # Whether there is enough to speak of a change, and whether it is more than chance.
    is_telling: bool
    has_moved: bool
    is_new_at_the_top: bool
    spark: Spark
    # The same in words, for who does not see the line.
    spark_words: str


@require_safe
def topics(request: MemberRequest) -> HttpResponse:
    week = _chosen_week(request)
    found = report.report(request.user, week, zone_of(request.user))
    shown = [_shown(each, found) for each in found.topics]
    this_week = monday_of(now().astimezone(zone_of(request.user)).date())
    context = {
        "week": week,
        "sunday": week + timedelta(days=6),
        "week_words": f"{day(week)} – {day(week + timedelta(days=6))}",
        "is_running": week == this_week,
        "older_url": f"?week={week_name(week - timedelta(days=7))}",
        "newer_url": f"?week={week_name(week + timedelta(days=7))}" if week < this_week else "",
        "finding": _finding(found),
        "topics": shown,
        "top": _bars(shown[:TOP]),
        "uncategorised": _shown(found.uncategorised, found),
        "total": found.total,
        "columns": [
            Column(_("Rank"), is_number=True),
            Column(_("Topic"), is_row_header=True),
            Column(_("Conversations"), is_number=True),
            Column(_("Share of the week"), is_number=True),
            Column(_("Four weeks before"), is_number=True),
            Column(_("Change in points"), is_number=True),
            Column(_("{count} weeks").format(count=WEEKS)),
        ],
        "before": BEFORE,
        "export_url": f"{reverse('web:topics_export')}?week={week_name(week)}",
        "computed_at": now(),
        "empty": EmptyState(
            _("Nobody wrote in this week"),
            _("Conversations stand here by their topic, in the week in which they began."),
            icon="insights",
        ),
    }
    return insights_page(request, "web/insights/topics.html", context, at="topics")


@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    week = _chosen_week(request)
    found = report.report(request.user, week, zone_of(request.user))
    return as_file(topic_rows(found, _("Without a topic")), f"topics-{week_name(week)}")


def _chosen_week(request: MemberRequest) -> date:
    """The week asked for, else the last that is over. None lies ahead."""
    this_week = monday_of(now().astimezone(zone_of(request.user)).date())
    asked = week_of(request.GET.get("week", ""))
    return min(asked, this_week) if asked else this_week - timedelta(days=7)


def _shown(topic: Topic, found: Report) -> TopicView:
    def behind(**more: str) -> str:
        category = str(topic.category_id or "none")
        asked = urlencode({"category": category, "week": week_name(found.week), **more})
        return f"{reverse('web:topic_conversations')}?{asked}"

    low, high = between(topic.change)
    both = topic.rank is not None and topic.rank_before is not None
    return TopicView(
        name=topic.name or _("Without a topic"),
        rank=topic.rank,
        rank_before=topic.rank_before,
        moved=(topic.rank_before or 0) - (topic.rank or 0) if both else None,
        count=topic.count,
        count_url=behind(),
        before=topic.share_before.hits,
        before_url=behind(before="1"),
        share=show_share(topic.share, behind()),
        change=points(topic.share.value - topic.share_before.value),
        low=low,
        high=high,
        is_telling=topic.share.is_telling and topic.share_before.is_telling,
        has_moved=topic.has_moved,
        is_new_at_the_top=topic.is_new_at_the_top and found.total_before > 0,
        spark=spark(topic.weeks),
        spark_words=_("By week, the oldest first: {counts}").format(
            counts=", ".join(map(str, topic.weeks))
        ),
    )


def _finding(found: Report) -> str:
    """The one sentence over the chart: what moved most, if anything did."""
    moved = [each for each in found.topics if each.has_moved]
    if not moved:
        return _("No topic moved more than chance would move it")
    most = max(moved, key=lambda each: abs(each.share.value - each.share_before.value))
    words = {"name": most.name, "points": points(most.share.value - most.share_before.value)}
    if most.change.low > 0:
        return _("“{name}” is asked more: {points} points of all conversations").format(**words)
    return _("“{name}” is asked less: {points} points of all conversations").format(**words)


@dataclass(frozen=True)
class Bar:
    name: str
    count: int
    y: int
    width: float
    has_moved: bool


def _bars(shown: list[TopicView]) -> list[Bar]:
    """The most asked as bars, from zero, by the last part of their names."""
    most = max((each.count for each in shown), default=0)
    return [
        Bar(
            each.name.rpartition(SEPARATOR)[2],
            each.count,
            10 + 26 * place,
            round(300 * each.count / most, 1),
            each.has_moved,
        )
        for place, each in enumerate(shown)
        if each.count
    ]

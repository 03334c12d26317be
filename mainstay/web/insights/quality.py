"""Reviews: what waits to be reviewed, how it goes, and what was said of one's own work."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.core.clock import now
from mainstay.insights import quality as report
from mainstay.insights.intervals import ENOUGH
from mainstay.insights.quality import Reviewed
from mainstay.insights.windows import week_name, week_of
from mainstay.surveys import queries
from mainstay.surveys.actions.sampling import PER_MEMBER
from mainstay.surveys.models import Review, ReviewQuerySet
from mainstay.ui.context import Column
from mainstay.web.addresses import reverse
from mainstay.web.insights.charts import Whiskers, whiskers
from mainstay.web.insights.pages import day, insights_page, zone_of
from mainstay.web.insights.shown import ShareView, show_share
from mainstay.web.pages import MemberRequest


@dataclass(frozen=True)
class AxisView:
    """One axis of the rubric over the weeks."""

    name: str
    whole: ShareView
    chart: Whiskers | None
    weeks: list[tuple[str, ShareView]]


@require_safe
def quality(request: MemberRequest) -> HttpResponse:
    member = request.user
    rows = report.of_whom(member)
    whole = report.whole(rows)
    latest = queries.latest_sample(member)
    week = _chosen_week(request, latest)
    sample = queries.sample(member, week) if week else []
    context = {
        "axes": _axes(rows, whole, zone_of(member)),
        "count": whole.n,
        "members": [
            (each.name, each.n, [show_share(share) for share in each.shares])
            for each in (report.by_member(rows) if member.keeps_watch else [])
        ],
        "member_columns": [
            Column(_("Member"), is_row_header=True),
            Column(_("Reviews"), is_number=True),
            *(Column(name, is_number=True) for name in axis_names()),
        ],
        "is_reviewing": member.keeps_watch,
        "week": week,
        "week_words": f"{day(week)} – {day(week + timedelta(days=6))}" if week else "",
        "sample": sample,
        "left": sum(not each.is_reviewed for each in sample),
        "sample_columns": [
            Column(_("Conversation"), is_row_header=True),
            Column(_("Member")),
            Column(_("Department")),
            Column(""),
        ],
        "older_url": _week_url(week - timedelta(days=7)) if week else "",
        "newer_url": _week_url(week + timedelta(days=7)) if week and week != latest else "",
        "own": [_own(each) for each in queries.reviews_about(member)],
        "enough": ENOUGH,
        "per_member": PER_MEMBER,
        "computed_at": now(),
    }
    return insights_page(request, "web/insights/quality.html", context, at="quality")


def axis_names() -> list[str]:
    return [str(name) for name in Review.AXIS_NAMES.values()]


def _axes(rows: ReviewQuerySet, whole: Reviewed, zone: ZoneInfo) -> list[AxisView]:
    weeks = report.trend(rows, now().astimezone(zone).date(), zone)
    made = []
    for place, name in enumerate(axis_names()):
        shares = [(day(monday), each.shares[place]) for monday, each in weeks]
        shown = [(label, show_share(share)) for label, share in shares]
        made.append(AxisView(name, show_share(whole.shares[place]), whiskers(shares), shown))
    return made


def _chosen_week(request: MemberRequest, latest: date | None) -> date | None:
    asked = week_of(request.GET.get("week", ""))
    return min(asked, latest) if asked and latest else latest


def _week_url(monday: date) -> str:
    return f"{reverse('web:quality')}?week={week_name(monday)}"


def _own(review: Review) -> tuple[Review, list[tuple[str, str]]]:
    scores = [
        (name, str(Review.Score(getattr(review, axis)).label))
        for name, axis in zip(axis_names(), Review.AXES, strict=True)
    ]
    return review, scores

"""What clients say of us, and what waits because of it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.core.clock import now
from mainstay.insights import satisfaction as report
from mainstay.insights.exporting import satisfaction_rows
from mainstay.insights.intervals import ENOUGH, Share
from mainstay.insights.satisfaction import WAYS, By, Line
from mainstay.surveys import queries
from mainstay.ui.context import Column, EmptyState, Option
from mainstay.web.addresses import reverse
from mainstay.web.insights.charts import whiskers
from mainstay.web.insights.pages import SPANS, Span, as_file, chosen_span, day, insights_page
from mainstay.web.insights.shown import ShareView, number, percent, show_share
from mainstay.web.pages import MemberRequest


@dataclass(frozen=True)
class LineView:
    """One group, every count with the way to what it counted."""

    name: str
    sent: int
    sent_url: str
    response: ShareView
    csat: ShareView
    # Empty when there is not enough to say.
    mean: str
    confirmed: ShareView


@require_safe
def satisfaction(request: MemberRequest) -> HttpResponse:
    span, by = chosen_span(request), _chosen_way(request)
    whole = report.whole(request.user, span.window)
    weeks = report.by_week(request.user, span.window)
    context = {
        "span": span,
        "spans": _spans(span, by),
        "by": by,
        "ways": _ways(span, by),
        "whole": _shown(whole, span, None),
        "finding": _finding(whole.csat),
        "chart": whiskers([(day(monday), share) for monday, share in weeks]),
        "weeks": [(day(monday), show_share(share)) for monday, share in weeks],
        "lines": [_shown(each, span, by) for each in report.lines(request.user, span.window, by)],
        "columns": _columns(),
        "week_columns": [
            Column(_("Week of"), is_row_header=True),
            Column(_("CSAT"), is_number=True),
        ],
        "concerns": queries.concerns_of(request.user),
        "export_url": f"{reverse('web:satisfaction_export')}?{_query(span, by)}",
        "computed_at": now(),
        "enough": ENOUGH,
        "empty": EmptyState(
            _("No client was asked in this time"),
            _("When a conversation is solved, its client gets one mail with two questions."),
            icon="star",
        ),
    }
    status = 422 if span.form.errors else 200
    return insights_page(
        request, "web/insights/satisfaction.html", context, at="satisfaction", status=status
    )


@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    """The table as it is chosen on the page."""
    span, by = chosen_span(request), _chosen_way(request)
    rows = satisfaction_rows(report.lines(request.user, span.window, by))
    name = f"satisfaction-{by}-{span.window.first}-{span.window.last}"
    return as_file(rows, name)


def _chosen_way(request: MemberRequest) -> By:
    asked = request.GET.get("by", "")
    return next((way for way in WAYS if way == asked), "first")


def _spans(span: Span, by: By) -> list[Option]:
    return [
        Option(
            _("{count} days").format(count=days),
            f"?{urlencode({'days': days, 'by': by})}",
            is_current=span.query.get("days") == str(days),
        )
        for days in SPANS
    ]


def _ways(span: Span, by: By) -> list[Option]:
    names = {
        "first": _("First contact"),
        "department": _("Department"),
        "member": _("Member"),
        "category": _("Topic"),
        "channel": _("Channel"),
    }
    return [Option(names[way], f"?{_query(span, way)}", is_current=way == by) for way in WAYS]


def _columns() -> list[Column]:
    return [
        Column(_("Group"), is_row_header=True),
        Column(_("Asked"), is_number=True),
        Column(_("Answered"), is_number=True),
        Column(_("Satisfied (4 or 5)"), is_number=True),
        Column("", is_number=True),
        Column(_("Mean of 5"), is_number=True),
        Column(_("Said it is settled"), is_number=True),
    ]


def _shown(line: Line, span: Span, by: By | None) -> LineView:
    def behind(figure: str) -> str:
        way = {"by": by, "key": line.key} if by else {}
        asked = urlencode({**span.query, **way, "figure": figure})
        return f"{reverse('web:satisfaction_answers')}?{asked}"

    return LineView(
        name=line.name,
        sent=line.sent,
        sent_url=behind("sent"),
        response=show_share(line.response, behind("answered"), behind("sent")),
        csat=show_share(line.csat, behind("satisfied"), behind("scored")),
        mean=number(line.mean, 2) if line.csat.is_telling else "",
        confirmed=show_share(line.confirmed, behind("settled"), behind("said")),
    )


def _finding(csat: Share) -> str:
    if not csat.is_telling:
        return _("Not enough to say yet: needs {enough} scores, has {count}").format(
            enough=ENOUGH, count=csat.n
        )
    return _("{share} of those who gave a score are satisfied").format(share=percent(csat.value))


def _query(span: Span, by: By) -> str:
    return urlencode({**span.query, "by": by})

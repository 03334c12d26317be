"""The page that carries a report, and the spans of time one chooses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.core.clock import now
from mainstay.insights.windows import LONGEST, Window, last_days
from mainstay.team.models import Member
from mainstay.ui.context import Option
from mainstay.ui.dates import short_day
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, page

SPANS = (7, 30, 90)
USUAL = 30


def insights_page(
    request: MemberRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    at: str,
    status: int = 200,
) -> HttpResponse:
    """A report. `at` names it among the tabs ("topics")."""
    tabs = [
        Option(label, reverse(f"web:{name}"), is_current=name == at)
        for name, label in (
            ("satisfaction", _("Satisfaction")),
            ("topics", _("Topics")),
            ("quality", _("Quality")),
        )
    ]
    return page(request, template, {**context, "tabs": tabs}, at="insights", status=status)


def zone_of(member: Member) -> ZoneInfo:
    return ZoneInfo(member.time_zone)


class DatesForm(forms.Form):
    """Own dates. Both days count."""

    first = forms.DateField(
        label=gettext_lazy("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=gettext_lazy("To"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and first > last:
            self.add_error("last", _("The end lies before the beginning."))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last", _("Choose two years at most."))
        return given


@dataclass(frozen=True)
class Span:
    """The window that was chosen, and how it is said in addresses."""

    window: Window
    query: dict[str, str]
    # Filled only for own dates that make no sense.
    form: DatesForm

    @property
    def words(self) -> str:
        return f"{day(self.window.first)} – {day(self.window.last)}"


def chosen_span(request: MemberRequest) -> Span:
    """`days=7`, or `first` and `last`; the usual days for what makes no sense."""
    zone = zone_of(request.user)
    if "first" in request.GET or "last" in request.GET:
        form = DatesForm(request.GET)
        if form.is_valid():
            first, last = form.cleaned_data["first"], form.cleaned_data["last"]
            given = {"first": first.isoformat(), "last": last.isoformat()}
            return Span(Window(first, last, zone), given, form)
        window = last_days(USUAL, now(), zone)
        return Span(window, {"days": str(USUAL)}, form)
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, SPANS) else USUAL
    window = last_days(days, now(), zone)
    initial = {"first": window.first, "last": window.last}
    return Span(window, {"days": str(days)}, DatesForm(initial=initial))


def day(moment: date) -> str:
    """A day as short as it is clear: "24 Oct", with its year when that is another one."""
    return short_day(moment, with_year=moment.year != now().year)


def as_file(rows: Iterator[str], name: str) -> StreamingHttpResponse:
    """A report to save. The mark at its beginning tells a spreadsheet that it is Unicode."""
    return StreamingHttpResponse(
        iter(["\ufeff", *rows]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )

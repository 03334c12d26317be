"""What clients say of us, counted: who was asked, who answered, how many are content.

A figure is about the requests that were sent in a window. The response rate is answers of mails
sent. CSAT is the share of 4 and 5 among scores (top-2 box); the mean is another figure and
always stands beside its number. Each share carries a Wilson interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _

from mainstay.clients.models import Channel
from mainstay.insights.categories import category_names
from mainstay.insights.intervals import Share
from mainstay.insights.windows import Window
from mainstay.surveys.models import RatingRequest, RatingRequestQuerySet
from mainstay.team.models import Department, Member

By = Literal["first", "department", "member", "category", "channel"]
WAYS: tuple[By, ...] = get_args(By)

Figure = Literal["sent", "answered", "scored", "satisfied", "said", "settled", "unhappy"]
FIGURES: Mapping[str, Q] = {
    "sent": Q(),
    "answered": Q(answered_at__isnull=False),
    "scored": Q(score__isnull=False),
    "satisfied": Q(score__in=RatingRequest.SATISFIED),
    "said": Q(settled__isnull=False),
    "settled": Q(settled=True),
    "unhappy": Q(settled=False) | Q(score__in=RatingRequest.LOW),
}
"""What each figure counts, so that the list behind it is what was counted."""

_COLUMNS: Mapping[By, str] = {
    "first": "conversation__is_first_contact",
    "department": "department_id",
    "member": "member_id",
    "category": "conversation__category_id",
    "channel": "channel",
}


@dataclass(frozen=True)
class Line:
    """One group of requests. `key` names it in addresses: an id, a word, or "none"."""

    key: str
    name: str
    sent: int
    answered: int
    scored: int
    satisfied: int
    said: int
    settled: int
    total: int

    @property
    def response(self) -> Share:
        return Share(self.answered, self.sent)

    @property
    def csat(self) -> Share:
        return Share(self.satisfied, self.scored)

    @property
    def confirmed(self) -> Share:
        """Settled, of those who said whether it is."""
        return Share(self.settled, self.said)

    @property
    def mean(self) -> float:
        """Of the scores, 1 to 5; 0 without any."""
        return self.total / self.scored if self.scored else 0.0


def counted_for(member: Member, by: By | None = None) -> RatingRequestQuerySet:
    """The requests whose numbers this member may know.

    One's own and those of one's departments. By member, everybody but leads sees their own alone.
    """
    rows = RatingRequest.objects.all()
    if not member.is_active:
        return rows.none()
    if by == "member" and not member.keeps_watch:
        return rows.filter(member=member)
    if member.sees_all:
        return rows
    return rows.filter(Q(department__in=member.department_ids) | Q(member=member))


def within(rows: RatingRequestQuerySet, window: Window) -> RatingRequestQuerySet:
    return rows.filter(sent_at__gte=window.begins_at, sent_at__lt=window.ends_at)


def whole(member: Member, window: Window) -> Line:
    """All of it in one line."""
    counts = within(counted_for(member), window).aggregate(**_counts())
    return _line("", "", counts)


def lines(member: Member, window: Window, by: By) -> list[Line]:
    """A line for each group: first contacts first, the rest by how many were asked."""
    column = _COLUMNS[by]
    rows = within(counted_for(member, by), window)
    found = list(rows.values(column).annotate(**_counts()).order_by())
    names = _names(by, [each[column] for each in found])
    made = [_line(_key(each[column]), names[each[column]], each) for each in found]
    if by == "first":
        return sorted(made, key=lambda line: line.key != "true")
    return sorted(made, key=lambda line: (line.key == "none", -line.sent, line.name))


def group(rows: RatingRequestQuerySet, by: By, key: str) -> RatingRequestQuerySet:
    """Those of one line. A key that names none finds nothing."""
    column = _COLUMNS[by]
    if by == "first":
        return rows.filter(**{column: key == "true"})
    if by == "channel":
        return rows.filter(channel=key)
    if key == "none":
        return rows.filter(**{f"{column}__isnull": True})
    return rows.filter(**{column: int(key)}) if _is_id(key) else rows.none()


def by_week(member: Member, window: Window) -> list[tuple[date, Share]]:
    """CSAT by the week of asking, each with its Monday; weeks without a score are left out."""
    scored = within(counted_for(member), window).filter(score__isnull=False)
    weeks = scored.annotate(week=TruncWeek("sent_at", tzinfo=window.zone)).values("week")
    counted = weeks.annotate(n=Count("pk"), hits=Count("pk", filter=FIGURES["satisfied"])).order_by(
        "week"
    )
    return [
        (week.date(), Share(hits, n)) for week, n, hits in counted.values_list("week", "n", "hits")
    ]


def _counts() -> dict[str, Count | Sum]:
    counted: dict[str, Count | Sum] = {
        name: Count("pk", filter=condition) if condition else Count("pk")
        for name, condition in FIGURES.items()
        if name != "unhappy"
    }
    return {**counted, "total": Sum("score", default=0)}


def _line(key: str, name: str, counts: Mapping[str, int]) -> Line:
    columns = ("sent", "answered", "scored", "satisfied", "said", "settled", "total")
    return Line(key, name, **{column: counts[column] for column in columns})


def _key(value: object) -> str:
    if value is None:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _names(by: By, keys: list[Any]) -> Mapping[Any, str]:
    names: dict[Any, str] = {}
    if by == "first":
        names = {True: _("First contacts"), False: _("Clients who were here before")}
    elif by == "department":
        names = dict(Department.objects.filter(pk__in=keys).values_list("pk", "name"))
    elif by == "member":
        names = {None: _("Nobody had it")}
        names |= dict(Member.objects.filter(pk__in=keys).values_list("pk", "name"))
    elif by == "category":
        names = {None: _("Without a topic"), **category_names()}
    else:
        names = {key: channel_name(str(key)) for key in keys}
    return names


def channel_name(channel: str) -> str:
    """As people call it; one that was removed by its code."""
    return str(dict(Channel.choices).get(channel, channel))


def _is_id(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 19

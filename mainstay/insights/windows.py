"""Spans of days as the reader counts them: in their own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST = 731
"""Days."""


@dataclass(frozen=True)
class Window:
    """Whole days, both ends included."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.first, time.min, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time.min, self.zone)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def last_days(days: int, moment: datetime, zone: ZoneInfo) -> Window:
    """So many days, today among them."""
    today = moment.astimezone(zone).date()
    return Window(today - timedelta(days=days - 1), today, zone)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(name: str) -> date | None:
    """The Monday of a week like "2026-W46"; None for what names none."""
    try:
        return datetime.strptime(f"{name}-1", "%G-W%V-%u").date()  # noqa: DTZ007  (a day)
    except ValueError:
        return None


def week_name(monday: date) -> str:
    return monday.strftime("%G-W%V")

"""Weeks begin on Monday, as ISO 8601 counts them."""

from datetime import UTC, date, datetime, time, timedelta


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def begins_at(day: date) -> datetime:
    """Midnight of a day, in UTC: a sample is one for the whole desk, in whatever zone."""
    return datetime.combine(day, time.min, UTC)

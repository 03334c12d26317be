"""Moments to come, in the reader's time zone: chosen, read and told."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.ui.dates import short_day, weekday

EVENING, MORNING = time(19), time(9)
_LAST_CALL_FOR_TONIGHT = time(18)
_MONDAY = 0


@dataclass(frozen=True)
class Moment:
    """A choice: "Tomorrow", with the value that a form sends and the time in words."""

    label: str
    value: str
    words: str


def choices() -> list[Moment]:
    """Tonight while that lies ahead, tomorrow, and Monday when that is not tomorrow."""
    here = timezone.localtime(now())
    today = here.date()
    found = []
    if here.time() < _LAST_CALL_FOR_TONIGHT:
        found.append(_moment(_("Tonight"), today, EVENING))
    tomorrow = today + timedelta(days=1)
    found.append(_moment(_("Tomorrow"), tomorrow, MORNING))
    if tomorrow.weekday() != _MONDAY:
        days = (_MONDAY - today.weekday()) % 7 or 7
        found.append(_moment(_("Monday"), today + timedelta(days=days), MORNING))
    return found


def read(value: str) -> datetime:
    """The moment that a form sent, as the reader's clock says it. Raises Refused."""
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone.get_current_timezone())
        moment.astimezone(timezone.get_default_timezone())
    except (ValueError, OverflowError) as error:
        raise Refused(_("Choose a day and a time.")) from error
    return moment


def told(moment: datetime) -> str:
    """As briefly as it stays clear: 19:00, Mon 09:00, 3 Nov 09:00, 3 Nov 2027."""
    here, there = timezone.localtime(now()), timezone.localtime(moment)
    clock = formats.date_format(there, "H:i")
    days = (there.date() - here.date()).days
    if days == 0:
        return clock
    if 0 < days < 7:
        return f"{weekday(there)} {clock}"
    if there.year == here.year:
        return f"{short_day(there)} {clock}"
    return short_day(there, with_year=True)


def earliest() -> str:
    """The least value of a field in which a moment is chosen."""
    return timezone.localtime(now()).strftime("%Y-%m-%dT%H:%M")


def _moment(label: str, day: date, at: time) -> Moment:
    moment = datetime.combine(day, at, timezone.get_current_timezone())
    return Moment(label, moment.strftime("%Y-%m-%dT%H:%M"), told(moment))

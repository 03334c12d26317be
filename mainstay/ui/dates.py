"""Days as the reader's language writes them: its own order, and its own short names of months."""

from datetime import date

from babel.dates import format_skeleton
from django.utils import translation

_BRITISH = "en_GB"
"""English without a country is American to the library: "Oct 24"."""


def short_day(day: date, *, with_year: bool = False) -> str:
    """24 Oct, 24 oct., 24 окт.; with the year when it is asked for."""
    return _written(day, "yMMMd" if with_year else "MMMd")


def weekday(day: date) -> str:
    """Mon, lun., пн."""
    return _written(day, "E")


def _written(day: date, skeleton: str) -> str:
    language = translation.get_language() or "en"
    locale = _BRITISH if language == "en" else language.replace("-", "_")
    return str(format_skeleton(skeleton, day, locale=locale))

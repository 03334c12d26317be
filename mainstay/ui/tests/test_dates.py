"""A day is written as its reader writes it."""

from datetime import date

import pytest
from django.utils import translation

from mainstay.ui.dates import short_day, weekday

MONDAY = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("language", "day", "with_year", "name"),
    [
        ("en", "5 Oct", "5 Oct 2026", "Mon"),
        ("fr", "5 oct.", "5 oct. 2026", "lun."),
        ("es", "5 oct", "5 oct 2026", "lun"),
        ("ru", "5 окт.", "5 окт. 2026\u202fг.", "пн"),
        ("id", "5 Okt", "5 Okt 2026", "Sen"),
    ],
)
def test_a_day_is_written_as_its_reader_writes_it(language, day, with_year, name):
    with translation.override(language):
        assert short_day(MONDAY) == day
        assert short_day(MONDAY, with_year=True) == with_year
        assert weekday(MONDAY) == name

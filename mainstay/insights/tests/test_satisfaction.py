"""What clients say, counted with its denominator, within what the reader may know."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.conversations.models import Category
from mainstay.core.clock import now
from mainstay.insights import satisfaction
from mainstay.insights.exporting import satisfaction_rows
from mainstay.insights.satisfaction import WAYS, counted_for, group, lines, whole, within
from mainstay.insights.windows import Window, last_days, week_of
from mainstay.surveys.models import RatingRequest

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def month():
    return last_days(30, now(), BERLIN)


def test_each_figure_stands_on_its_denominator(world, rate, month):
    for score in (5, 4, 4, 3, 1):
        rate(score)
    rate(settled=False)
    rate(), rate()
    line = whole(world.maya, month)
    assert (line.sent, line.answered, line.scored, line.satisfied) == (8, 6, 5, 3)
    assert (line.response.hits, line.response.n) == (6, 8)
    assert (line.csat.hits, line.csat.n) == (3, 5)
    assert line.mean == pytest.approx(17 / 5)
    assert (line.confirmed.hits, line.confirmed.n) == (0, 1)


def test_nothing_asked_is_nothing_and_no_error(world, month):
    line = whole(world.maya, month)
    assert (line.sent, line.csat.n, line.mean) == (0, 0, 0)


def test_first_contacts_come_first(world, rate, month):
    for score in (1, 2, 3):
        rate(score)
    rate(5, is_first_contact=True)
    found = lines(world.maya, month, "first")
    assert [(line.key, line.sent) for line in found] == [("true", 1), ("false", 3)]


def test_topics_are_told_by_their_whole_name_and_what_has_none_comes_last(world, rate, month):
    money = Category.objects.create(name="Payments")
    late = Category.objects.create(name="Late payout", parent=money)
    rate(5), rate(4)
    rate(5, category=late)
    names = [line.name for line in lines(world.maya, month, "category")]
    assert names == ["Payments › Late payout", "Without a topic"]


def test_an_agent_sees_the_totals_of_their_department_and_of_themselves_alone(world, rate, month):
    rate(5), rate(1, member=world.ines)
    rate(2, department=world.partner, member=world.oskar)
    assert whole(world.maya, month).sent == 2
    assert [line.name for line in lines(world.maya, month, "member")] == ["Maya Brandt"]
    assert [line.name for line in lines(world.maya, month, "department")] == ["Support"]


def test_a_lead_sees_the_members_of_their_departments_and_no_other(world, rate, month):
    rate(5), rate(1, member=world.ines)
    rate(2, department=world.partner, member=world.oskar)
    names = {line.name for line in lines(world.ines, month, "member")}
    assert names == {"Maya Brandt", "Ines Carvalho"}
    assert whole(world.tomasz, month).sent == 3


def test_who_reads_only_sees_totals_and_no_colleague(world, rate, month):
    rate(5)
    assert whole(world.ruth, month).sent == 1
    assert lines(world.ruth, month, "member") == []


def test_a_closed_account_sees_nothing(world, rate, month):
    rate(5)
    world.maya.is_active = False
    assert whole(world.maya, month).sent == 0


@pytest.mark.parametrize("by", WAYS)
def test_behind_every_figure_lies_what_was_counted(world, rate, month, by):
    rate(5, settled=True), rate(2, is_first_contact=True), rate(settled=False), rate()
    rate(4, category=Category.objects.create(name="Links"), member=world.ines)
    rows = within(counted_for(world.ines, by), month)
    for line in lines(world.ines, month, by):
        behind = group(rows, by, line.key)
        for figure, condition in satisfaction.FIGURES.items():
            if hasattr(line, figure):
                assert behind.filter(condition).count() == getattr(line, figure)


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "", "١"])
def test_a_key_that_names_nothing_finds_nothing(world, rate, month, key):
    rate(5)
    rows = within(counted_for(world.ines), month)
    for by in ("member", "department", "category", "channel"):
        assert not group(rows, by, key).exists()


def test_a_day_begins_where_the_reader_lives(world, rate):
    rate(5, at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    day = date(2026, 3, 2)
    assert whole(world.maya, Window(day, day, BERLIN)).sent == 1
    assert whole(world.maya, Window(day, day, ZoneInfo("UTC"))).sent == 0


def test_weeks_begin_on_monday_where_the_reader_lives(world, rate):
    rate(5, at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    rate(1, at=datetime(2026, 3, 8, 22, 30, tzinfo=UTC))
    rate(4, at=datetime(2026, 3, 8, 23, 30, tzinfo=UTC))
    window = Window(date(2026, 2, 1), date(2026, 4, 1), BERLIN)
    found = satisfaction.by_week(world.maya, window)
    assert [(day.isoformat(), each.hits, each.n) for day, each in found] == [
        ("2026-03-02", 1, 2),
        ("2026-03-09", 1, 1),
    ]


def test_a_week_is_named_as_the_standard_says():
    assert week_of("2026-W01") == date(2025, 12, 29)
    assert [week_of(each) for each in ("2026-W60", "2026", "", "x")] == [None] * 4


def test_rows_do_not_change_the_number_of_queries(world, rate, month):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            for by in WAYS:
                lines(world.ines, month, by)
        return len(queries)

    rate(5)
    few = asked()
    for n in range(12):
        rate(3, category=Category.objects.create(name=f"C{n}"), member=world.maya)
    assert asked() == few


def test_a_name_in_the_file_is_no_formula(world, rate, month):
    type(world.maya).objects.filter(pk=world.maya.pk).update(name="=SUM(A1)")
    rate(5), rate(2)
    head, row = satisfaction_rows(lines(world.maya, month, "member"))
    assert head.startswith("Group,Asked,Answered,Response rate,")
    assert row.startswith("'=SUM(A1),2,2,1.0000,0.3424,1.0000,2,1,0.5000,0.0945,0.9055,3.50,")


def test_a_request_outlives_its_member(world, rate, month):
    rate(5)
    RatingRequest.objects.update(member=None)
    assert [line.name for line in lines(world.ines, month, "member")] == ["Nobody had it"]

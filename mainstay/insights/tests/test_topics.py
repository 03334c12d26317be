"""What people ask, by week: counts, ranks, and whether it moves."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.conversations.models import Category, Conversation
from mainstay.insights.topics import WEEKS, behind, report

UTC = ZoneInfo("UTC")
WEEK = date(2026, 3, 2)
BEFORE = ("2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23")


@pytest.fixture
def links(world):
    return Category.objects.create(name="Links")


@pytest.fixture
def bugs(world):
    return Category.objects.create(name="Bugs")


def names(found):
    return [topic.name for topic in found.topics]


def test_the_most_asked_comes_first_and_what_has_no_topic_has_no_rank(world, begin, links, bugs):
    begin(WEEK, links, 5), begin(WEEK, bugs, 2), begin(WEEK, None, 9)
    found = report(world.maya, WEEK, UTC)
    assert [(each.name, each.rank, each.count) for each in found.topics] == [
        ("Links", 1, 5),
        ("Bugs", 2, 2),
    ]
    assert (found.uncategorised.count, found.uncategorised.rank) == (9, None)
    assert (found.topics[0].share.hits, found.topics[0].share.n) == (5, 16)


def test_it_is_compared_with_the_four_weeks_before(world, begin, links, bugs):
    for day in BEFORE:
        begin(day, links, 10), begin(day, bugs, 1)
    begin("2026-01-26", bugs, 99)
    begin(WEEK, links, 5), begin(WEEK, bugs, 15)
    bug, link = report(world.maya, WEEK, UTC).topics
    assert (bug.rank, bug.rank_before, link.rank, link.rank_before) == (1, 2, 2, 1)
    assert (bug.share_before.hits, bug.share_before.n) == (4, 44)
    assert bug.has_moved
    assert bug.change.low > 0
    assert link.change.high < 0


def test_a_small_change_is_no_move(world, begin, links, bugs):
    for day in BEFORE:
        begin(day, links, 5), begin(day, bugs, 5)
    begin(WEEK, links, 6), begin(WEEK, bugs, 5)
    assert not any(each.has_moved for each in report(world.maya, WEEK, UTC).topics)


def test_who_is_asked_as_often_has_the_same_rank(world, begin, links, bugs):
    begin(WEEK, links, 2), begin(WEEK, bugs, 2)
    assert [each.rank for each in report(world.maya, WEEK, UTC).topics] == [1, 1]


def test_a_topic_that_comes_among_the_ten_is_marked(world, begin, bugs):
    for n in range(10):
        category = Category.objects.create(name=f"C{n}")
        for day in BEFORE:
            begin(day, category, 2)
        begin(WEEK, category, 2 if n else 0)
    begin(BEFORE[0], bugs, 1)
    begin(WEEK, bugs, 3)
    marked = [each.name for each in report(world.maya, WEEK, UTC).topics if each.is_new_at_the_top]
    assert marked == ["Bugs"]


def test_every_week_is_there_even_an_empty_one(world, begin, links):
    begin("2026-02-09", links, 3), begin(WEEK, links, 1)
    [topic] = report(world.maya, WEEK, UTC).topics
    assert topic.weeks == (0,) * 8 + (3, 0, 0, 1)
    assert len(topic.weeks) == WEEKS


def test_other_departments_are_not_counted(world, begin, links):
    begin(WEEK, links, 3, department=world.partner)
    assert names(report(world.maya, WEEK, UTC)) == []
    assert names(report(world.oskar, WEEK, UTC)) == ["Links"]


def test_what_went_into_another_and_side_conversations_are_not_counted(world, begin, links):
    begin(WEEK, links, 3)
    one, other, _third = Conversation.objects.filter(category=links)
    Conversation.objects.filter(pk=one.pk).update(merged_into=other)
    Conversation.objects.filter(pk=other.pk).update(side_of=world.payout, is_aside=True)
    assert report(world.maya, WEEK, UTC).total == 1


def test_behind_a_count_lie_its_conversations(world, begin, links):
    begin(WEEK, links, 3), begin(WEEK, None, 2)
    assert behind(world.maya, links.pk, WEEK, date(2026, 3, 8), UTC).count() == 3
    assert behind(world.maya, None, WEEK, date(2026, 3, 8), UTC).count() == 2
    assert not behind(world.oskar, links.pk, WEEK, date(2026, 3, 8), UTC).exists()


def test_rows_do_not_change_the_number_of_queries(world, begin, links):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            report(world.tomasz, WEEK, UTC)
        return len(queries)

    begin(WEEK, links)
    few = asked()
    for n in range(15):
        begin(WEEK, Category.objects.create(name=f"C{n}", parent=links), 3)
    assert asked() == few == 2


def test_what_nobody_asks_any_more_is_no_row(world, begin, links, bugs):
    begin("2026-01-26", bugs, 5), begin("2026-02-02", links, 1), begin(WEEK, None, 1)
    assert names(report(world.maya, WEEK, UTC)) == ["Links"]

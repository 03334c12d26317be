"""What clients came with next who asked about a topic: counted, and traceable."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.clients.models import Contact
from mainstay.conversations.models import Category, Conversation, Message
from mainstay.insights import next_steps as module
from mainstay.insights.next_steps import last_day, next_steps

ZONE = ZoneInfo("UTC")
MOMENT = datetime(2026, 3, 20, 9, tzinfo=UTC)
LAST = last_day(MOMENT, ZONE)
ASKED_AT = datetime(2026, 2, 2, 12, tzinfo=UTC)


@pytest.fixture
def payout(db):
    return Category.objects.create(name="Late payout")


@pytest.fixture
def invoice(db):
    return Category.objects.create(name="Missing invoice")


@pytest.fixture
def ask(world):
    """`ask(who, category, days=3)`: begun so many days after ASKED_AT, answered an hour later."""

    def one(who, category, days=0.0, *, answered=True, **about):
        at = ASKED_AT + timedelta(days=days)
        begun = Conversation.objects.create(
            subject="Asked",
            contact=who,
            department=about.pop("department", world.support),
            category=category,
            created_at=at,
            **about,
        )
        if answered:
            Message.objects.create(
                conversation=begun, kind="out", member=world.maya, at=at + timedelta(hours=1)
            )
        return begun

    return one


@pytest.fixture
def person(world):
    return Contact.objects.create(name="Nadia", organisation=world.northwind)


def found(world, category, member=None):
    return next_steps(member or world.maya, category.pk, LAST, ZONE)


def test_what_the_same_person_began_next_is_counted(world, ask, person, payout, invoice):
    first, then = ask(person, payout), ask(person, invoice, 3)
    ask(person, payout, 30)
    steps = found(world, payout)
    assert (steps.share.hits, steps.share.n) == (1, 2)
    assert steps.next_ids() == steps.next_ids_on(invoice.pk) == [then.pk]
    assert first.pk in steps.ids()


def test_only_the_very_next_one_counts(world, ask, person, payout, invoice):
    ask(person, payout), ask(person, None, 2), ask(person, invoice, 1)
    steps = found(world, payout)
    assert [each.next_category_id for each in steps.rows] == [invoice.pk]


def test_the_same_topic_again_is_a_next_step_too(world, ask, person, payout):
    first, again = ask(person, payout), ask(person, payout, 2)
    assert [(each.id, each.next_id) for each in found(world, payout).rows] == [
        (again.pk, 0),
        (first.pk, again.pk),
    ]


@pytest.mark.parametrize(("days", "counts"), [(14, 1), (14.01, 0)])
def test_it_counts_within_fourteen_days(world, ask, person, payout, invoice, days, counts):
    ask(person, payout), ask(person, invoice, days)
    assert found(world, payout).share.hits == counts


def test_before_our_answer_nothing_could_have_been_said_ahead(world, ask, person, payout, invoice):
    ask(person, payout, answered=False), ask(person, invoice, 3)
    steps = found(world, payout)
    assert (steps.share.hits, steps.share.n) == (0, 1)


def test_another_person_s_question_is_none(world, ask, person, payout, invoice):
    ask(person, payout), ask(world.daniel, invoice, 1)
    assert found(world, payout).share.hits == 0


def test_what_has_not_had_its_fourteen_days_is_not_counted(world, ask, person, payout):
    assert LAST.isoformat() == "2026-03-05"
    in_time = ask(person, payout, 31)
    ask(person, payout, 32)
    assert found(world, payout).ids() == [in_time.pk]


def test_what_is_older_than_the_span_is_not_counted(world, ask, person, payout):
    ask(person, payout, 32 - module.SPAN_DAYS), ask(person, payout, 31 - module.SPAN_DAYS)
    assert found(world, payout).share.n == 1


def test_other_departments_are_neither_asked_nor_next(world, ask, person, payout, invoice):
    ask(person, payout), ask(person, invoice, 1, department=world.partner)
    assert (found(world, payout).share.hits, found(world, payout).share.n) == (0, 1)
    assert found(world, payout, world.oskar).share.n == 0
    assert found(world, payout, world.tomasz).share.hits == 1


def test_side_conversations_and_what_went_into_another_do_not_count(
    world, ask, person, payout, invoice
):
    first = ask(person, payout)
    ask(person, invoice, 1, merged_into=first)
    ask(person, invoice, 2, side_of=first, is_aside=True)
    ask(person, payout, 3, merged_into=first)
    steps = found(world, payout)
    assert (steps.ids(), steps.next_ids()) == ([first.pk], [])


def test_frequent_ones_come_first_and_a_single_one_is_no_habit(world, ask, payout, invoice):
    rare = Category.objects.create(name="Rare")
    for n, then in enumerate([invoice, None, invoice, rare, None, invoice]):
        who = Contact.objects.create(name=f"P{n}")
        ask(who, payout), ask(who, then, 1)
    assert found(world, payout).topics() == [(invoice.pk, 3), (None, 2)]


def test_only_the_latest_are_looked_at(world, ask, person, payout, monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    rows = [ask(person, payout, -20 * n) for n in range(3)]
    steps = found(world, payout)
    assert steps.ids() == [each.pk for each in rows[:2]]
    assert steps.is_capped


def test_it_is_one_query_on_conversations_however_many_there_are(world, ask, payout):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            found(world, payout)
        return sum("conversations_conversation" in each["sql"] for each in queries)

    assert asked() == 1
    for n in range(12):
        ask(Contact.objects.create(name=f"P{n}"), payout, n)
    assert asked() == 1

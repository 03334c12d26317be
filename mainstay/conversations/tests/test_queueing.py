"""One client's burst delays nobody else's first answer, and everybody's turn comes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.conversations import actions, queries
from mainstay.conversations.actions.queueing import spacing
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import arrive, conversation_of, mail
from mainstay.core import clock
from mainstay.core.clock import now

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def empty(world):
    """Nothing waits yet."""
    Conversation.objects.update(state="closed", waiting_on="")
    return world


def writes(name, at, *, domain="northwindads.example", answers=""):
    """Somebody writes at a time. All of Northwind are one client, others are one each."""
    raw = mail(
        f"<{name}@{domain}>", sender=f"{name}@{domain}", subject=f"About {name}", answers=answers
    )
    with clock.at(at):
        return conversation_of(arrive(raw))


def queue():
    """Numbers in the order of turns, as the inbox shows them."""
    rows = Conversation.objects.filter(state="open").order_by("turn_at", "id")
    return list(rows.values_list("pk", flat=True))


def let_in(coming, names, until):
    """Whoever writes up to a time is taken in."""
    while coming and coming[-1][0] <= until:
        at, name, domain = coming.pop()
        names[writes(name, at, domain=domain).pk] = name


def work_through(world, arrivals, minutes=3):
    """One agent answers whoever is first, `minutes` each. Returns the names in the order of
    the answers. `arrivals` are (time, name, domain).
    """
    coming = sorted(arrivals, reverse=True)
    moment, names, order = coming[-1][0], {}, []
    while coming or names:
        if not names:
            moment = max(moment, coming[-1][0])
        let_in(coming, names, moment)
        first = next(pk for pk in queue() if pk in names)
        moment += minutes * MINUTE
        let_in(coming, names, moment)
        with clock.at(moment):
            actions.solve(Conversation.objects.get(pk=first), by=world.maya)
        order.append(names.pop(first))
    return order


def test_a_burst_of_a_hundred_delays_nobody_by_more_than_one(empty):
    start = now() - timedelta(days=1)
    burst = [(start + n * SECOND / 2, f"b{n}", "northwindads.example") for n in range(100)]
    single = [(start + (3 + 6 * n) * SECOND, f"s{n}", f"single{n}.example") for n in range(10)]
    order = work_through(empty, burst + single)

    alone = [f"s{n}" for n in range(10)]
    assert [name for name in order if name in alone] == alone
    for place, name in enumerate(alone):
        assert order.index(name) <= place + 1
    assert len(order) == 110  # nobody starves
    assert [name for name in order if name not in alone] == [f"b{n}" for n in range(100)]


def test_whoever_writes_while_the_burst_is_worked_off_waits_for_one_of_it_at_most(empty):
    start = now() - timedelta(days=1)
    burst = [(start + n * SECOND, f"b{n}", "northwindads.example") for n in range(40)]
    single = [
        (start + (10 + 10 * n) * MINUTE + SECOND, f"s{n}", f"single{n}.example") for n in range(8)
    ]
    order = work_through(empty, burst + single)
    for n, (at, name, _domain) in enumerate(single):
        begun = int((at - start) / (3 * MINUTE))
        assert order.index(name) <= begun + 2, (n, order)


def test_with_no_spacing_it_is_the_plain_order(empty, settings):
    settings.ENV = settings.ENV.model_copy(update={"turn_spacing": 0})
    start = now() - timedelta(days=1)
    found = [writes(f"b{n}", start + n * SECOND).pk for n in range(3)]
    found.append(writes("s", start + 3 * SECOND, domain="single.example").pk)
    assert queue() == found


def test_people_of_one_organisation_are_one_client(empty):
    start = now() - timedelta(days=1)
    first = writes("daniel.price", start)
    second = writes("somebody.new", start + SECOND)
    assert second.organisation == empty.northwind
    assert second.turn_at == first.turn_at + spacing()


def test_two_people_of_no_organisation_are_two(empty):
    start = now() - timedelta(days=1)
    writes("a", start, domain="gmail.com")
    second = writes("b", start + SECOND, domain="gmail.com")
    assert second.turn_at == second.since


def test_each_department_has_a_queue_of_its_own(empty):
    start = now() - timedelta(days=1)
    first = writes("b1", start)
    moved = actions.move(first, empty.partner, by=empty.tomasz)
    second = writes("b2", start + SECOND)
    same = Conversation.objects.get(pk=moved.pk)
    assert (same.turn_at, second.turn_at) == (same.since, second.since)


def test_who_was_behind_comes_no_further_than_this_moment(empty):
    start = now() - 10 * MINUTE
    asked = [writes(f"b{n}", start + n * SECOND) for n in range(3)]
    before = now()
    actions.reply(asked[0], "Yes", by=empty.maya)
    second, third = (Conversation.objects.get(pk=each.pk) for each in asked[1:])
    assert before <= second.turn_at <= now()
    assert third.turn_at == second.turn_at + spacing()
    assert second.turn_at < asked[1].turn_at


def test_a_turn_that_has_come_already_stays(empty):
    start = now() - timedelta(hours=5)
    asked = [writes(f"b{n}", start + n * SECOND) for n in range(2)]
    actions.reply(asked[0], "Yes", by=empty.maya)
    assert Conversation.objects.get(pk=asked[1].pk).turn_at == asked[1].turn_at


def test_who_writes_again_keeps_the_place(empty):
    start = now() - timedelta(hours=5)
    first = writes("a", start, domain="one.example")
    again = writes("a2", start + MINUTE, domain="one.example", answers="<a@one.example>")
    assert (again.pk, again.turn_at) == (first.pk, first.turn_at)


def test_a_reply_taken_back_returns_to_its_place(empty):
    start = now() - timedelta(hours=5)
    asked = [writes(f"b{n}", start + n * SECOND) for n in range(2)]
    message = actions.reply(asked[0], "Yes", by=empty.maya)
    actions.undo(message, by=empty.maya)
    again = Conversation.objects.get(pk=asked[0].pk)
    assert abs(again.turn_at - asked[0].turn_at) < SECOND


def test_the_inbox_shows_the_order_of_turns(empty):
    start = now() - timedelta(hours=2)
    for n in range(3):
        writes(f"b{n}", start + n * SECOND, domain=f"x{n}.example")
    rows = queries.inbox(empty.maya, "all", "active").rows
    assert [row.id for row in rows if row.state == "open"] == queue()


@pytest.mark.parametrize("size", [2, 30])
def test_it_costs_the_same_however_many_wait(empty, size):
    start = now() - MINUTE
    asked = [writes(f"b{n}", start + n * SECOND / 10) for n in range(size)]
    with CaptureQueriesContext(connection) as asked_for:
        actions.solve(asked[0], by=empty.maya)
    turns = [each["sql"] for each in asked_for.captured_queries if "turn_at" in each["sql"]]
    assert len(turns) == 3, "\n".join(turns)

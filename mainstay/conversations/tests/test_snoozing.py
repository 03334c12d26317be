"""A conversation sleeps, and wakes in time or when the client writes."""

from datetime import timedelta

import pytest

from mainstay.conversations import actions, events
from mainstay.conversations.actions import snoozing
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import answer_of_the_client
from mainstay.core import alarms, clock
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.models import Alarm

HOUR = timedelta(hours=1)


def state(conversation):
    return Conversation.objects.get(pk=conversation.pk).state


def pass_time(until):
    """The alarms of our conversations are due as if it were later."""
    Alarm.objects.filter(kind=snoozing.WAKE).update(due_at=until)


def test_it_sleeps_with_an_alarm_that_is_kept_in_the_database(world, facts):
    until = now() + HOUR
    assert actions.snooze(world.payout, until, by=world.maya).snoozed_until == until
    alarm = Alarm.objects.get(kind=snoozing.WAKE)
    assert (alarm.subject_id, alarm.due_at, alarm.fired_at) == (world.payout.pk, until, None)
    assert facts(world.payout) == [events.SNOOZED.name]


def test_it_wakes_when_its_time_has_come(world, facts, deliver):
    with clock.at(now() - 2 * HOUR):
        actions.snooze(world.payout, now() + HOUR, by=world.maya)
    deliver()
    assert state(world.payout) == "open"
    assert facts(world.payout) == [events.SNOOZED.name, events.WOKEN.name]


def test_who_was_waiting_has_waited_all_the_time(world):
    before = world.payout.since
    actions.snooze(world.payout, now() + HOUR, by=world.maya)
    woken = actions.wake(world.payout, by=world.maya)
    assert abs(woken.since - before) < timedelta(seconds=1)


def test_who_waits_for_nothing_begins_anew(world):
    actions.snooze(world.tracking, now() + HOUR, by=world.oskar)
    before = now()
    assert actions.wake(world.tracking, by=world.oskar).since >= before


def test_what_the_client_writes_wakes_it_before(world, deliver):
    actions.snooze(world.payout, now() + HOUR, by=world.maya)
    answer_of_the_client(world.payout, "<new@northwindads.example>")
    assert state(world.payout) == "open"
    assert Conversation.objects.get(pk=world.payout.pk).snoozed_until is None
    actions.solve(world.payout, by=world.maya)
    pass_time(now())
    deliver()
    assert state(world.payout) == "solved"


def test_snoozing_again_moves_the_alarm(world, deliver):
    actions.snooze(world.payout, now() + HOUR, by=world.maya)
    actions.snooze(world.payout, now() + 3 * HOUR, by=world.maya)
    assert Alarm.objects.filter(kind=snoozing.WAKE).count() == 1
    alarms.fire_due()
    snoozing.wake_when_due(world.payout.pk, "")
    assert state(world.payout) == "snoozed"


def test_waking_twice_is_one_waking(world, facts):
    actions.snooze(world.payout, now() + HOUR, by=world.maya)
    actions.wake(world.payout, by=world.maya)
    actions.wake(world.payout, by=world.maya)
    assert facts(world.payout) == [events.SNOOZED.name, events.WOKEN.name]


def test_whoever_wakes_first_stands_first_among_them(world):
    late = actions.snooze(world.payout, now() + 3 * HOUR, by=world.maya)
    early = actions.snooze(world.invoice, now() + HOUR, by=world.maya)
    assert early.turn_at < late.turn_at


@pytest.mark.parametrize(
    ("later", "why"),
    [(-HOUR, "is over"), (timedelta(0), "is over"), (timedelta(days=400), "A year")],
)
def test_another_time_is_refused(world, later, why):
    with pytest.raises(Refused, match=why):
        actions.snooze(world.payout, now() + later, by=world.maya)
    assert state(world.payout) == "open"


def test_what_is_done_does_not_sleep(world):
    with pytest.raises(Refused, match="Reopen it first"):
        actions.snooze(world.sign_in, now() + HOUR, by=world.maya)


def test_who_may_only_read_wakes_and_snoozes_nothing(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.snooze(world.payout, now() + HOUR, by=world.ruth)
    actions.snooze(world.payout, now() + HOUR, by=world.maya)
    with pytest.raises(Refused, match="read here, not write"):
        actions.wake(world.payout, by=world.ruth)

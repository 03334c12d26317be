"""Silence closes what is solved, after the days that are set, and sends nothing."""

from datetime import timedelta

import pytest

from mainstay.channels.models import Outbound
from mainstay.conversations import actions as conversations
from mainstay.core import clock
from mainstay.core.errors import Refused
from mainstay.core.log import timeline
from mainstay.core.models import Alarm
from mainstay.surveys import actions, events
from mainstay.surveys.actions.silence import SILENCE
from mainstay.surveys.models import ClosingTerms


def state(conversation):
    conversation.refresh_from_db()
    return conversation.state


def test_after_the_days_that_are_set_it_is_closed(solved, later):
    later(days=6, hours=23)
    assert state(solved) == "solved"
    later(days=7, minutes=1)
    assert state(solved) == "closed"
    assert timeline(solved).filter(kind=events.FELL_SILENT.name).get().facts == {"days": 7}


def test_no_mail_tells_of_it(solved, later):
    later(hours=2)
    sent = Outbound.objects.count()
    later(days=8)
    assert state(solved) == "closed"
    assert Outbound.objects.count() == sent


def test_who_writes_meanwhile_is_no_silence(world, solved, later):
    later(days=3)
    conversations.reopen(solved, by=world.daniel)
    later(days=9)
    assert state(solved) == "open"
    assert not Alarm.objects.filter(kind=SILENCE, fired_at__isnull=True).exists()


def test_solved_again_the_days_begin_anew(world, solved, later):
    with clock.at(clock.now() + timedelta(days=5)):
        conversations.reopen(solved, by=world.daniel)
        conversations.solve(solved, by=world.maya)
    later(days=8)
    assert state(solved) == "solved"
    later(days=12, minutes=1)
    assert state(solved) == "closed"


def test_a_longer_time_holds_for_what_waits_already(world, solved, later):
    later(minutes=1)
    actions.set_terms(is_asking=True, ask_after_minutes=60, close_after_days=14, by=world.tomasz)
    later(days=8)
    assert state(solved) == "solved"
    later(days=14, minutes=1)
    assert state(solved) == "closed"


def test_zero_days_close_nothing(world, solved, later):
    actions.set_terms(is_asking=True, ask_after_minutes=60, close_after_days=0, by=world.tomasz)
    later(days=300)
    assert state(solved) == "solved"


def test_closing_twice_is_one_closing(solved):
    with clock.at(clock.now() + timedelta(days=8)):
        assert actions.close_silent(solved)
        assert not actions.close_silent(solved)
    assert timeline(solved).filter(kind=events.FELL_SILENT.name).count() == 1


def test_the_same_terms_again_are_no_change(world):
    for _time in range(2):
        actions.set_terms(is_asking=True, ask_after_minutes=5, close_after_days=7, by=world.tomasz)
    assert ClosingTerms.current().ask_after == timedelta(minutes=5)
    assert timeline(ClosingTerms.current()).count() == 1


@pytest.mark.parametrize(
    ("minutes", "days"), [(-1, 7), (ClosingTerms.LONGEST_WAIT + 1, 7), (5, -1), (5, 366)]
)
def test_terms_that_make_no_sense_are_refused(world, minutes, days):
    with pytest.raises(Refused):
        actions.set_terms(
            is_asking=True, ask_after_minutes=minutes, close_after_days=days, by=world.tomasz
        )


def test_a_lead_does_not_change_them(world):
    with pytest.raises(Refused, match="administrators"):
        actions.set_terms(is_asking=False, ask_after_minutes=5, close_after_days=7, by=world.ines)

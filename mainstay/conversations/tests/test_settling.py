"""A matter ends, and may be taken up again."""

import pytest

from mainstay.conversations import actions, events, work
from mainstay.core.errors import Refused
from mainstay.core.models import WorkItem


def waits(conversation) -> bool:
    return WorkItem.objects.filter(kind=work.ANSWER.name, subject_id=conversation.pk).exists()


def test_solving_takes_it_off_the_list_of_work(world, facts):
    assert waits(world.payout)
    assert actions.solve(world.payout, by=world.maya).state == "solved"
    assert not waits(world.payout)
    assert facts(world.payout) == [events.SOLVED.name]


def test_solving_twice_is_one_solving(world, facts):
    actions.solve(world.payout, by=world.maya)
    actions.solve(world.payout, by=world.maya)
    assert facts(world.payout) == [events.SOLVED.name]


def test_solving_what_is_closed_leaves_it_closed(world):
    actions.close(world.sign_in, by=world.ines)
    assert actions.solve(world.sign_in, by=world.ines).state == "closed"


def test_closing_puts_it_away(world, facts):
    assert actions.close(world.sign_in, by=world.ines).state == "closed"
    assert facts(world.sign_in) == [events.CLOSED.name]


def test_what_waits_on_the_client_may_be_closed(world):
    assert actions.close(world.tracking, by=world.oskar).state == "closed"


def test_closing_twice_is_one_closing(world, facts):
    actions.close(world.sign_in, by=world.ines)
    actions.close(world.sign_in, by=world.ines)
    assert facts(world.sign_in) == [events.CLOSED.name]


def test_closing_is_refused_while_the_client_waits(world, facts):
    with pytest.raises(Refused, match="waiting for an answer"):
        actions.close(world.payout, by=world.maya)
    assert facts(world.payout) == []


@pytest.mark.parametrize("name", ["tracking", "sign_in"])
def test_reopening_makes_the_next_step_ours(world, facts, name):
    conversation = getattr(world, name)
    before = conversation.since
    reopened = actions.reopen(conversation, by=world.tomasz)
    assert reopened.state == "open"
    assert reopened.since > before
    assert waits(conversation)
    assert facts(conversation) == [events.REOPENED.name]


def test_reopening_what_is_open_changes_nothing(world, facts):
    actions.reopen(world.payout, by=world.maya)
    assert facts(world.payout) == []


@pytest.mark.parametrize("action", [actions.solve, actions.close])
def test_who_may_only_read_ends_nothing(world, facts, action):
    with pytest.raises(Refused, match="read here, not write"):
        action(world.tracking, by=world.ruth)
    assert facts(world.tracking) == []


def test_who_may_only_read_reopens_nothing(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.reopen(world.sign_in, by=world.ruth)

"""Who has a conversation, and where it belongs."""

import pytest

from mainstay.conversations import actions, events, work
from mainstay.core.errors import Refused
from mainstay.core.models import WorkItem
from mainstay.team import actions as team


def waits_for(conversation) -> tuple[int | None, int | None]:
    item = WorkItem.objects.get(kind=work.ANSWER.name, subject_id=conversation.pk)
    return item.member_id, item.department_id


def test_taking_makes_it_ones_own(world, facts):
    assert actions.take(world.invoice, by=world.maya).assignee == world.maya
    assert facts(world.invoice) == [events.TAKEN.name]
    assert waits_for(world.invoice) == (world.maya.pk, world.support.pk)


def test_taking_twice_is_one_taking(world, facts):
    actions.take(world.invoice, by=world.maya)
    actions.take(world.invoice, by=world.maya)
    assert facts(world.invoice) == [events.TAKEN.name]


def test_giving_it_to_a_colleague_says_to_whom(world, facts):
    assert actions.assign(world.invoice, world.maya, by=world.ines).assignee == world.maya
    assert facts(world.invoice) == [events.ASSIGNED.name]


def test_a_member_of_another_department_cannot_have_it(world, facts):
    with pytest.raises(Refused, match="not in this department"):
        actions.assign(world.invoice, world.oskar, by=world.maya)
    assert facts(world.invoice) == []


def test_an_administrator_may_have_what_is_elsewhere(world):
    assert actions.take(world.tracking, by=world.tomasz).assignee == world.tomasz


def test_who_may_only_read_cannot_have_it(world):
    with pytest.raises(Refused, match="may only read"):
        actions.assign(world.invoice, world.ruth, by=world.maya)


def test_who_may_only_read_cannot_give_it_away(world, facts):
    with pytest.raises(Refused, match="read here, not write"):
        actions.assign(world.invoice, world.maya, by=world.ruth)
    assert facts(world.invoice) == []


def test_a_closed_account_cannot_have_it(world):
    maya = team.deactivate(world.maya, by=world.tomasz)
    with pytest.raises(Refused, match="no open account"):
        actions.assign(world.invoice, maya, by=world.ines)


def test_putting_it_back_leaves_it_to_the_department(world, facts):
    assert actions.unassign(world.payout, by=world.maya).assignee is None
    assert facts(world.payout) == [events.UNASSIGNED.name]
    assert waits_for(world.payout) == (None, world.support.pk)


def test_putting_it_back_twice_is_one_putting_back(world, facts):
    actions.unassign(world.payout, by=world.maya)
    actions.unassign(world.payout, by=world.maya)
    assert facts(world.payout) == [events.UNASSIGNED.name]


def test_who_may_only_read_puts_nothing_back(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.unassign(world.payout, by=world.ruth)


def test_moving_takes_it_from_who_does_not_belong_there(world, facts):
    moved = actions.move(world.payout, world.partner, by=world.maya)
    assert (moved.department, moved.assignee) == (world.partner, None)
    assert facts(world.payout) == [events.MOVED.name]
    assert waits_for(world.payout) == (None, world.partner.pk)


def test_moving_leaves_it_with_who_belongs_to_both(world):
    everywhere = [world.support, world.partner]
    team.place(world.maya, role="agent", departments=everywhere, by=world.tomasz)
    assert actions.move(world.payout, world.partner, by=world.maya).assignee == world.maya


def test_moving_twice_is_one_moving(world, facts):
    actions.move(world.payout, world.partner, by=world.maya)
    actions.move(world.payout, world.partner, by=world.maya)
    assert facts(world.payout) == [events.MOVED.name]


def test_who_may_only_read_moves_nothing(world, facts):
    with pytest.raises(Refused, match="read here, not write"):
        actions.move(world.payout, world.partner, by=world.ruth)
    assert facts(world.payout) == []


def test_a_new_name_is_one_line(world, facts):
    renamed = actions.rename(world.payout, " Payout of\n week 9 ", by=world.maya)
    assert renamed.subject == "Payout of week 9"
    assert facts(world.payout) == [events.RENAMED.name]


def test_the_same_name_is_no_change(world, facts):
    actions.rename(world.payout, world.payout.subject, by=world.maya)
    assert facts(world.payout) == []


def test_no_name_is_refused(world):
    with pytest.raises(Refused, match="needs a subject"):
        actions.rename(world.payout, "  ", by=world.maya)


def test_who_may_only_read_names_nothing(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.rename(world.payout, "Mine", by=world.ruth)

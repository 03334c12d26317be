"""Who hands a conversation over keeps it until somebody has accepted it."""

import pytest

from mainstay.conversations import actions, events, work
from mainstay.conversations.actions import handing_over
from mainstay.conversations.models import Conversation
from mainstay.core.errors import Refused
from mainstay.core.models import WorkItem


def holder(conversation):
    return Conversation.objects.get(pk=conversation.pk).assignee


def waits_for(member=None, department=None):
    rows = WorkItem.objects.filter(kind=work.HANDOVER.name)
    return rows.filter(
        member_id=getattr(member, "pk", None), department_id=getattr(department, "pk", None)
    ).exists()


def test_the_giver_keeps_it_until_it_is_accepted(world, facts):
    made = actions.offer(world.payout, world.ines, "Он ждёт до пятницы", by=world.maya)
    assert holder(world.payout) == world.maya
    assert waits_for(world.ines)
    actions.accept(made, by=world.ines)
    assert holder(world.payout) == world.ines
    assert not waits_for(world.ines)
    assert facts(world.payout)[0] == events.OFFERED.name
    assert facts(world.payout)[-1] == events.ACCEPTED.name


def test_whoever_in_a_department_accepts_first_has_it_there(world):
    made = actions.offer(world.payout, world.partner, by=world.maya)
    assert waits_for(department=world.partner)
    actions.accept(made, by=world.oskar)
    found = Conversation.objects.get(pk=world.payout.pk)
    assert (found.assignee, found.department) == (world.oskar, world.partner)
    with pytest.raises(Refused, match="not offered"):
        actions.decline(made, by=world.oskar)


def test_declined_it_stays_where_it_was_and_says_why(world, facts):
    made = actions.offer(world.payout, world.ines, by=world.maya)
    actions.decline(made, "مشغول", by=world.ines)
    assert holder(world.payout) == world.maya
    assert facts(world.payout)[-1] == events.DECLINED.name
    assert not waits_for(world.ines)
    actions.offer(world.payout, world.ines, by=world.maya)


def test_withdrawn_nobody_can_accept_it(world):
    made = actions.offer(world.payout, world.ines, by=world.maya)
    actions.withdraw(made, by=world.maya)
    with pytest.raises(Refused, match="not offered any more"):
        actions.accept(made, by=world.ines)


def test_each_step_twice_is_once(world, facts):
    made = actions.offer(world.payout, world.ines, by=world.maya)
    assert actions.offer(world.payout, world.ines, by=world.maya) == made
    for _time in range(2):
        actions.accept(made, by=world.ines)
    assert facts(world.payout).count(events.ACCEPTED.name) == 1


def test_what_is_refused(world):
    for to, sentence in (
        (world.maya, "has it already"),
        (world.ruth, "may only read"),
        (world.oskar, "not in this department"),
        (world.payout.department, "in this department already"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.offer(world.payout, to, by=world.maya)
    with pytest.raises(Refused, match="read here"):
        actions.offer(world.payout, world.ines, by=world.ruth)
    with pytest.raises(Refused, match="done"):
        actions.offer(world.sign_in, world.maya, by=world.ines)
    made = actions.offer(world.payout, world.ines, by=world.maya)
    with pytest.raises(Refused, match="Withdraw that first"):
        actions.offer(world.payout, world.partner, by=world.maya)
    for step in (actions.accept, actions.decline):
        with pytest.raises(Refused, match="not offered to you"):
            step(made, by=world.oskar)
    with pytest.raises(Refused, match="or a lead"):
        actions.withdraw(made, by=world.oskar)
    assert not handing_over.is_for(made, world.oskar)

"""A lead or manager is asked to look, and may be released again."""

import pytest

from mainstay.conversations import actions, events, work
from mainstay.conversations.models import Conversation
from mainstay.core import log
from mainstay.core.errors import Refused
from mainstay.core.models import WorkItem


def list_of(member):
    rows = WorkItem.objects.filter(kind=work.ESCALATED.name, member_id=member.pk)
    return set(rows.values_list("subject_id", flat=True))


def test_it_comes_to_the_list_of_the_lead_and_stays_with_who_has_it(world, facts):
    found = actions.escalate(world.payout, world.ines, "He threatens to leave", by=world.maya)
    assert (found.escalated_to, found.assignee) == (world.ines, world.maya)
    assert found.escalated_at
    assert list_of(world.ines) == {world.payout.pk}
    assert facts(world.payout) == [events.ESCALATED.name]


def test_the_timeline_says_why_and_who_wished_it(world):
    actions.escalate(world.payout, world.ines, "مدير من فضلك", by=world.maya, client_asked=True)
    told = log.tell(log.timeline(world.payout).filter(kind=events.ESCALATED.name))
    assert told[0].sentence == (
        "Maya Brandt escalated this to Ines Carvalho. The client asked for it. مدير من فضلك"
    )


def test_escalating_twice_to_one_is_one_escalation(world, facts):
    for _time in range(2):
        actions.escalate(world.payout, world.ines, "Look", by=world.maya)
    assert facts(world.payout) == [events.ESCALATED.name]


def test_it_is_on_one_list_only(world):
    actions.escalate(world.payout, world.ines, "Look", by=world.maya)
    actions.escalate(world.payout, world.tomasz, "Ines is away", by=world.maya)
    assert (list_of(world.ines), list_of(world.tomasz)) == (set(), {world.payout.pk})


def test_taking_it_back_takes_it_off_the_list(world, facts):
    actions.escalate(world.payout, world.ines, "Look", by=world.maya)
    for _time in range(2):
        actions.take_back_escalation(world.payout, by=world.ines)
    assert list_of(world.ines) == set()
    assert facts(world.payout) == [events.ESCALATED.name, events.DEESCALATED.name]


def test_what_is_solved_leaves_the_list_and_comes_back_with_it(world):
    actions.escalate(world.payout, world.ines, "Look", by=world.maya)
    actions.solve(world.payout, by=world.maya)
    assert list_of(world.ines) == set()
    actions.reopen(world.payout, by=world.maya)
    assert list_of(world.ines) == {world.payout.pk}


def test_who_does_not_see_the_next_department_has_it_no_longer(world):
    actions.escalate(world.payout, world.ines, "Look", by=world.maya)
    moved = actions.move(world.payout, world.partner, by=world.maya)
    assert moved.escalated_to is None
    assert list_of(world.ines) == set()


def test_who_sees_all_keeps_it_in_every_department(world):
    actions.escalate(world.payout, world.tomasz, "Look", by=world.maya)
    actions.move(world.payout, world.partner, by=world.maya)
    assert list_of(world.tomasz) == {world.payout.pk}


@pytest.mark.parametrize(
    ("key", "reason", "why"),
    [
        ("maya", "Look", "neither a lead nor a manager"),
        ("ruth", "Look", "neither a lead nor a manager"),
        ("ines", "  ", "Say why"),
    ],
)
def test_what_makes_no_escalation_is_refused(world, key, reason, why):
    with pytest.raises(Refused, match=why):
        actions.escalate(world.payout, world.members[key], reason, by=world.maya)
    assert Conversation.objects.get(pk=world.payout.pk).escalated_to is None


def test_a_lead_who_does_not_see_it_is_refused(world):
    with pytest.raises(Refused, match="Move the conversation first"):
        actions.escalate(world.tracking, world.ines, "Look", by=world.oskar)


def test_a_client_who_asks_needs_no_reason(world):
    assert actions.escalate(world.payout, world.ines, "", by=world.maya, client_asked=True)


def test_who_may_only_read_escalates_nothing(world, facts):
    with pytest.raises(Refused, match="read here, not write"):
        actions.escalate(world.payout, world.ines, "Look", by=world.ruth)
    assert facts(world.payout) == []

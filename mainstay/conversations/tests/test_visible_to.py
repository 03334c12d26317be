"""The one door: who sees which conversations."""

from mainstay.conversations import actions
from mainstay.conversations.models import Conversation
from mainstay.team import actions as team


def seen_by(member) -> set[str]:
    return set(Conversation.objects.visible_to(member).values_list("subject", flat=True))


SUPPORT = {"Our payout is late", "Invoice without a purchase order", "Cannot sign in on my phone"}
PARTNER = {"Lien sans suivi"}


def test_an_agent_sees_their_department(world):
    assert seen_by(world.maya) == SUPPORT
    assert seen_by(world.oskar) == PARTNER


def test_a_lead_sees_their_department(world):
    assert seen_by(world.ines) == SUPPORT


def test_who_may_only_read_sees_their_department(world):
    assert seen_by(world.ruth) == SUPPORT


def test_an_administrator_sees_all(world):
    assert seen_by(world.tomasz) == SUPPORT | PARTNER


def test_a_manager_sees_all(world):
    manager = team.place(world.oskar, role="manager", departments=[], by=world.tomasz)
    assert seen_by(manager) == SUPPORT | PARTNER


def test_an_agent_sees_what_is_theirs_elsewhere(world):
    team.place(world.maya, role="agent", departments=[world.partner], by=world.tomasz)
    maya = type(world.maya).objects.get(pk=world.maya.pk)
    assert seen_by(maya) == PARTNER | {"Our payout is late"}


def test_what_was_moved_is_seen_where_it_is(world):
    actions.move(world.payout, world.partner, by=world.maya)
    assert world.payout.subject not in seen_by(world.maya)
    assert world.payout.subject in seen_by(world.oskar)


def test_without_a_department_nothing_is_seen(world):
    nobody = team.join(email="new@mainstay.example", name="New", role="agent")
    assert seen_by(nobody) == set()


def test_a_closed_account_sees_nothing(world):
    assert seen_by(team.deactivate(world.maya, by=world.tomasz)) == set()


def test_each_is_seen_once(world):
    team.place(
        world.maya, role="agent", departments=[world.support, world.partner], by=world.tomasz
    )
    maya = type(world.maya).objects.get(pk=world.maya.pk)
    assert Conversation.objects.visible_to(maya).count() == 4


def test_their_departments_and_their_own_are_the_two_parts_of_it(world):
    rows = Conversation.objects
    Conversation.objects.filter(pk=world.tracking.pk).update(assignee=world.maya)
    for member in world.members.values():
        parts = {*rows.in_departments_of(member), *rows.assigned_to(member)}
        seen = set(rows.visible_to(member))
        assert parts <= seen if member.sees_all else parts == seen
        member.is_active = False
        assert not [*rows.in_departments_of(member), *rows.assigned_to(member)]

"""Roles and accounts: who may change them, and that the house is never left without a head."""

import threading

import pytest
from django.db import connections

from mainstay.core.boundary import retrying
from mainstay.core.errors import Refused
from mainstay.core.models import Event
from mainstay.team import actions
from mainstay.team.models import Member

Role = Member.Role


def test_an_administrator_gives_role_and_departments(house):
    maya = actions.place(house.maya, role=Role.LEAD, departments=[house.finance], by=house.ines)
    assert (maya.role, maya.department_ids) == ("lead", [house.finance.pk])


def test_the_same_again_is_no_change(house):
    before = Event.objects.count()
    actions.place(house.maya, role=Role.AGENT, departments=[house.support], by=house.ines)
    assert Event.objects.count() == before


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_changes_people(house, role):
    house.oskar.role = role
    with pytest.raises(Refused, match="administrator"):
        actions.place(house.maya, role=Role.ADMINISTRATOR, departments=[], by=house.oskar)
    with pytest.raises(Refused, match="administrator"):
        actions.deactivate(house.maya, by=house.oskar)
    with pytest.raises(Refused, match="administrator"):
        actions.reactivate(house.maya, by=house.oskar)


def test_the_last_administrator_stays_one(house):
    with pytest.raises(Refused, match="last administrator"):
        actions.place(house.ines, role=Role.AGENT, departments=[], by=house.ines)


def test_with_a_second_one_the_first_may_go(house):
    actions.place(house.oskar, role=Role.ADMINISTRATOR, departments=[], by=house.ines)
    ines = actions.place(house.ines, role=Role.AGENT, departments=[], by=house.ines)
    assert not ines.is_administrator


def test_two_who_demote_each_other_at_once_leave_one(transactional_db, house):
    actions.place(house.oskar, role=Role.ADMINISTRATOR, departments=[], by=house.ines)
    house.oskar.refresh_from_db()
    start, refused = threading.Barrier(2), []

    def demote(member, by):
        start.wait(10)
        try:
            retrying(lambda: actions.place(member, role=Role.AGENT, departments=[], by=by))
        except Refused as sentence:
            refused.append(str(sentence))
        finally:
            connections.close_all()

    both = [(house.ines, house.oskar), (house.oskar, house.ines)]
    threads = [threading.Thread(target=demote, args=pair) for pair in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert Member.objects.filter(role=Role.ADMINISTRATOR).count() == 1
    assert len(refused) == 1


def test_a_closed_account_is_closed(house):
    maya = actions.deactivate(house.maya, by=house.ines)
    assert not maya.is_active
    assert maya not in Member.objects.active()


def test_closing_twice_is_one_fact(house):
    actions.deactivate(house.maya, by=house.ines)
    actions.deactivate(house.maya, by=house.ines)
    assert Event.objects.filter(kind="member.deactivated").count() == 1


def test_it_can_be_opened_again(house):
    actions.deactivate(house.maya, by=house.ines)
    assert actions.reactivate(house.maya, by=house.ines).is_active


def test_nobody_closes_their_own(house):
    with pytest.raises(Refused, match="your own"):
        actions.deactivate(house.ines, by=house.ines)


def test_a_closed_administrator_does_not_count_as_one(house):
    actions.place(house.oskar, role=Role.ADMINISTRATOR, departments=[], by=house.ines)
    actions.deactivate(house.oskar, by=house.ines)
    with pytest.raises(Refused, match="last administrator"):
        actions.place(house.ines, role=Role.AGENT, departments=[], by=house.ines)


def test_who_sees_all_and_who_may_write(house):
    may = {role: (Member(role=role).sees_all, Member(role=role).may_write) for role in Role}
    assert may == {
        Role.AGENT: (False, True),
        Role.LEAD: (False, True),
        Role.MANAGER: (True, True),
        Role.ADMINISTRATOR: (True, True),
        Role.READ_ONLY: (False, False),
    }


def test_colleagues_are_those_who_answer_for_a_department(house):
    reader = actions.join(
        email="noor@example.com", name="Noor", role=Role.READ_ONLY, departments=[house.support]
    )
    colleagues = Member.objects.colleagues_in([house.support.pk])
    assert list(colleagues) == [house.ines, house.maya]
    assert reader not in colleagues

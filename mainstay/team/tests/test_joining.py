"""How people come: by a link that works once and not for ever."""

from datetime import timedelta

import pytest

from mainstay.core import clock
from mainstay.core.errors import Refused
from mainstay.core.log import tell, timeline
from mainstay.core.models import Event
from mainstay.team import actions
from mainstay.team.models import Invitation, Member

from .conftest import PASSWORD


def accept(token, email="noor@example.com", password=PASSWORD):
    return actions.accept(token, email=email, name="Noor", password=password)


def test_the_first_administrator_comes_by_a_link(db):
    noor = accept(actions.invite_first_administrator())
    assert noor.is_administrator
    assert noor.check_password(PASSWORD)


def test_there_is_no_link_for_a_first_one_when_somebody_is_there(house):
    assert actions.invite_first_administrator() is None


def test_a_new_link_for_the_first_one_makes_the_old_one_useless(db):
    old = actions.invite_first_administrator()
    actions.invite_first_administrator()
    assert actions.find_invitation(old) is None


def test_an_invited_person_gets_the_role_and_the_departments(house):
    _invitation, token = actions.invite(
        role=Member.Role.LEAD, email="Noor@Example.com", departments=[house.support], by=house.ines
    )
    noor = accept(token, email="somebody.else@example.com")
    assert (noor.email, noor.role) == ("noor@example.com", "lead")
    assert noor.department_ids == [house.support.pk]


def test_a_link_works_once(house):
    _invitation, token = actions.invite(role=Member.Role.AGENT, by=house.ines)
    accept(token)
    with pytest.raises(Refused, match="used already"):
        accept(token, email="second@example.com")


def test_a_link_ends_after_some_days(house):
    _invitation, token = actions.invite(role=Member.Role.AGENT, by=house.ines)
    later = clock.now() + actions.INVITATION_LASTS + timedelta(seconds=1)
    with clock.at(later):
        assert actions.find_invitation(token) is None
        with pytest.raises(Refused, match="too old"):
            accept(token)


def test_a_weak_password_is_refused_and_the_link_still_works(house):
    _invitation, token = actions.invite(role=Member.Role.AGENT, by=house.ines)
    with pytest.raises(Refused):
        accept(token, password="short")
    assert accept(token).is_active


def test_the_token_itself_is_kept_nowhere(house):
    invitation, token = actions.invite(role=Member.Role.AGENT, by=house.ines)
    kept = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert token not in str(kept)
    assert token not in str(list(Event.objects.values()))


def test_an_address_joins_once(house):
    with pytest.raises(Refused, match="already a member"):
        actions.join(email="MAYA@example.com ", name="Maya", role=Member.Role.AGENT)
    with pytest.raises(Refused, match="already a member"):
        actions.invite(role=Member.Role.AGENT, email="maya@example.com", by=house.ines)


def test_only_an_administrator_invites(house):
    with pytest.raises(Refused, match="administrator"):
        actions.invite(role=Member.Role.AGENT, by=house.oskar)


def test_without_a_password_one_cannot_sign_in(house):
    assert not house.maya.has_usable_password()


def test_joining_leaves_a_fact_behind(house):
    assert [told.sentence for told in tell(timeline(house.maya))] == ["Maya joined as Agent"]

"""Who works here: seen by all, placed and let in by administrators."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from mainstay.core.models import Event
from mainstay.team import actions, events
from mainstay.team.models import Department, Invitation, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya_page(world):
    return f"/people/{world.maya.pk}/"


def _place(world, role="lead"):
    return {"role": role, "departments": [world.departments["partner"].pk]}


def test_everybody_is_listed_with_their_place(as_maya):
    page = as_maya.get("/people/").content.decode()
    assert "Oskar Nyström" in page
    assert "Partner team" in page
    assert "Invite somebody" not in page


def test_the_list_costs_the_same_for_more_people(
    as_tomasz, world, django_assert_max_num_queries, django_assert_num_queries
):
    as_tomasz.get("/people/")
    with django_assert_max_num_queries(30) as few:
        as_tomasz.get("/people/")
    for number in range(5):
        actions.join(email=f"new{number}@x.example", name="New", role="agent", by=world.tomasz)
    with django_assert_num_queries(len(few)):
        as_tomasz.get("/people/")


def test_an_administrator_gives_a_place(as_tomasz, world, maya_page):
    assert as_tomasz.post(maya_page, _place(world)).url == maya_page
    world.maya.refresh_from_db()
    assert world.maya.role == "lead"
    assert [each.name for each in world.maya.departments.all()] == ["Partner team"]


def test_the_same_place_twice_is_one_change(as_tomasz, world, maya_page):
    as_tomasz.post(maya_page, _place(world))
    as_tomasz.post(maya_page, _place(world))
    assert Event.objects.filter(kind=events.MEMBER_CHANGED.name).count() == 1


def test_the_last_administrator_stays_one_and_hears_why(as_tomasz, world):
    response = as_tomasz.post(f"/people/{world.tomasz.pk}/", _place(world))
    assert response.status_code == 422
    assert "last administrator" in response.content.decode()


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_nobody_else_changes_a_place(request, who, world, maya_page):
    browser = request.getfixturevalue(who)
    assert browser.get(maya_page).status_code == 200
    assert browser.post(maya_page, _place(world)).status_code == 403
    for noun in ("closure", "reopening", "password-link", "second-step"):
        assert browser.post(f"{maya_page}{noun}/").status_code == 403
    world.maya.refresh_from_db()
    assert (world.maya.role, world.maya.is_active) == ("agent", True)


def test_closing_an_account_ends_its_sessions_at_once(as_tomasz, as_maya, world, maya_page):
    assert as_maya.get("/profile/").status_code == 200
    as_tomasz.post(f"{maya_page}closure/")
    assert as_maya.get("/profile/").status_code == 302
    assert "Closed" in as_tomasz.get("/people/").content.decode()


def test_a_closed_account_is_opened_again(as_tomasz, world, maya_page):
    as_tomasz.post(f"{maya_page}closure/")
    as_tomasz.post(f"{maya_page}reopening/")
    world.maya.refresh_from_db()
    assert world.maya.is_active


def test_without_a_script_the_question_is_a_page(as_tomasz, maya_page):
    assert (
        "Close the account of Maya Brandt?"
        in as_tomasz.get(f"{maya_page}closure/").content.decode()
    )
    assert as_tomasz.get(f"{maya_page}second-step/").status_code == 200
    assert as_tomasz.get(f"{maya_page}reopening/").status_code == 405


def test_nobody_closes_their_own_account(as_tomasz, world):
    response = as_tomasz.post(f"/people/{world.tomasz.pk}/closure/", follow=True)
    assert "You cannot close your own account" in response.content.decode()


def test_a_link_for_a_new_password_is_shown_once_and_works(as_tomasz, world, maya_page, client):
    page = as_tomasz.post(f"{maya_page}password-link/").content.decode()
    link = re.search(r'copy-text value="http://testserver([^"]+)"', page)[1]
    step = client.get(link, follow=True)
    fresh = "seven quiet harbours"
    client.post(step.request["PATH_INFO"], {"password1": fresh, "password2": fresh})
    entered = client.post("/sign-in/", {"login": world.maya.email, "password": fresh})
    assert entered.url == "/"
    assert link not in as_tomasz.get(maya_page).content.decode()


def test_who_lost_the_phone_is_let_in_by_password(as_tomasz, world, maya_page):
    Authenticator.objects.create(user=world.maya, type="totp", data={"secret": "x"})
    as_tomasz.post(f"{maya_page}second-step/")
    assert not Authenticator.objects.filter(user=world.maya).exists()
    as_tomasz.post(f"{maya_page}second-step/")
    assert Event.objects.filter(kind=events.SECOND_STEP_DROPPED.name).count() == 1


def test_an_invitation_shows_its_link_once(as_tomasz, world):
    form = {"email": "noor@mainstay.example", "role": "agent", "departments": []}
    page = as_tomasz.post("/people/invitations/", form).content.decode()
    link = re.search(r'copy-text value="http://testserver([^"]+)"', page)[1]
    assert Client().get(link).status_code == 200
    people = as_tomasz.get("/people/").content.decode()
    assert "noor@mainstay.example" in people
    assert link not in people


def test_a_form_sent_twice_is_one_invitation(as_tomasz):
    form = {"email": "", "role": "agent", "once": "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"}
    as_tomasz.post("/people/invitations/", form)
    as_tomasz.post("/people/invitations/", form)
    assert Invitation.objects.count() == 1


def test_somebody_who_is_here_is_not_invited(as_tomasz, world):
    form = {"email": world.maya.email, "role": "agent"}
    response = as_tomasz.post("/people/invitations/", form)
    assert response.status_code == 422
    assert "There is already a member" in response.content.decode()


def test_an_invitation_is_withdrawn(as_tomasz, world):
    invitation, token = actions.invite(role="agent", by=world.tomasz)
    for _time in range(2):
        as_tomasz.post(f"/people/invitations/{invitation.pk}/withdrawal/")
    assert Client().get(f"/welcome/{token}/").status_code == 410
    assert Event.objects.filter(kind=events.INVITATION_WITHDRAWN.name).count() == 1


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_only_an_administrator_invites(request, who, world):
    browser = request.getfixturevalue(who)
    assert browser.get("/people/invitations/").status_code == 403
    assert browser.post("/people/invitations/", {"role": "administrator"}).status_code == 403
    invitation, _token = actions.invite(role="agent", by=world.tomasz)
    path = f"/people/invitations/{invitation.pk}/withdrawal/"
    assert browser.post(path).status_code == 403


def test_a_person_who_is_not_there_is_a_404(as_tomasz, db):
    assert as_tomasz.get("/people/999999/").status_code == 404
    assert Member.objects.exists()
    assert Department.objects.exists()

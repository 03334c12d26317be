"""Joining the desk by a one-time link."""

from datetime import timedelta

import pytest

from mainstay.core import clock
from mainstay.team import actions
from mainstay.team.models import Department, Invitation, Member

pytestmark = pytest.mark.django_db

FORM = {
    "email": "noor@mainstay.example",
    "name": "Noor Haddad",
    "password": "seven quiet harbours",
    "time_zone": "Asia/Amman",
    "interface_language": "",
}


@pytest.fixture
def first_link():
    return f"/welcome/{actions.invite_first_administrator()}/"


def test_the_first_one_becomes_the_administrator_and_is_in(client, first_link):
    assert "You are the first one here" in client.get(first_link).content.decode()
    assert client.post(first_link, FORM).url == "/"
    noor = Member.objects.get()
    assert (noor.is_administrator, noor.time_zone) == (True, "Asia/Amman")
    assert client.get("/profile/").status_code == 200


def test_an_invitation_brings_its_address_role_and_departments(client, world):
    support = Department.objects.get(name="Support")
    _invitation, token = actions.invite(
        role="lead", email="noor@mainstay.example", departments=[support], by=world.tomasz
    )
    client.post(f"/welcome/{token}/", {**FORM, "email": "other@elsewhere.example"})
    noor = Member.objects.get(email="noor@mainstay.example")
    assert (noor.role, list(noor.departments.all())) == ("lead", [support])


def test_a_second_use_is_told_what_to_do(client, first_link):
    client.post(first_link, FORM)
    client.post("/sign-out/")
    response = client.get(first_link)
    assert response.status_code == 410
    assert "ask whoever sent it for a new one" in response.content.decode()
    assert client.post(first_link, FORM).status_code == 410
    assert Member.objects.count() == 1


def test_a_link_that_is_too_old_opens_nothing(client, first_link):
    Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert client.get(first_link).status_code == 410


def test_an_invented_link_opens_nothing(client, db):
    assert client.get("/welcome/let-me-in/").status_code == 410


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("password", "short", "at least 10"),
        ("password", "noorhaddad@", "too similar"),
        ("email", "noor", "valid email"),
        ("name", "", "required"),
        ("time_zone", "Mars/Base", "not one of the available"),
    ],
)
def test_what_is_wrong_is_said_under_its_field(client, first_link, field, value, said):
    response = client.post(first_link, {**FORM, field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert f'id="id_{field}_error"' in page
    assert not Member.objects.exists()


def test_what_was_typed_is_kept_but_the_password(client, first_link):
    page = client.post(first_link, {**FORM, "time_zone": ""}).content.decode()
    assert "Noor Haddad" in page
    assert FORM["password"] not in page


def test_an_address_that_is_here_already_is_refused(client, world):
    _invitation, token = actions.invite(role="agent", by=world.tomasz)
    response = client.post(f"/welcome/{token}/", {**FORM, "email": world.maya.email})
    assert "There is already a member" in response.content.decode()
    assert client.post(f"/welcome/{token}/", FORM).status_code == 302


def test_who_is_signed_in_is_asked_first(as_maya, world):
    _invitation, token = actions.invite(role="agent", by=world.tomasz)
    page = as_maya.get(f"/welcome/{token}/").content.decode()
    assert "You are here as Maya Brandt" in page
    as_maya.post(f"/welcome/{token}/", FORM)
    assert not Member.objects.filter(email=FORM["email"]).exists()


def test_another_method_is_none(client, first_link):
    assert client.delete(first_link).status_code == 405

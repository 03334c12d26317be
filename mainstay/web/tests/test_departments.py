"""The departments, and where new mail arrives."""

import pytest

from mainstay.core.models import Event
from mainstay.team import events
from mainstay.team.departments import default_department
from mainstay.team.models import Department

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(world):
    return world.departments["partner"]


def test_an_administrator_makes_one(as_tomasz):
    assert as_tomasz.post("/departments/", {"name": "Finance"}).url == "/departments/"
    assert "Finance" in as_tomasz.get("/departments/").content.decode()


@pytest.mark.parametrize(("name", "said"), [("", "required"), ("support", "already a department")])
def test_a_name_that_cannot_be_is_refused_under_its_field(as_tomasz, name, said):
    response = as_tomasz.post("/departments/", {"name": name})
    assert response.status_code == 422
    assert said in response.content.decode()


def test_it_is_renamed(as_tomasz, partner):
    as_tomasz.post(f"/departments/{partner.pk}/", {"name": "Publishers"})
    partner.refresh_from_db()
    assert partner.name == "Publishers"


def test_its_people_are_listed(as_maya, partner):
    assert "Oskar Nyström" in as_maya.get(f"/departments/{partner.pk}/").content.decode()


def test_new_mail_arrives_where_an_administrator_says(as_tomasz, partner):
    for _time in range(2):
        as_tomasz.post(f"/departments/{partner.pk}/default/")
    assert default_department() == partner
    assert Department.objects.filter(is_default=True).count() == 1
    assert Event.objects.filter(kind=events.DEPARTMENT_MADE_DEFAULT.name).count() == 1


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_nobody_else_changes_them(request, who, partner):
    browser = request.getfixturevalue(who)
    assert browser.get("/departments/").status_code == 200
    for path in ("", f"{partner.pk}/", f"{partner.pk}/default/"):
        assert browser.post(f"/departments/{path}", {"name": "Mine"}).status_code == 403


def test_a_link_changes_nothing(as_tomasz, partner):
    assert as_tomasz.get(f"/departments/{partner.pk}/default/").status_code == 405
    assert as_tomasz.get("/departments/999999/").status_code == 404

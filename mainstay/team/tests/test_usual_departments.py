"""A new desk begins with the departments of this business, once."""

import pytest
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from mainstay.team import actions, departments
from mainstay.team.departments import USUAL, begin_with_the_usual, default_department
from mainstay.team.models import Department, Member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty():
    Department.objects.all().delete()


def join_first(**profile):
    token = actions.invite_first_administrator()
    return actions.accept(
        token, email="noor@example.com", name="Noor", password="a fine long phrase", **profile
    )


def names():
    return set(Department.objects.values_list("name", flat=True))


def test_the_first_administrator_finds_them_there():
    join_first()
    assert names() == {str(each) for each in USUAL}
    assert default_department().name == "Support"


def test_they_are_named_in_the_language_of_the_first(monkeypatch):
    monkeypatch.setattr(departments, "USUAL", [gettext_lazy("Mailboxes"), gettext_lazy("Text")])
    join_first(interface_language="fr")
    with translation.override("fr"):
        assert names() == {gettext("Mailboxes"), gettext("Text")}
    assert "Mailboxes" not in names()


def test_mail_that_came_before_them_keeps_its_department():
    before = default_department()
    join_first()
    assert default_department() == before
    assert Department.objects.count() == len(USUAL)


def test_whoever_joins_later_changes_nothing():
    noor = join_first()
    Department.objects.get(name="Tech").delete()
    actions.rename_department(Department.objects.get(name="Finance"), "Money", by=noor)
    before = names()
    _invitation, token = actions.invite(role=Member.Role.ADMINISTRATOR, by=noor)
    actions.accept(token, email="b@example.com", name="Bo", password="a fine long phrase")
    assert begin_with_the_usual("en", by=noor) == []
    assert names() == before


def test_a_desk_with_departments_of_its_own_keeps_them():
    default_department()
    Department.objects.create(name="Publishers")
    join_first()
    assert names() == {"Support", "Publishers"}

"""Departments: one of each name, changed by an administrator."""

import pytest

from mainstay.core.actor import System
from mainstay.core.errors import Refused
from mainstay.core.log import tell, timeline
from mainstay.team import actions
from mainstay.team.departments import default_department
from mainstay.team.models import Department


def test_one_is_made(house):
    assert actions.create_department(" Publishers ", by=house.ines).name == "Publishers"


def test_a_name_is_used_once_in_whatever_case(house):
    with pytest.raises(Refused, match="already a department"):
        actions.create_department("support", by=house.ines)
    with pytest.raises(Refused, match="already a department"):
        actions.rename_department(house.finance, "SUPPORT", by=house.ines)


def test_its_own_name_may_change_its_case(house):
    assert actions.rename_department(house.finance, "FINANCE", by=house.ines).name == "FINANCE"


def test_only_an_administrator_or_the_system_makes_one(house):
    with pytest.raises(Refused, match="administrator"):
        actions.create_department("Publishers", by=house.maya)
    assert actions.create_department("Publishers", by=System("demo")).pk


def test_renaming_is_told(house):
    actions.rename_department(house.finance, "Money", by=house.ines)
    actions.rename_department(house.finance, "Money", by=house.ines)
    assert [told.sentence for told in tell(timeline(house.finance))] == [
        "Ines renamed the department Finance to Money"
    ]


def test_new_mail_always_has_a_department(db):
    Department.objects.all().delete()
    assert default_department() == default_department()
    assert Department.objects.get().is_default

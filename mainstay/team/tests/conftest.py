"""The cast: Ines leads the house, Maya answers in Support, Oskar in Finance."""

from types import SimpleNamespace

import pytest

from mainstay.team import actions
from mainstay.team.models import Department, Member

PASSWORD = "long enough to keep"


@pytest.fixture
def house(db):
    support, _made = Department.objects.get_or_create(name="Support")
    finance, _made = Department.objects.get_or_create(name="Finance")
    role = Member.Role
    return SimpleNamespace(
        support=support,
        finance=finance,
        ines=actions.join(
            email="ines@example.com", name="Ines", role=role.ADMINISTRATOR, password=PASSWORD
        ),
        maya=actions.join(
            email="maya@example.com", name="Maya", role=role.AGENT, departments=[support]
        ),
        oskar=actions.join(
            email="oskar@example.com", name="Oskar", role=role.LEAD, departments=[finance]
        ),
    )

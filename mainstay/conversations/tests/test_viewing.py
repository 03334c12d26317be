"""Views are kept by whoever needs them, and shared by who leads."""

import pytest

from mainstay.conversations import actions, views
from mainstay.conversations.filtering import Condition, Filter, Group
from mainstay.conversations.models import View
from mainstay.core import log
from mainstay.core.errors import Refused

OPEN = Filter(groups=(Group("all", (Condition("state", "is", "open"),)),))


def test_a_view_of_ones_own_is_seen_by_nobody_else(world):
    made = actions.save_view("Mine", OPEN, by=world.maya)
    assert made in views.views_of(world.maya)
    assert made not in views.views_of(world.ines)
    assert views.filter_of(made) == OPEN
    assert log.tell(log.timeline(made))[-1].sentence == "Maya Brandt made the view Mine"


def test_agents_do_not_share_leads_do(world):
    with pytest.raises(Refused, match="Leads share"):
        actions.save_view("Ours", OPEN, by=world.maya, sharing="everybody")
    made = actions.save_view("Ours", OPEN, by=world.tomasz, sharing="everybody")
    assert made in views.views_of(world.maya)
    assert made in views.views_of(world.oskar)


def test_a_view_of_a_department_is_seen_there_only(world):
    made = actions.save_view(
        "Support", OPEN, by=world.tomasz, sharing="department", department=world.support
    )
    assert made in views.views_of(world.maya)
    assert made not in views.views_of(world.oskar)


def test_only_who_owns_a_view_changes_it(world):
    made = actions.save_view("Mine", OPEN, by=world.maya)
    with pytest.raises(Refused):
        actions.save_view("Yours", OPEN, by=world.ines, view=made)
    with pytest.raises(Refused):
        actions.remove_view(made, by=world.ines)
    actions.remove_view(made, by=world.maya)
    assert not View.objects.filter(name="Mine").exists()


@pytest.mark.parametrize("name", ["", "   "])
def test_a_view_needs_a_name(world, name):
    with pytest.raises(Refused):
        actions.save_view(name, OPEN, by=world.maya)


def test_what_cannot_be_asked_is_not_kept(world):
    wrong = Filter(groups=(Group("all", (Condition("created_at", "older", "soon"),)),))
    with pytest.raises(Refused):
        actions.save_view("Wrong", wrong, by=world.maya)
    assert not View.objects.exists()

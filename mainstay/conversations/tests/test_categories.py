"""The tree of categories: tended by leads, begun with the topics of this business."""

import pytest

from mainstay.conversations import actions, details, events
from mainstay.conversations.models import Category
from mainstay.conversations.usual_categories import USUAL
from mainstay.core.actor import System
from mainstay.core.errors import Refused
from mainstay.core.models import Event
from mainstay.team import actions as team

SETUP = System("setup")


@pytest.fixture
def links(world):
    return actions.add_category("Links", by=world.ines)


def paths():
    return [topic.path for topic in details.topics()]


def test_they_stand_in_the_order_in_which_they_were_added_under_each_other(world, links):
    actions.add_category("Money", by=world.ines)
    removed = actions.add_category("Removed", parent=links, by=world.ines)
    actions.add_category("By mistake", parent=removed, by=world.ines)
    assert paths() == ["Links", "Links / Removed", "Links / Removed / By mistake", "Money"]


@pytest.mark.parametrize("name", ["links", " LINKS ", "Links\x00"])
def test_a_name_stands_once_in_a_place(world, links, name):
    with pytest.raises(Refused, match="stands there already"):
        actions.add_category(name, by=world.ines)
    assert actions.add_category(name, parent=links, by=world.ines)


@pytest.mark.parametrize(("name", "why"), [("  ", "needs a name"), ("x" * 81, "are the most")])
def test_a_name_must_be_one(world, name, why):
    with pytest.raises(Refused, match=why):
        actions.add_category(name, by=world.ines)


def test_three_levels_are_the_most(world, links):
    second = actions.add_category("Second", parent=links, by=world.ines)
    third = actions.add_category("Third", parent=second, by=world.ines)
    with pytest.raises(Refused, match="levels are the most"):
        actions.add_category("Fourth", parent=third, by=world.ines)
    other = actions.add_category("Other", by=world.ines)
    with pytest.raises(Refused, match="levels are the most"):
        actions.move_category(links, other, by=world.ines)


def test_renaming_keeps_what_it_was_called_before(world, links):
    for _time in range(2):
        actions.rename_category(links, "روابط", by=world.ines)
    assert paths() == ["روابط"]
    told = Event.objects.filter(kind=events.CATEGORY_CHANGED.name)
    assert [each.facts["before"] for each in told] == ["Links"]


def test_moving_takes_along_what_is_below(world, links):
    removed = actions.add_category("Removed", parent=links, by=world.ines)
    actions.add_category("By mistake", parent=removed, by=world.ines)
    actions.move_category(removed, None, by=world.ines)
    assert paths() == ["Links", "Removed", "Removed / By mistake"]


def test_nothing_stands_below_itself(world, links):
    removed = actions.add_category("Removed", parent=links, by=world.ines)
    for place in (links, removed):
        with pytest.raises(Refused, match="below itself"):
            actions.move_category(links, place, by=world.ines)


def test_retiring_takes_what_is_below_and_bringing_back_what_is_above(world, links):
    removed = actions.add_category("Removed", parent=links, by=world.ines)
    for _time in range(2):
        actions.retire_category(links, by=world.ines)
    assert Category.objects.filter(is_retired=True).count() == 2
    assert details.topics_by_path(details.topics()) == {}
    actions.restore_category(removed, by=world.ines)
    assert not Category.objects.filter(is_retired=True).exists()
    assert Event.objects.filter(kind=events.CATEGORY_RETIRED.name).count() == 2


def test_a_retired_name_is_said_to_be_retired(world, links):
    actions.retire_category(links, by=world.ines)
    with pytest.raises(Refused, match="Bring it back"):
        actions.add_category("Links", by=world.ines)


def test_only_who_keeps_watch_tends_them(world, links):
    for act in (
        lambda: actions.add_category("New", by=world.maya),
        lambda: actions.rename_category(links, "New", by=world.maya),
        lambda: actions.retire_category(links, by=world.ruth),
    ):
        with pytest.raises(Refused, match="Only leads"):
            act()


def test_each_is_counted_up_to_a_limit(world, links, monkeypatch):
    actions.categorise(world.payout, links, by=world.maya)
    actions.categorise(world.invoice, links, by=world.maya)
    assert details.counts_by_topic() == {links.pk: 2}
    monkeypatch.setattr(details, "MOST_COUNTED", 0)
    assert details.counts_by_topic() == {links.pk: 1}


# --- The first set ------------------------------------------------------------------------------


def test_who_joins_first_finds_the_topics_of_this_business(world, deliver):
    team.join(email="noor@example.com", name="Noor", role="administrator")
    deliver()
    assert {str(name) for name, _below in USUAL} <= set(paths())
    assert "Publications / Link removed" in paths()


def test_it_is_made_once_and_nothing_comes_back(world):
    made = actions.begin_with_the_usual_categories("en", by=SETUP)
    assert len(made) == sum(1 + len(below) for _name, below in USUAL)
    actions.rename_category(made[0], "Business", by=world.ines)
    actions.retire_category(made[1], by=world.ines)
    before = paths()
    assert actions.begin_with_the_usual_categories("en", by=SETUP) == []
    assert paths() == before


def test_a_desk_with_one_of_its_own_keeps_it(world, links):
    assert actions.begin_with_the_usual_categories("en", by=SETUP) == []
    assert paths() == ["Links"]

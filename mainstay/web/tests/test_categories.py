"""The screen of the categories, for leads and above."""

import pytest

from mainstay.conversations import actions
from mainstay.conversations.models import Category


@pytest.fixture
def links(world):
    return actions.add_category("Links", by=world.ines)


def test_a_lead_adds_one_below_another(as_ines, links):
    response = as_ines.post("/categories/", {"name": "رابط محذوف", "parent": links.pk})
    assert response.url == "/categories/"
    assert Category.objects.get(name="رابط محذوف").parent == links
    assert "رابط محذوف" in as_ines.get("/categories/").content.decode()


def test_it_says_how_many_conversations_there_are(as_ines, world, links):
    actions.categorise(world.payout, links, by=world.maya)
    text = as_ines.get(f"/categories/{links.pk}/").content.decode()
    assert "Conversations: 1" in text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": ""}, "required"),
        ({"name": "LINKS"}, "stands there already"),
        ({"name": "x" * 81}, "80"),
        ({"name": "New", "parent": "999999"}, "valid choice"),
        ({"name": "New", "parent": "abc"}, "valid choice"),
    ],
)
def test_what_cannot_be_is_refused_under_its_field(as_ines, links, form, said):
    response = as_ines.post("/categories/", form)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Category.objects.count() == 1


def test_it_is_renamed_and_moved(as_ines, world, links):
    other = actions.add_category("Publications", by=world.ines)
    as_ines.post(f"/categories/{links.pk}/", {"name": "Link", "parent": other.pk})
    links.refresh_from_db()
    assert (links.name, links.parent) == ("Link", other)


def test_it_cannot_be_put_below_itself(as_ines, world, links):
    below = actions.add_category("Removed", parent=links, by=world.ines)
    page = as_ines.get(f"/categories/{links.pk}/").content.decode()
    assert f'<option value="{below.pk}"' not in page
    response = as_ines.post(f"/categories/{links.pk}/", {"name": "Links", "parent": below.pk})
    assert response.status_code == 422


def test_it_is_retired_and_comes_back(as_ines, links):
    for _time in range(2):
        as_ines.post(f"/categories/{links.pk}/retirement/")
    assert "Retired" in as_ines.get("/categories/").content.decode()
    as_ines.post(f"/categories/{links.pk}/return/")
    assert not Category.objects.get().is_retired


@pytest.mark.parametrize("who", ["as_maya", "as_ruth"])
def test_agents_and_readers_have_no_such_screen(request, who, links):
    browser = request.getfixturevalue(who)
    for path in ("", f"{links.pk}/"):
        assert browser.get(f"/categories/{path}").status_code == 403
        assert browser.post(f"/categories/{path}", {"name": "Mine"}).status_code == 403
    for path in (f"{links.pk}/retirement/", f"{links.pk}/return/"):
        assert browser.post(f"/categories/{path}").status_code == 403
    assert "/categories/" not in browser.get("/profile/").content.decode()


def test_a_link_changes_nothing_and_an_unknown_one_is_not_found(as_ines, links):
    assert as_ines.get(f"/categories/{links.pk}/retirement/").status_code == 405
    assert as_ines.get("/categories/999999/").status_code == 404
    assert as_ines.post("/categories/999999/return/").status_code == 404

"""Fields of one's own, tags and who looks after a client, on the screen."""

import pytest

from mainstay.clients import actions
from mainstay.clients.models import CustomField, Organisation


@pytest.fixture
def level(world):
    return actions.define_field(
        "Level", about="organisation", kind="choice", choices=["Gold", "Silver"], by=world.tomasz
    )


def test_an_administrator_defines_a_field(as_tomasz, world):
    assert "What else do you want to know" in as_tomasz.get("/client-fields/").content.decode()
    given = {"name": "Level", "about": "organisation", "kind": "choice", "choices": "Gold\nSilver"}
    assert as_tomasz.post("/client-fields/new/", given).url == "/client-fields/"
    text = as_tomasz.get("/client-fields/").content.decode()
    assert "Gold, Silver" in text
    assert "1 of 40" in text
    assert 'name="custom_f' in as_tomasz.get("/clients/new/").content.decode()


def test_what_is_wrong_with_a_field_is_said_in_its_form(as_tomasz, world):
    given = {"name": "Level", "about": "organisation", "kind": "choice", "choices": "Gold"}
    response = as_tomasz.post("/client-fields/new/", given)
    assert response.status_code == 422
    assert "at least two choices" in response.content.decode()


def test_a_field_is_renamed_and_removed(as_tomasz, level):
    page = f"/client-fields/{level.pk}/"
    assert as_tomasz.get(page).status_code == 200
    as_tomasz.post(page, {"name": "Grade", "choices": "Gold\nBronze"})
    level.refresh_from_db()
    assert (level.name, level.kind, level.choices) == ("Grade", "choice", ["Gold", "Bronze"])
    assert "Remove the field Grade?" in as_tomasz.get(f"{page}removal/").content.decode()
    as_tomasz.post(f"{page}removal/")
    assert not CustomField.objects.of("organisation").exists()
    assert as_tomasz.get(page).status_code == 404


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_nobody_else_gets_there(who, request, level):
    browser = request.getfixturevalue(who)
    for page in ("/client-fields/", "/client-fields/new/", f"/client-fields/{level.pk}/removal/"):
        assert browser.get(page).status_code == 403


def test_a_client_is_filled_in(as_maya, world, level):
    given = {
        "name": "Northwind Ads",
        "domains": "northwindads.example\nnorthwind-old.example",
        "kinds": "advertiser",
        "manager": world.maya.pk,
        "backup": world.oskar.pk,
        "is_confidential": "on",
        f"custom_{level.key}": "Gold",
    }
    page = f"/clients/{world.northwind.pk}/"
    assert as_maya.post(f"{page}edit/", given).url == page
    text = as_maya.get(page).content.decode()
    for words in ("Confidential", "Oskar Nyström", "Backup", "Level", "Gold"):
        assert words in text
    assert '<option value="Gold" selected>' in as_maya.get(f"{page}edit/").content.decode()


def test_a_value_that_does_not_fit_is_said_under_its_field(as_maya, world):
    number = actions.define_field("Budget", about="contact", kind="number", by=world.tomasz)
    page = f"/contacts/{world.daniel.pk}/edit/"
    given = {"name": "D", "addresses": "d@x.example", f"custom_{number.key}": "a lot"}
    response = as_maya.post(page, given)
    assert response.status_code == 422
    assert "“a lot” is no number" in response.content.decode()


def test_the_backup_is_somebody_else(as_maya, world):
    given = {"name": "Lumio", "manager": world.maya.pk, "backup": world.maya.pk}
    response = as_maya.post("/clients/new/", given)
    assert response.status_code == 422
    assert "Choose somebody else than the manager." in response.content.decode()
    assert "Constraint" not in response.content.decode()


def test_tags_are_added_and_taken_away(as_maya, world):
    page = f"/clients/{world.northwind.pk}/"
    as_maya.post(f"{page}tags/", {"add": "key account, seo"})
    text = as_maya.get(page).content.decode()
    assert "?tag=key%20account" in text
    assert '<option value="seo">' in text
    assert "Northwind Ads" in as_maya.get("/clients/?tag=seo").content.decode()
    assert "Le Journal du Sud" not in as_maya.get("/clients/?tag=seo").content.decode()
    for tag in world.northwind.tags.all():
        as_maya.post(f"{page}tags/", {"remove": tag.pk})
    assert not Organisation.objects.get(pk=world.northwind.pk).tags.exists()


def test_who_may_only_read_is_offered_no_tag(as_ruth, world):
    page = f"/contacts/{world.daniel.pk}/"
    assert "tag_add" not in as_ruth.get(page).content.decode()
    as_ruth.post(f"{page}tags/", {"add": "seo"})
    assert not world.daniel.tags.exists()

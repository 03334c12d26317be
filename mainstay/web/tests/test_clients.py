"""Clients on the screen."""

import re
import uuid

import pytest
from django.test import Client

from mainstay.clients import actions
from mainstay.clients.models import Organisation
from mainstay.conversations.models import Conversation

NEW = {"name": "Lumio Finance", "domains": "lumio.example\n@pay.lumio.example", "country": "de"}


def test_the_list_shows_every_client(as_oskar, world):
    text = as_oskar.get("/clients/").content.decode()
    for name in ("Northwind Ads", "Le Journal du Sud"):
        assert name in text


def test_it_is_narrowed_by_words_and_kind(as_maya, world):
    text = as_maya.get("/clients/?q=northwind").content.decode()
    assert f"/clients/{world.northwind.pk}/" in text
    assert f"/clients/{world.journal.pk}/" not in text
    text = as_maya.get("/clients/?kind=publisher").content.decode()
    assert f"/clients/{world.journal.pk}/" in text


def test_it_leads_through_all_of_them(as_maya, world):
    Organisation.objects.bulk_create(Organisation(name=f"Client {n % 7}") for n in range(120))
    address, seen = "/clients/?q=client", []
    while address:
        text = as_maya.get(address).content.decode()
        seen += re.findall(r'href="/clients/(\d+)/"', text)
        older = re.search(r'href="([^"]*after=[^"]*)"', text)
        address = older and older[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 120


def test_nothing_found_says_what_was_looked_for(as_maya, world):
    text = as_maya.get("/clients/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "Looked for “&lt;script&gt;alert(1)&lt;/script&gt;”" in text
    assert (
        "No client is of this kind yet." in as_maya.get("/clients/?kind=network").content.decode()
    )


def test_a_new_desk_says_who_will_stand_there(as_maya, world):
    Conversation.objects.update(organisation=None)
    Organisation.objects.all().delete()
    assert "Clients will stand here" in as_maya.get("/clients/").content.decode()


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "x" * 10_000, "kind=%00", "after=%C2%B2.%C2%B2", "after=a.9e9", "q=%FF%FE"],
)
def test_a_strange_address_breaks_no_list(as_maya, world, query):
    assert as_maya.get(f"/clients/?{query}").status_code == 200


def test_a_client_shows_its_people_its_talks_and_its_past(as_maya, world):
    actions.edit_organisation(world.northwind, by=world.ines, note="Pays late.")
    text = as_maya.get(f"/clients/{world.northwind.pk}/").content.decode()
    for words in (
        "Daniel Price",
        "Tom Keller",
        "Our payout is late",
        "Pays late.",
        "Ines Carvalho",
    ):
        assert words in text


def test_only_talks_one_may_see_are_shown(as_oskar, world):
    text = as_oskar.get(f"/clients/{world.northwind.pk}/").content.decode()
    assert "Our payout is late" not in text
    assert "No conversation that you may see." in text


def test_a_client_is_added_and_its_people_come_along(as_maya, world):
    response = as_maya.post("/clients/new/", NEW)
    added = Organisation.objects.get(name="Lumio Finance")
    assert response.url == f"/clients/{added.pk}/"
    assert added.country == "DE"
    assert set(added.domains.values_list("domain", flat=True)) == {
        "lumio.example",
        "pay.lumio.example",
    }


def test_a_double_click_adds_one_client(as_maya, world):
    form = {**NEW, "once": str(uuid.uuid4())}
    urls = {as_maya.post("/clients/new/", form).url for _n in range(2)}
    assert Organisation.objects.filter(name="Lumio Finance").count() == len(urls) == 1


def test_a_client_is_changed(as_maya, world):
    address = f"/clients/{world.northwind.pk}/edit/"
    assert "northwindads.example" in as_maya.get(address).content.decode()
    response = as_maya.post(
        address, {"name": "Northwind", "kinds": ["advertiser", "agency"], "domains": ""}
    )
    assert response.url == f"/clients/{world.northwind.pk}/"
    world.northwind.refresh_from_db()
    assert (world.northwind.name, world.northwind.kinds) == ("Northwind", ["advertiser", "agency"])
    assert not world.northwind.domains.exists()


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"name": ""}, "required"),
        ({"name": "x" * 201}, "at most 200"),
        ({"name": "a\x00b"}, "Null characters"),
        ({"domains": "no domain"}, "is no domain"),
        ({"domains": "gmail.com"}, "public mail domain"),
        ({"domains": "northwindads.example"}, "belongs to Northwind Ads already"),
        ({"domains": "a.example," * 3000}, "at most 5000"),
        ({"country": "D1"}, "two letters"),
        ({"country": "ÄÖ"}, "two letters"),
        ({"kinds": ["pirate"]}, "Select a valid choice"),
        ({"language": "xx"}, "Select a valid choice"),
        ({"note": "x" * 5001}, "at most 5000"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_maya, world, values, why):
    response = as_maya.post("/clients/new/", {**NEW, **values})
    assert response.status_code == 422
    text = response.content.decode()
    assert why in text
    assert 'aria-invalid="true"' in text or "fieldset" in text
    if "name" not in values:
        assert 'value="Lumio Finance"' in text
    assert not Organisation.objects.filter(name="Lumio Finance").exists()


def test_a_refused_change_changes_nothing(as_maya, world):
    address = f"/clients/{world.northwind.pk}/edit/"
    response = as_maya.post(address, {"name": "Other", "domains": "gmail.com"})
    assert response.status_code == 422
    assert "<title>Northwind Ads" in response.content.decode()
    world.northwind.refresh_from_db()
    assert world.northwind.name == "Northwind Ads"


def test_who_may_only_read_is_told_so(as_ruth, world):
    assert "/clients/new/" not in as_ruth.get("/clients/").content.decode()
    for address in ("/clients/new/", f"/clients/{world.northwind.pk}/edit/"):
        response = as_ruth.post(address, NEW)
        assert response.status_code == 422
        assert "You may read here, not write" in response.content.decode()


def test_forged_and_wrong_ways_change_nothing(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.maya)
    for address in ("/clients/new/", f"/clients/{world.northwind.pk}/edit/"):
        assert browser.post(address, NEW).status_code == 403
        assert browser.put(address, NEW).status_code in (403, 405)
    assert browser.get("/clients/new/", NEW).status_code == 200
    assert not Organisation.objects.filter(name="Lumio Finance").exists()


def test_the_list_and_a_client_are_only_read(as_maya, world):
    for address in ("/clients/", f"/clients/{world.northwind.pk}/"):
        assert as_maya.post(address).status_code == 405

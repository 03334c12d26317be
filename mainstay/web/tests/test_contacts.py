"""The people at our clients on the screen."""

import uuid

import pytest
from django.test import Client

from mainstay.clients import actions
from mainstay.clients.models import Contact, Organisation
from mainstay.core import personal
from mainstay.web.clients import forms

NEW = {"name": "Eva Sand", "addresses": "eva@lumio.example"}


def edit(contact):
    return f"/contacts/{contact.pk}/edit/"


def test_a_person_shows_addresses_talks_and_past(as_maya, world):
    text = as_maya.get(f"/contacts/{world.daniel.pk}/").content.decode()
    for words in ("daniel.price@northwindads.example", "Our payout is late", "Northwind Ads"):
        assert words in text


def test_only_talks_one_may_see_are_shown(as_oskar, world):
    text = as_oskar.get(f"/contacts/{world.daniel.pk}/").content.decode()
    assert "Our payout is late" not in text


def test_a_person_is_added(as_maya, world):
    response = as_maya.post("/contacts/new/", NEW)
    added = Contact.objects.get(name="Eva Sand")
    assert response.url == f"/contacts/{added.pk}/"
    assert added.organisation is None


def test_a_person_is_added_to_the_client_one_came_from(as_maya, world):
    text = as_maya.get(f"/contacts/new/?organisation={world.journal.pk}").content.decode()
    assert f'<option value="{world.journal.pk}" selected>' in text
    as_maya.post("/contacts/new/", {**NEW, "organisation": world.journal.pk})
    assert Contact.objects.get(name="Eva Sand").organisation == world.journal


@pytest.mark.parametrize("organisation", ["abc", "²", "-1", "9" * 5000, "%00", "<script>"])
def test_a_strange_client_is_not_chosen(as_maya, world, organisation):
    response = as_maya.get(f"/contacts/new/?organisation={organisation}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("<form", 1)[1]
    refused = as_maya.post("/contacts/new/", {**NEW, "organisation": organisation})
    assert refused.status_code == 422


def test_a_person_is_changed(as_maya, world):
    text = as_maya.get(edit(world.daniel)).content.decode()
    assert "daniel.price@northwindads.example" in text
    assert f'<option value="{world.northwind.pk}" selected>' in text
    response = as_maya.post(
        edit(world.daniel),
        {"name": "Daniel P.", "addresses": "dp@x.example", "organisation": world.journal.pk},
    )
    assert response.url == f"/contacts/{world.daniel.pk}/"
    world.daniel.refresh_from_db()
    assert (world.daniel.name, world.daniel.organisation) == ("Daniel P.", world.journal)
    assert [each.value for each in world.daniel.identities.all()] == ["dp@x.example"]


def test_saving_what_was_not_changed_changes_nothing(as_maya, world):
    before = as_maya.get(f"/contacts/{world.daniel.pk}/").content.decode().count('class="fact')
    as_maya.post(
        edit(world.daniel),
        {
            "name": world.daniel.name,
            "addresses": "\n".join(i.value for i in world.daniel.identities.all()),
            "organisation": world.northwind.pk,
            "language": world.daniel.language,
            "time_zone": world.daniel.time_zone,
            "note": world.daniel.note,
        },
    )
    after = as_maya.get(f"/contacts/{world.daniel.pk}/").content.decode().count('class="fact')
    assert after == before


def test_the_client_of_a_person_is_offered_however_many_there_are(as_maya, world, monkeypatch):
    monkeypatch.setattr(forms, "_MOST_OFFERED", 3)
    Organisation.objects.bulk_create(Organisation(name=f"Aaa {n}") for n in range(5))
    text = as_maya.get(edit(world.daniel)).content.decode()
    assert f'<option value="{world.northwind.pk}" selected>' in text
    form = {"name": "Daniel", "addresses": "d@x.example", "organisation": world.northwind.pk}
    assert as_maya.post(edit(world.daniel), form).status_code == 302
    world.daniel.refresh_from_db()
    assert world.daniel.organisation == world.northwind


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"name": ""}, "required"),
        ({"name": "   "}, "required"),
        ({"addresses": ""}, "required"),
        ({"addresses": ", ,\n"}, "at least one e-mail address"),
        ({"addresses": "nobody"}, "is no e-mail address"),
        ({"addresses": "a@b@c"}, "is no e-mail address"),
        ({"addresses": "daniel.price@northwindads.example"}, "belongs to Daniel Price already"),
        ({"addresses": "a@x.example\n" * 1000}, "at most 5000"),
        ({"addresses": "a\x00@x.example"}, "Null characters"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"language": "xx"}, "Select a valid choice"),
        ({"organisation": str(2**63 + 1)}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_maya, world, values, why):
    response = as_maya.post("/contacts/new/", {**NEW, **values})
    assert response.status_code == 422
    text = response.content.decode()
    assert why in text
    if "name" not in values:
        assert 'value="Eva Sand"' in text
    assert not Contact.objects.filter(name="Eva Sand").exists()


def test_a_double_click_adds_one_person(as_maya, world):
    form = {**NEW, "once": str(uuid.uuid4())}
    assert as_maya.post("/contacts/new/", form).url == as_maya.post("/contacts/new/", form).url
    assert Contact.objects.filter(name="Eva Sand").count() == 1


def test_who_may_only_read_is_told_so(as_ruth, world):
    for address in ("/contacts/new/", edit(world.daniel)):
        response = as_ruth.post(address, NEW)
        assert response.status_code == 422
        assert "You may read here, not write" in response.content.decode()


def test_a_forged_form_changes_nothing(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.maya)
    for address in ("/contacts/new/", edit(world.daniel)):
        assert browser.post(address, NEW).status_code == 403
    assert not Contact.objects.filter(name="Eva Sand").exists()


def test_a_person_is_only_read_on_their_page(as_maya, world):
    assert as_maya.post(f"/contacts/{world.daniel.pk}/").status_code == 405
    assert as_maya.put(edit(world.daniel)).status_code == 405


def test_nameless_and_erased_people_have_a_page(as_maya, world):
    met = actions.meet("info@nowhere.example", "")
    assert (
        '<h1 dir="auto">info@nowhere.example'
        in as_maya.get(f"/contacts/{met.pk}/").content.decode()
    )
    personal.erase(world.daniel.pk)
    for address in (f"/contacts/{world.daniel.pk}/", f"/clients/{world.northwind.pk}/"):
        assert f"contact {world.daniel.pk}" in as_maya.get(address).content.decode()
    assert as_maya.get(edit(world.daniel)).status_code == 200

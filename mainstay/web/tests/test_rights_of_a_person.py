"""A person's data is handed out and erased from their page."""

import io
import json
import zipfile

import pytest

from mainstay.clients import actions
from mainstay.clients.models import Contact, Erasure


def test_everything_is_handed_out_in_one_file(as_tomasz, world):
    response = as_tomasz.post(f"/contacts/{world.daniel.pk}/export/")
    assert response["Content-Disposition"] == f'attachment; filename="person-{world.daniel.pk}.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        data = json.loads(archive.read("data.json"))
        assert sum(name.endswith(".eml") for name in archive.namelist()) == 4
    assert data["clients"][0]["name"] == "Daniel Price"
    assert "contact.exported" in [event["kind"] for event in data["events"]]


def test_a_confidential_company_is_not_named_in_it(as_tomasz, world):
    actions.edit_organisation(world.northwind, by=world.maya, is_confidential=True)
    response = as_tomasz.post(f"/contacts/{world.daniel.pk}/export/")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        data = json.loads(archive.read("data.json"))
    assert data["clients"][0]["organisation"] == "(confidential)"


def test_the_question_says_what_will_happen(as_tomasz, world):
    text = as_tomasz.get(f"/contacts/{world.daniel.pk}/erasure/").content.decode()
    for words in (
        "Erase Daniel Price?",
        "4 messages of theirs are emptied",
        "daniel.price@northwindads.example",
        "Backups from before still hold it",
    ):
        assert words in text
    assert Contact.objects.get(pk=world.daniel.pk).name == "Daniel Price"


def test_others_of_the_same_name_are_pointed_out(as_tomasz, world):
    actions.add_contact("Daniel Price", by=world.maya, addresses=["dan@home.example"])
    text = as_tomasz.get(f"/contacts/{world.daniel.pk}/erasure/").content.decode()
    assert "dan@home.example" in text


def test_erasing_is_asked_for_and_done(as_tomasz, world, deliver):
    page = f"/contacts/{world.daniel.pk}/"
    assert as_tomasz.post(f"{page}erasure/", {"words": "+44 20 7946 0018"}).url == page
    assert "is being erased" in as_tomasz.get(page).content.decode()
    deliver()
    text = as_tomasz.get(page).content.decode()
    assert "This person was erased." in text
    assert "Daniel" not in text
    assert Erasure.objects.get().asked_by == world.tomasz
    assert "Daniel" not in as_tomasz.get(f"/clients/{world.northwind.pk}/").content.decode()
    assert as_tomasz.get(f"/conversations/{world.payout.pk}/").status_code == 200


def test_what_is_gone_cannot_be_loaded_any_more(as_tomasz, world, deliver):
    message = world.payout.messages.filter(kind="in").first()
    assert as_tomasz.get(f"/messages/{message.pk}/raw/").status_code == 200
    as_tomasz.post(f"/contacts/{world.daniel.pk}/erasure/")
    deliver()
    assert as_tomasz.get(f"/messages/{message.pk}/raw/").status_code == 404


def test_a_word_too_short_is_said_in_the_form(as_tomasz, world):
    response = as_tomasz.post(f"/contacts/{world.daniel.pk}/erasure/", {"words": "ad"})
    assert response.status_code == 422
    assert "“ad” is too short" in response.content.decode()
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_nobody_else_may(who, request, world):
    browser = request.getfixturevalue(who)
    page = f"/contacts/{world.daniel.pk}/"
    assert browser.get(f"{page}erasure/").status_code == 403
    assert browser.post(f"{page}erasure/").status_code == 403
    assert browser.post(f"{page}export/").status_code == 403
    assert "erasure" not in browser.get(page).content.decode()


def test_the_page_of_a_merged_person_asks_for_both(as_tomasz, world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    assert as_tomasz.get(f"/contacts/{world.tom.pk}/erasure/").url.endswith(
        f"/{world.daniel.pk}/erasure/"
    )
    text = as_tomasz.get(f"/contacts/{world.daniel.pk}/erasure/").content.decode()
    assert "2 contacts that are merged" in text

"""A file of clients through the browser: seen first, then taken in; and a file of them all."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mainstay.clients import actions
from mainstay.clients.importing import running
from mainstay.clients.models import ClientImport, Organisation
from mainstay.core.models import Event

TEXT = "name,domains,country\nLumio,lumio.example,DE\nBad,not a domain,\n"


def choose(browser, text=TEXT, name="clients.csv"):
    return browser.post("/clients/import/", {"file": SimpleUploadedFile(name, text.encode())})


def test_it_is_looked_through_and_then_taken_in(as_ines, world, deliver):
    page = choose(as_ines).url
    assert "Rows looked through" in as_ines.get(page).content.decode()
    assert "every 1s" in as_ines.get(f"{page}progress/").content.decode()
    deliver()
    text = as_ines.get(page).content.decode()
    for words in ("Nothing has changed yet.", "“not” is no domain", "Take it in"):
        assert words in text
    assert not Organisation.objects.filter(name="Lumio").exists()

    assert as_ines.post(f"{page}start/").url == page
    as_ines.post(f"{page}start/")
    deliver()
    text = as_ines.get(page).content.decode()
    assert "Taken in." in text
    assert "every 1s" not in text
    assert Organisation.objects.get(name="Lumio").country == "DE"
    found = ClientImport.objects.get()
    assert found.content is None
    assert "1 added or changed" in as_ines.get("/clients/import/").content.decode()
    assert Event.objects.filter(kind="clientimport.finished").count() == 1


def test_a_file_that_is_no_table_is_said_to_be_none(as_ines, world, deliver):
    page = choose(as_ines, "PNG").url
    deliver()
    text = as_ines.get(page).content.decode()
    assert "names no column that is known here" in text
    assert as_ines.post(f"{page}start/").status_code == 302
    assert not Event.objects.filter(kind="clientimport.finished").exists()


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_file_is_refused_at_once(as_ines, world, text):
    response = choose(as_ines, text)
    assert response.status_code == 422
    assert "The file is empty" in response.content.decode()


def test_a_file_too_large_goes_by_the_command_line(as_ines, world, monkeypatch):
    monkeypatch.setattr("mainstay.clients.actions.imports.LARGEST", 10)
    assert "mainstay import clients" in choose(as_ines).content.decode()


def test_nothing_chosen_is_said_under_the_field(as_ines, world):
    assert as_ines.post("/clients/import/", {}).status_code in (200, 422)


def test_a_file_nobody_took_in_is_forgotten_after_a_day(as_ines, world, deliver, monkeypatch):
    page = choose(as_ines).url
    deliver()
    ClientImport.objects.update(created_at=ClientImport.objects.get().created_at - running.KEPT)
    assert running.forget_old_imports() == 1
    assert "not kept any more" in as_ines.get(page).content.decode()
    as_ines.post(f"{page}start/")
    assert ClientImport.objects.get().state == "checked"


def test_a_name_is_no_markup(as_ines, world, deliver):
    page = choose(as_ines, "name,country\nX,<script>\n", "<script>.csv").url
    deliver()
    assert "<script>." not in as_ines.get(page).content.decode()


@pytest.mark.parametrize("who", ["as_maya", "as_ruth"])
def test_who_does_not_lead_brings_in_and_takes_out_nothing(who, request, world):
    browser = request.getfixturevalue(who)
    assert choose(browser).status_code == 403
    assert browser.post("/clients/export/").status_code == 403
    assert "Import a CSV" not in browser.get("/clients/").content.decode()


def exported(browser):
    response = browser.post("/clients/export/")
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_file_of_all_clients_has_a_line_for_each_person(as_ines, world):
    rows = exported(as_ines)
    assert [(row["name"], row["contact_name"]) for row in rows] == [
        ("Northwind Ads", "Daniel Price"),
        ("Northwind Ads", "Tom Keller"),
        ("Le Journal du Sud", "Claire Fabre"),
    ]
    assert rows[0]["domains"] == "northwind-old.example northwindads.example"


def test_whoever_wishes_to_stay_unnamed_is_in_no_file(as_ines, world):
    actions.edit_organisation(world.northwind, by=world.maya, is_confidential=True)
    assert {row["name"] for row in exported(as_ines)} == {"Le Journal du Sud"}
    actions.merge(world.northwind, world.journal, by=world.ines)
    assert exported(as_ines) == []


def test_no_cell_of_the_file_is_a_formula(as_ines, world):
    for name in ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1"):
        world.journal.name = name
        world.journal.save()
        assert exported(as_ines)[-1]["name"] == f"'{name}"


def test_what_was_exported_changes_nothing_when_it_is_brought_in(as_ines, world, deliver):
    actions.edit_organisation(world.journal, by=world.maya, name="=Journal", note="-- careful")
    text = as_ines.post("/clients/export/").content.decode("utf-8-sig")
    choose(as_ines, text)
    deliver()
    result = ClientImport.objects.get().result
    assert (result["unchanged"], result["bad"], result["rows"]) == (3, 0, 3)

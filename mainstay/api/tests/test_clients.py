"""Clients and contacts as a program finds, adds and changes them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mainstay.clients import actions
from mainstay.clients.models import Contact, Identity, Organisation
from mainstay.core import log

pytestmark = pytest.mark.django_db


def names(response):
    assert response.status_code == 200, response.content
    return [each["name"] for each in response.json()["items"]]


def test_clients_are_listed_by_name_and_filtered(world, as_maya):
    assert names(as_maya.get("/organisations")) == ["Le Journal du Sud", "Northwind Ads"]
    assert names(as_maya.get("/organisations?kind=publisher")) == ["Le Journal du Sud"]
    assert names(as_maya.get("/organisations?words=northwindads.example")) == ["Northwind Ads"]
    assert as_maya.get("/organisations?kind=friend").status_code == 422


def test_people_are_listed_and_found(world, as_maya):
    assert names(as_maya.get("/contacts?limit=2")) == ["Claire Fabre", "Tom Keller"]
    following = as_maya.get("/contacts?limit=2").json()["next"]
    assert names(as_maya.get(following.removeprefix("http://testserver/api/v1"))) == [
        "Daniel Price"
    ]
    assert names(as_maya.get("/contacts?words=claire")) == ["Claire Fabre"]
    assert len(names(as_maya.get(f"/contacts?organisation={world.northwind.pk}"))) == 2


def test_a_client_is_added_with_everything(world, as_maya):
    field = actions.define_field("Level", about="organisation", kind="text", by=world.tomasz)
    body = {
        "name": "شركة",
        "kinds": ["agency", "agency"],
        "language": "ar",
        "country": "MA",
        "manager": world.maya.pk,
        "domains": ["sharika.example"],
        "tags": ["VIP"],
        "custom": {field.key: "gold"},
        "is_confidential": True,
    }
    response = as_maya.post("/organisations", body)
    assert response.status_code == 201
    told = as_maya.get(response.headers["Location"].removeprefix("/api/v1")).json()
    assert told == response.json()
    assert (told["kinds"], told["manager"]["name"]) == (["agency"], "Maya Brandt")
    assert (told["tags"], told["custom"]) == (["VIP"], {field.key: "gold"})
    [shown] = as_maya.get("/custom-fields").json()["items"]
    assert (shown["key"], shown["name"]) == (field.key, "Level")


def test_only_what_is_sent_is_changed(world, as_maya):
    path = f"/organisations/{world.northwind.pk}"
    before = as_maya.get(path).json()
    told = as_maya.patch(path, {"note": "Pays late", "tags": ["late"]}).json()
    assert told == {**before, "note": "Pays late", "tags": ["late"]}
    assert as_maya.patch(path, {"tags": []}).json()["tags"] == []
    fact = log.timeline(world.northwind).last()
    assert (fact.kind, fact.actor_id) == ("organisation.edited", str(world.maya.pk))


def test_a_manager_is_taken_away_by_null(world, as_maya):
    path = f"/organisations/{world.northwind.pk}"
    assert as_maya.patch(path, {"manager": world.ines.pk}).json()["manager"]["id"] == world.ines.pk
    assert as_maya.patch(path, {"manager": None}).json()["manager"] is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"domains": ["gmail.com"]}, "public mail domain"),
        ({"domains": ["lejournaldusud.example"]}, "belongs to Le Journal du Sud"),
        ({"custom": {"f999": "x"}}, "There is no field"),
    ],
)
def test_what_a_rule_forbids_is_refused_as_on_the_screen(world, as_maya, body, said):
    response = as_maya.patch(f"/organisations/{world.northwind.pk}", {"note": "x", **body})
    assert response.status_code == 422
    assert said in response.json()["detail"]
    world.northwind.refresh_from_db()
    assert world.northwind.note != "x"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"language": "klingon"}, "body.language"),
        ({"country": "France"}, "body.country"),
        ({"kinds": ["friend"]}, "body.kinds.0"),
        ({"manager": 999_999}, "body.manager"),
        ({"name": " "}, "body.name"),
        ({"colour": "red"}, "body.colour"),
    ],
)
def test_a_wrong_field_is_named(world, as_maya, body, field):
    response = as_maya.patch(f"/organisations/{world.northwind.pk}", body)
    assert response.status_code == 422
    assert [each["field"] for each in response.json()["errors"]] == [field]


def test_a_person_is_added_and_changed(world, as_maya):
    made = as_maya.post(
        "/contacts", {"name": "Ada", "addresses": ["Ada@NorthwindAds.example"], "tags": ["new"]}
    )
    assert made.status_code == 201
    told = made.json()
    assert told["organisation"]["name"] == "Northwind Ads"
    assert (told["addresses"], told["tags"]) == (["ada@northwindads.example"], ["new"])
    path = f"/contacts/{told['id']}"
    changed = as_maya.patch(path, {"time_zone": "Asia/Tokyo", "organisation": None}).json()
    assert (changed["time_zone"], changed["organisation"]) == ("Asia/Tokyo", None)
    assert as_maya.patch(path, {"time_zone": "Mars/Base"}).status_code == 422


def test_an_address_of_somebody_else_is_refused(world, as_maya):
    body = {"name": "Ada", "addresses": ["tom.keller@northwindads.example"]}
    response = as_maya.post("/contacts", body)
    assert response.status_code == 422
    assert "belongs to Tom Keller" in response.json()["detail"]
    assert not Contact.objects.filter(name="Ada").exists()


def test_one_that_was_merged_answers_with_the_other(world, as_maya):
    actions.merge(world.tom, world.daniel, by=world.ines)
    assert as_maya.get(f"/contacts/{world.tom.pk}").json()["id"] == world.daniel.pk
    refused = as_maya.patch(f"/contacts/{world.tom.pk}", {"note": "x"})
    assert refused.status_code == 422
    assert "Change that one" in refused.json()["detail"]


def test_an_unknown_one_is_not_there(world, as_maya):
    assert as_maya.get("/contacts/999999").status_code == 404
    assert as_maya.patch("/organisations/999999", {"note": "x"}).status_code == 404


@pytest.mark.parametrize(("path", "asked"), [("/organisations", 3), ("/contacts", 6)])
def test_rows_do_not_change_the_number_of_queries(world, as_maya, path, asked):
    as_maya.get("/me")
    with CaptureQueriesContext(connection) as few:
        as_maya.get(path)
    assert len(few) == asked, "\n".join(each["sql"] for each in few)
    for n in range(30):
        made = Contact.objects.create(name=f"{n}", organisation=world.northwind)
        Identity.objects.create(contact=made, value=f"p{n}@x.example")
        Organisation.objects.create(name=f"{n}")
    with CaptureQueriesContext(connection) as many:
        as_maya.get(path)
    assert len(many) == len(few)

"""What we know of a person is handed out, and erased."""

from mainstay.clients import actions
from mainstay.core import personal


def test_everything_known_of_a_person_is_handed_out(world):
    actions.edit_contact(world.daniel, by=world.maya, note="Calls back.")
    (row,) = personal.export(world.daniel.pk)["clients"]
    assert row["name"] == "Daniel Price"
    assert row["organisation"] == "Northwind Ads"
    assert row["note"] == "Calls back."
    assert set(row["addresses"]) == {
        "daniel.price@northwindads.example",
        "d.price@northwind-old.example",
    }


def test_of_an_unknown_person_nothing_is_handed_out(world):
    assert personal.export(404)["clients"] == []


def test_an_erased_person_has_no_name_and_no_address(world):
    changed = personal.erase(world.daniel.pk)
    world.daniel.refresh_from_db()
    assert (world.daniel.name, world.daniel.note, world.daniel.time_zone) == ("", "", "")
    assert not world.daniel.identities.exists()
    assert changed["clients"] == 3


def test_others_are_left_as_they_are(world):
    personal.erase(world.daniel.pk)
    world.tom.refresh_from_db()
    assert world.tom.name == "Tom Keller"
    assert world.tom.identities.exists()


def test_erasing_twice_finds_nothing_more(world):
    personal.erase(world.daniel.pk)
    assert personal.export(world.daniel.pk)["clients"][0]["addresses"] == []
    personal.erase(world.daniel.pk)
    assert personal.export(world.daniel.pk)["clients"][0]["name"] == ""


def test_who_writes_again_is_a_new_person(world):
    personal.erase(world.daniel.pk)
    assert actions.meet("daniel.price@northwindads.example", "Daniel") != world.daniel

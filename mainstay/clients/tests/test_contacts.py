"""People at our clients are added and changed."""

import pytest

from mainstay.clients import actions, events
from mainstay.clients.models import Contact
from mainstay.core.errors import Refused


def addresses_of(contact) -> set[str]:
    return set(contact.identities.values_list("value", flat=True))


def test_a_person_is_added_with_their_addresses(world, facts):
    added = actions.add_contact(
        " Eva Sand ", by=world.maya, addresses=["Eva@northwindads.example", "eva@sand.example", ""]
    )
    assert added.name == "Eva Sand"
    assert added.organisation == world.northwind
    assert addresses_of(added) == {"eva@northwindads.example", "eva@sand.example"}
    assert facts(added) == [(events.CONTACT_ADDED.name, {"contact": added.pk})]


def test_the_client_that_is_named_goes_before_the_domain(world):
    added = actions.add_contact(
        "Eva",
        by=world.maya,
        addresses=["eva@northwindads.example"],
        organisation=world.journal,
    )
    assert added.organisation == world.journal


@pytest.mark.parametrize(
    ("addresses", "why"),
    [
        ([], "at least one"),
        (["", "  "], "at least one"),
        (["nobody"], "is no e-mail address"),
        (["two words@client.example"], "is no e-mail address"),
        (["daniel.price@northwindads.example"], "belongs to Daniel Price already"),
    ],
)
def test_an_address_that_leads_to_nobody_or_another_is_refused(world, addresses, why):
    with pytest.raises(Refused, match=why):
        actions.add_contact("Eva", by=world.maya, addresses=addresses)
    assert not Contact.objects.filter(name="Eva").exists()


def test_who_may_only_read_adds_nobody(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.add_contact("Eva", by=world.ruth, addresses=["eva@client.example"])


def test_changing_tells_which_fields(world, facts):
    changed = actions.edit_contact(
        world.daniel, by=world.maya, name="Dan Price", language="en", note="Calls back."
    )
    assert (changed.name, changed.note) == ("Dan Price", "Calls back.")
    assert facts(world.daniel) == [
        (events.CONTACT_EDITED.name, {"fields": "name, note", "contact": world.daniel.pk})
    ]


def test_the_same_again_is_no_change(world, facts):
    actions.edit_contact(
        world.daniel,
        by=world.maya,
        name=world.daniel.name,
        addresses=[" D.PRICE@northwind-old.example", "daniel.price@northwindads.example"],
    )
    assert facts(world.daniel) == []


def test_addresses_are_replaced_as_a_whole(world):
    wanted = ["daniel.price@northwindads.example", "dan@price.example"]
    actions.edit_contact(world.daniel, by=world.maya, addresses=wanted)
    assert addresses_of(world.daniel) == set(wanted)
    assert actions.meet("dan@price.example", "") == world.daniel


def test_an_address_of_another_is_refused_and_changes_nothing(world, facts):
    before = addresses_of(world.daniel)
    with pytest.raises(Refused, match="belongs to Tom Keller already"):
        actions.edit_contact(
            world.daniel, by=world.maya, addresses=["tom.keller@northwindads.example"]
        )
    assert addresses_of(world.daniel) == before
    assert facts(world.daniel) == []


def test_a_person_keeps_at_least_one_address(world):
    with pytest.raises(Refused, match="at least one"):
        actions.edit_contact(world.daniel, by=world.maya, addresses=[])


def test_who_may_only_read_changes_nobody(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.edit_contact(world.daniel, by=world.ruth, name="Mine")

"""Clients are added and changed."""

import pytest

from mainstay.clients import actions, events
from mainstay.clients.models import Organisation
from mainstay.core.errors import Refused


def domains_of(organisation) -> set[str]:
    return set(organisation.domains.values_list("domain", flat=True))


def test_a_client_is_added_with_its_domains(world, facts):
    added = actions.add_organisation(
        " Lumio Finance ", by=world.maya, domains=["@Lumio.example", "lumio.example."]
    )
    assert added.name == "Lumio Finance"
    assert domains_of(added) == {"lumio.example"}
    assert facts(added) == [(events.ORGANISATION_ADDED.name, {"name": "Lumio Finance"})]


def test_people_who_wrote_before_join_their_client(world):
    earlier = actions.meet("jonas@lumio.example", "Jonas")
    elsewhere = actions.meet("jonas@not-lumio.example", "Jonas")
    added = actions.add_organisation("Lumio", by=world.maya, domains=["lumio.example"])
    earlier.refresh_from_db()
    elsewhere.refresh_from_db()
    assert earlier.organisation == added
    assert elsewhere.organisation is None


def test_people_of_another_client_stay_there(world):
    actions.add_contact(
        "Ada", by=world.maya, addresses=["ada@lumio.example"], organisation=world.northwind
    )
    added = actions.add_organisation("Lumio", by=world.maya, domains=["lumio.example"])
    assert not added.contacts.exists()


@pytest.mark.parametrize(
    ("domain", "why"),
    [
        ("gmail.com", "public mail domain"),
        ("northwindads.example", "belongs to Northwind Ads already"),
        ("no domain", "is no domain"),
        ("localhost", "is no domain"),
    ],
)
def test_a_domain_that_says_nothing_is_refused(world, domain, why):
    with pytest.raises(Refused, match=why):
        actions.add_organisation("Lumio", by=world.maya, domains=["lumio.example", domain])
    assert not Organisation.objects.filter(name="Lumio").exists()


def test_who_may_only_read_adds_no_client(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.add_organisation("Lumio", by=world.ruth)


def test_changing_tells_which_fields(world, facts):
    changed = actions.edit_organisation(
        world.northwind, by=world.maya, name="Northwind", note=world.northwind.note, country="IE"
    )
    assert (changed.name, changed.country) == ("Northwind", "IE")
    assert facts(world.northwind) == [
        (events.ORGANISATION_EDITED.name, {"fields": "name, country"})
    ]


def test_the_same_again_is_no_change(world, facts):
    again = sorted(domains_of(world.northwind))
    actions.edit_organisation(
        world.northwind, by=world.maya, name=world.northwind.name, domains=again
    )
    assert facts(world.northwind) == []


def test_domains_are_replaced_as_a_whole(world, facts):
    actions.edit_organisation(world.northwind, by=world.maya, domains=["northwind.example"])
    assert domains_of(world.northwind) == {"northwind.example"}
    assert facts(world.northwind) == [(events.ORGANISATION_EDITED.name, {"fields": "domains"})]


def test_a_refused_domain_changes_nothing(world, facts):
    before = domains_of(world.northwind)
    with pytest.raises(Refused, match="belongs to Le Journal du Sud"):
        actions.edit_organisation(
            world.northwind, by=world.maya, name="New", domains=["lejournaldusud.example"]
        )
    world.northwind.refresh_from_db()
    assert (world.northwind.name, domains_of(world.northwind)) == ("Northwind Ads", before)
    assert facts(world.northwind) == []


def test_who_may_only_read_changes_no_client(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.edit_organisation(world.northwind, by=world.ruth, name="Mine")

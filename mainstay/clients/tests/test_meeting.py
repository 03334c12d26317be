"""Who is behind a sender's address, and for whom do they write?"""

import pytest

from mainstay.clients import actions, events
from mainstay.clients.models import Contact
from mainstay.clients.public_domains import is_public


def test_a_known_address_is_a_known_person(world, facts):
    assert actions.meet("daniel.price@northwindads.example", "Somebody") == world.daniel
    assert facts(world.daniel) == []


def test_an_address_is_the_same_in_capitals(world):
    assert actions.meet(" Daniel.Price@NORTHWINDADS.example ", "") == world.daniel


def test_an_older_address_leads_to_the_same_person(world):
    assert actions.meet("d.price@northwind-old.example", "") == world.daniel


def test_a_new_address_makes_a_person_of_the_clients_domain(world, facts):
    contact = actions.meet("eva@northwindads.example", " Eva Sand ")
    assert (contact.name, contact.organisation) == ("Eva Sand", world.northwind)
    assert contact.language == world.northwind.language
    assert contact.identities.get().value == "eva@northwindads.example"
    assert facts(contact) == [(events.CONTACT_MET.name, {"contact": contact.pk})]


def test_meeting_twice_is_one_person(world):
    first = actions.meet("eva@northwindads.example", "Eva")
    assert actions.meet("eva@northwindads.example", "Eva") == first
    assert Contact.objects.filter(name="Eva").count() == 1


def test_a_domain_below_belongs_to_the_client_too(world):
    assert actions.meet("a@mail.northwindads.example", "").organisation == world.northwind


def test_the_nearest_domain_decides(world):
    branch = actions.add_organisation(
        "Northwind Iberia", by=world.maya, domains=["es.northwindads.example"]
    )
    assert actions.organisation_of("a@mail.es.northwindads.example") == branch
    assert actions.organisation_of("a@fr.northwindads.example") == world.northwind


def test_a_domain_that_only_ends_alike_is_another(world):
    assert actions.organisation_of("a@evil-northwindads.example") is None


@pytest.mark.parametrize("domain", ["gmail.com", "mail.ru", "outlook.com", "yahoo.co.id"])
def test_a_public_mail_domain_never_leads_to_a_client(world, domain):
    assert is_public(domain)
    assert actions.meet(f"somebody.made.up.40711@{domain}", "").organisation is None


@pytest.mark.parametrize("address", ["nobody", "a@", "@", "a@localhost"])
def test_an_address_without_a_domain_leads_nowhere(world, address):
    assert actions.organisation_of(address) is None


def test_a_name_fills_an_empty_one_and_changes_none(world):
    contact = actions.meet("eva@northwindads.example", "")
    assert actions.meet("eva@northwindads.example", "Eva").name == "Eva"
    assert actions.meet("eva@northwindads.example", "Evil").name == "Eva"
    assert Contact.objects.get(pk=contact.pk).name == "Eva"

"""Finding clients and their people by name, domain and address."""

import pytest

from mainstay.clients import actions, queries
from mainstay.clients.models import Contact, Identity, Organisation
from mainstay.core import personal
from mainstay.team import actions as team

pytestmark = pytest.mark.sql


@pytest.fixture
def many(world):
    """120 further clients, of which four and four have one name in other letters."""
    made = Organisation.objects.bulk_create(
        Organisation(name=("Twin", "twin", "TWIN", "tWin")[n % 4] + f" {n // 4:03}.example")
        for n in range(120)
    )
    return {each.pk for each in made} | {world.northwind.pk, world.journal.pk}


def pages(member, **chosen):
    key, read = "", []
    while True:
        page = queries.clients(member, key=key, **chosen)
        read.append(page)
        key = page.next_key
        if not key:
            return read


def names(page):
    return [row.name for row in page.rows]


def test_no_client_is_twice_or_missing_over_all_pages(world, many):
    found = pages(world.maya)
    ids = [row.id for page in found for row in page.rows]
    assert [len(page.rows) for page in found] == [50, 50, 22]
    assert len(ids) == len(set(ids))
    assert set(ids) == many


@pytest.mark.parametrize(
    "words", ["northwind", "NORTHWIND ADS", "wind", "northwindads.ex", " nor "]
)
def test_a_client_is_found_by_a_part_of_name_or_domain(world, words):
    assert names(queries.clients(world.maya, words)) == ["Northwind Ads"]


def test_a_client_with_several_domains_is_found_once(world):
    actions.edit_organisation(
        world.northwind, by=world.maya, domains=["one.example", "two.example", "three.example"]
    )
    (row,) = [
        row for row in queries.clients(world.maya, "example").rows if row.id == world.northwind.pk
    ]
    assert row.contacts == 2


def test_people_are_counted_each_once(world):
    rows = {row.id: row.contacts for row in queries.clients(world.maya).rows}
    assert rows[world.northwind.pk] == 2
    assert rows[world.journal.pk] == 1


def test_clients_are_chosen_by_kind(world):
    world.northwind.kinds = ["advertiser", "agency"]
    world.northwind.save()
    for kind in ("advertiser", "agency"):
        assert "Northwind Ads" in names(queries.clients(world.maya, kind=kind))
    assert "Northwind Ads" not in names(queries.clients(world.maya, kind="network"))


HOSTILE = ["%", "_", "\\", "'", '"', "\x00", "a\x00b", "x" * 10_000, "'; DROP TABLE team_member;"]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_typed_is_taken_by_its_letters(world, words):
    assert names(queries.clients(world.maya, words)) in ([], ["Le Journal du Sud", "Northwind Ads"])
    assert queries.find_contacts(world.maya, words) == []
    assert queries.find_organisations(world.maya, words) == []


@pytest.mark.parametrize("words", ["%", "_", "\\"])
def test_a_mark_of_patterns_finds_itself_only(world, words):
    assert queries.clients(world.maya, words).rows == []


@pytest.mark.parametrize(
    "key",
    ["abc", ".", "a.²", "a.-1", f"a.{'9' * 5000}", f"zzz.{2**63}", "\x00.1", "a\x00.1", "é.٣"],
)
def test_a_damaged_key_leads_to_a_page(world, key):
    assert set(names(queries.clients(world.maya, key=key))) <= {
        "Le Journal du Sud",
        "Northwind Ads",
    }


def test_a_person_is_found_by_name_and_address(world):
    for words in ("daniel", "PRICE", "d.price@northwind-old", "Daniel.Price@NORTHWINDADS"):
        (person,) = queries.find_contacts(world.maya, words)
        assert (person.id, person.organisation) == (world.daniel.pk, "Northwind Ads")
        assert len(person.addresses) == 2


def test_a_nameless_person_is_called_by_their_address(world):
    met = actions.meet("info@nowhere.example", "")
    assert [each.name for each in queries.find_contacts(world.maya, "nowhere")] == [
        "info@nowhere.example"
    ]
    assert met.name == ""


def test_an_erased_person_still_has_a_line_among_the_people(world):
    personal.erase(world.daniel.pk)
    known = {each.id: each for each in queries.contacts_of(world.northwind)}
    assert known[world.daniel.pk].name == f"contact {world.daniel.pk}"
    assert known[world.daniel.pk].addresses == []


def test_a_closed_account_finds_nobody(world):
    maya = team.deactivate(world.maya, by=world.tomasz)
    assert queries.clients(maya).rows == []
    assert queries.find_contacts(maya, "daniel") == []
    assert queries.find_organisations(maya, "north") == []


def test_a_quick_look_is_a_few(world, many):
    assert len(queries.find_organisations(world.maya, "twin")) == queries.FOUND


def test_the_number_of_queries_does_not_grow_with_the_rows(world, many, django_assert_num_queries):
    people = Contact.objects.bulk_create(
        Contact(name=f"Somebody {n}", organisation=world.northwind) for n in range(40)
    )
    Identity.objects.bulk_create(
        Identity(contact=each, value=f"{each.pk}@x.example") for each in people
    )
    with django_assert_num_queries(2):
        assert len(queries.clients(world.maya).rows) == queries.PAGE
    with django_assert_num_queries(5):
        assert len(queries.contacts_of(world.northwind)) == 42
    with django_assert_num_queries(5):
        assert len(queries.find_contacts(world.maya, "x.example")) == queries.FOUND

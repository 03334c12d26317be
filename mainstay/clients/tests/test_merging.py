"""Two rows turn out to be one, and perhaps two again."""

import threading
from itertools import pairwise

import pytest
from django.db import connection, transaction

from mainstay.clients import actions, events, queries
from mainstay.clients.models import Contact, Identity, Organisation, family_of, target_of
from mainstay.core.actor import System
from mainstay.core.errors import Refused


def test_a_merged_person_is_read_as_the_other(world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    assert target_of(Contact.objects.get(pk=world.tom.pk)) == world.daniel
    assert "tom.keller@northwindads.example" in queries.addresses_of(world.daniel)
    assert [each.name for each in queries.contacts_of(world.northwind)] == ["Daniel Price"]


def test_new_mail_from_any_address_lands_at_the_other(world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    assert actions.meet("tom.keller@northwindads.example", "Tom") == world.daniel


def test_addresses_stay_with_their_own_row(world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    assert Identity.objects.get(value="tom.keller@northwindads.example").contact == world.tom


def test_separating_restores_everything(world):
    actions.tag(world.tom, "finance", by=world.maya)
    before = queries.addresses_of(world.daniel)
    tom = actions.merge(world.tom, world.daniel, by=world.ines)
    actions.separate(tom, by=world.ines)
    assert queries.addresses_of(world.daniel) == before
    assert actions.meet("tom.keller@northwindads.example", "") == world.tom
    assert len(queries.contacts_of(world.northwind)) == 2
    assert queries.tags_of(world.daniel) == []


def test_a_chain_is_followed_to_its_end_and_taken_apart_link_by_link(world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    actions.merge(world.daniel, world.claire, by=world.ines)
    assert actions.meet("tom.keller@northwindads.example", "") == world.claire
    assert set(family_of(Contact, world.claire.pk)) == {
        world.tom.pk,
        world.daniel.pk,
        world.claire.pk,
    }
    actions.separate(world.daniel, by=world.ines)
    assert actions.meet("tom.keller@northwindads.example", "") == world.daniel


def test_facts_tell_of_it(world, facts):
    actions.merge(world.tom, world.daniel, by=world.ines)
    actions.merge(world.tom, world.daniel, by=world.ines)
    actions.separate(world.tom, by=world.ines)
    actions.separate(world.tom, by=world.ines)
    tom, daniel = world.tom.pk, world.daniel.pk
    assert facts(world.tom) == [
        (events.CONTACT_MERGED.name, {"contact": tom, "into": daniel}),
        (events.CONTACT_SEPARATED.name, {"contact": tom, "before": daniel}),
    ]
    kinds = [event.kind for event in queries.latest_facts(world.daniel, 50)]
    assert events.CONTACT_MERGED.name not in kinds  # they are apart again


def test_the_other_tells_it_while_they_are_one(world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    assert queries.latest_facts(world.daniel, 1)[0].kind == events.CONTACT_MERGED.name


def test_one_company_has_the_people_and_domains_of_both(world):
    actions.merge(world.journal, world.northwind, by=world.ines)
    assert {each.name for each in queries.contacts_of(world.northwind)} == {
        "Daniel Price",
        "Tom Keller",
        "Claire Fabre",
    }
    assert "lejournaldusud.example" in queries.domains_of(world.northwind)
    assert actions.meet("new@lejournaldusud.example", "").organisation == world.northwind
    (row,) = queries.clients(world.maya).rows
    assert (row.name, row.contacts) == ("Northwind Ads", 4)


def test_it_is_found_by_the_words_of_what_was_merged_into_it(world):
    actions.merge(world.journal, world.northwind, by=world.ines)
    actions.merge(world.tom, world.daniel, by=world.ines)
    for words in ("Journal", "lejournaldusud"):
        assert [row.name for row in queries.clients(world.maya, words).rows] == ["Northwind Ads"]
    for words in ("Tom Keller", "tom.keller@"):
        assert [each.id for each in queries.find_contacts(world.maya, words)] == [world.daniel.pk]


def test_whoever_wishes_to_stay_unnamed_stays_so_in_the_other(world):
    actions.edit_organisation(world.journal, by=world.maya, is_confidential=True)
    assert not queries.is_confidential(world.northwind)
    actions.merge(world.journal, world.northwind, by=world.ines)
    assert queries.is_confidential(world.northwind)


def test_an_address_of_what_was_merged_is_given_twice_without_harm(world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    actions.edit_contact(
        world.daniel,
        by=world.maya,
        addresses=["daniel.price@northwindads.example", "tom.keller@northwindads.example"],
    )
    assert Identity.objects.get(value="tom.keller@northwindads.example").contact == world.tom


def test_a_merged_row_is_changed_at_the_other(world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    actions.merge(world.journal, world.northwind, by=world.ines)
    for act in (
        lambda: actions.edit_contact(world.tom, by=world.maya, name="X"),
        lambda: actions.tag(world.tom, "x", by=world.maya),
        lambda: actions.edit_organisation(world.journal, by=world.maya, name="X"),
    ):
        with pytest.raises(Refused, match="was merged into"):
            act()


def test_no_circle(world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    with pytest.raises(Refused, match="Tom Keller was merged into Daniel Price meanwhile"):
        actions.merge(world.daniel, world.tom, by=world.ines)
    actions.merge(world.daniel, world.claire, by=world.ines)
    with pytest.raises(Refused, match="meanwhile"):
        actions.merge(world.claire, world.tom, by=world.ines)
    with pytest.raises(Refused, match="the same one"):
        actions.merge(world.claire, world.claire, by=world.ines)


@pytest.mark.parametrize("key", ["maya", "oskar", "ruth"])
def test_an_agent_merges_nothing(world, key):
    with pytest.raises(Refused, match="Ask one of them"):
        actions.merge(world.tom, world.daniel, by=world.members[key])
    tom = actions.merge(world.tom, world.daniel, by=world.ines)
    with pytest.raises(Refused, match="Ask one of them"):
        actions.separate(tom, by=world.members[key])


@pytest.mark.django_db(transaction=True)
def test_of_many_who_merge_around_a_circle_at_once_one_is_refused(circle):
    refused, barrier = [], threading.Barrier(len(circle))

    def act(row, into):
        barrier.wait()
        try:
            actions.merge(row, into, by=System("test"))
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    pairs = [*pairwise(circle), (circle[-1], circle[0])]
    threads = [threading.Thread(target=act, args=pair) for pair in pairs]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert refused
    standing = Contact.objects.filter(pk__in=[each.pk for each in circle]).standing()
    assert standing.count() >= 1
    with transaction.atomic():
        assert {target_of(each).pk for each in Contact.objects.all()} <= set(
            standing.values_list("pk", flat=True)
        )


@pytest.fixture
def circle(transactional_db):
    organisation = Organisation.objects.create(name="Circle")
    return [Contact.objects.create(name=f"P{n}", organisation=organisation) for n in range(4)]

"""An address that mail does not reach is marked, until somebody writes from it or says it works."""

import pytest

from mainstay.clients import actions, events, queries
from mainstay.clients.models import Identity
from mainstay.core.errors import Refused
from mainstay.core.log import timeline

DANIELS = "daniel.price@northwindads.example"


def bounced(status="5.1.1 no such person"):
    return actions.note_bounce(DANIELS, status)


def kinds_of_facts(contact):
    return [fact.kind for fact in timeline(contact)]


def test_it_is_marked_with_what_the_server_said(world):
    actions.note_bounce(" Daniel.Price@NorthwindAds.example ", "550  5.1.1\n no such person")
    identity = Identity.objects.get(value=DANIELS)
    assert identity.bounced_at is not None
    assert identity.bounce_status == "550 5.1.1 no such person"
    assert queries.bounced_of(world.daniel) == queries.bounced([DANIELS.upper()]) == [identity]


def test_what_a_server_says_may_be_long(world):
    assert len(bounced("x" * 5_000).bounce_status) == 300


def test_it_is_one_fact_however_often_it_comes_back(world):
    bounced()
    bounced("again")
    assert kinds_of_facts(world.daniel).count(events.ADDRESS_BOUNCED.name) == 1
    assert Identity.objects.get(value=DANIELS).bounce_status == "again"


def test_an_address_of_nobody_is_not_marked(world):
    assert actions.note_bounce("nobody@nowhere.example", "5.1.1") is None


def test_whoever_writes_from_it_reads_there(world):
    bounced()
    actions.meet(DANIELS, "Daniel")
    assert queries.bounced_of(world.daniel) == []
    assert kinds_of_facts(world.daniel)[-1] == events.ADDRESS_CLEARED.name


def test_a_member_may_say_that_it_works(world):
    identity = bounced()
    for _time in range(2):
        actions.clear_bounce(identity, by=world.maya)
    identity.refresh_from_db()
    assert (identity.bounced_at, identity.bounce_status) == (None, "")
    assert kinds_of_facts(world.daniel).count(events.ADDRESS_CLEARED.name) == 1


def test_who_may_only_read_may_not(world):
    identity = bounced()
    with pytest.raises(Refused, match="read here, not write"):
        actions.clear_bounce(identity, by=world.ruth)
    identity.refresh_from_db()
    assert identity.bounced_at is not None


def test_an_address_of_somebody_merged_here_is_told_here(world):
    actions.note_bounce("tom.keller@northwindads.example", "5.1.1")
    actions.merge(world.tom, world.daniel, by=world.ines)
    assert [each.value for each in queries.bounced_of(world.daniel)] == [
        "tom.keller@northwindads.example"
    ]


def test_the_facts_give_up_the_address_when_the_person_is_erased():
    assert events.ADDRESS_BOUNCED.personal == events.ADDRESS_CLEARED.personal == {"address"}
    assert events.CONTACT_DOUBTED.personal == {"address"}

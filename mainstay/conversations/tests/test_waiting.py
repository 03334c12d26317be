"""Somebody has to move, and it is said who."""

import pytest

from mainstay.conversations import actions, events, work
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import answer_of_the_client
from mainstay.core import log
from mainstay.core.errors import Refused
from mainstay.core.models import WorkItem


def waits_for_us(conversation):
    return WorkItem.objects.filter(kind=work.ANSWER.name, subject_id=conversation.pk).exists()


def test_it_waits_on_a_party_and_leaves_our_list(world, facts):
    waiting = actions.wait(world.payout, "publisher", note=" Claire  of Velo ", by=world.maya)
    assert (waiting.state, waiting.waiting_on) == ("waiting", "publisher")
    assert waiting.waiting_note == "Claire of Velo"
    assert not waits_for_us(world.payout)
    assert facts(world.payout) == [events.WAITED.name]


def test_the_timeline_says_on_whom(world):
    actions.wait(world.payout, "finance", note="Ada", by=world.maya)
    told = log.tell(log.timeline(world.payout).filter(kind=events.WAITED.name))
    assert told[0].sentence == "Maya Brandt put this on wait: finance. Ada"


def test_waiting_twice_is_one_waiting(world, facts):
    for _time in range(2):
        actions.wait(world.payout, "tech", by=world.maya)
    assert facts(world.payout) == [events.WAITED.name]


def test_another_party_takes_the_place_of_the_first(world):
    actions.wait(world.payout, "tech", note="Bo", by=world.maya)
    other = actions.wait(world.payout, "advertiser", by=world.maya)
    assert (other.waiting_on, other.waiting_note) == ("advertiser", "")


def test_an_answer_of_the_client_opens_it(world):
    actions.wait(world.payout, "publisher", note="كلير", by=world.maya)
    answer_of_the_client(world.payout, "<new@northwindads.example>")
    again = Conversation.objects.get(pk=world.payout.pk)
    assert (again.state, again.waiting_on, again.waiting_note) == ("open", "", "")
    assert waits_for_us(again)


@pytest.mark.parametrize("party", ["", "somebody", "PUBLISHER", "\x00"])
def test_nobody_in_particular_is_refused(world, facts, party):
    with pytest.raises(Refused, match="who has to move"):
        actions.wait(world.payout, party, by=world.maya)
    assert facts(world.payout) == []


def test_what_is_done_waits_on_nobody(world):
    with pytest.raises(Refused, match="Reopen it first"):
        actions.wait(world.sign_in, "tech", by=world.maya)


def test_who_may_only_read_puts_nothing_on_wait(world, facts):
    with pytest.raises(Refused, match="read here, not write"):
        actions.wait(world.payout, "tech", by=world.ruth)
    assert facts(world.payout) == []

"""The client writes again: the next step is ours, and nobody loses their place in the queue."""

import pytest

from mainstay.conversations import actions, events, work
from mainstay.conversations.tests.mails import answer_of_the_client
from mainstay.core.models import WorkItem


def test_an_answer_opens_what_waited(world, facts):
    answer_of_the_client(world.tracking, "<yes@client.example>")
    world.tracking.refresh_from_db()
    assert world.tracking.state == "open"
    assert world.tracking.since == world.tracking.messages.latest("id").at
    assert facts(world.tracking) == [events.RECEIVED.name]


@pytest.mark.parametrize("end", [actions.solve, actions.close])
def test_an_answer_opens_what_was_finished(world, facts, end):
    end(world.sign_in, by=world.ines)
    answer_of_the_client(world.sign_in, "<not-yet@client.example>", text="It is back.")
    world.sign_in.refresh_from_db()
    assert world.sign_in.state == "open"
    assert facts(world.sign_in)[-2:] == [events.REOPENED.name, events.RECEIVED.name]


def test_whoever_had_it_has_it_again(world):
    answer_of_the_client(world.sign_in, "<not-yet@client.example>")
    item = WorkItem.objects.get(kind=work.ANSWER.name, subject_id=world.sign_in.pk)
    assert item.member_id == world.ines.pk


def test_who_waits_already_keeps_their_place(world, facts):
    before = world.payout.since
    answer_of_the_client(world.payout, "<again@client.example>", text="Are you there?")
    world.payout.refresh_from_db()
    assert world.payout.since == before
    assert world.payout.last_message_at > before
    assert world.payout.last_words == "Are you there?"
    assert facts(world.payout) == [events.RECEIVED.name]


def test_opening_again_is_told_in_the_name_of_the_client(world):
    answer_of_the_client(world.sign_in, "<not-yet@client.example>")
    from_mail = world.sign_in.messages.latest("id")
    assert from_mail.contact == world.daniel

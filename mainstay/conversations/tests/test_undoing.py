"""A reply is taken back before it leaves."""

from datetime import timedelta

import pytest

from mainstay.channels import actions as channels
from mainstay.conversations import actions, events, work
from mainstay.conversations.tests.mails import answer_of_the_client
from mainstay.core import clock
from mainstay.core.errors import Refused
from mainstay.core.models import Alarm, WorkItem


def test_within_the_window_it_never_leaves(world, facts, deliver):
    message = actions.reply(world.payout, "Too early.", by=world.maya)
    message = actions.undo(message, by=world.maya)
    assert message.undone_at
    message.outbound.refresh_from_db()
    assert message.outbound.state == "cancelled"
    assert not Alarm.objects.filter(fired_at__isnull=True).exists()
    assert facts(world.payout) == [events.REPLIED.name, events.UNDONE.name]


def test_the_conversation_is_with_us_again_as_it_was(world):
    before = (world.payout.state, world.payout.since, world.payout.last_words)
    message = actions.reply(world.payout, "Too early.", by=world.maya)
    actions.undo(message, by=world.maya)
    world.payout.refresh_from_db()
    assert (world.payout.state, world.payout.since, world.payout.last_words) == before
    item = WorkItem.objects.get(kind=work.ANSWER.name, subject_id=world.payout.pk)
    assert item.member_id == world.maya.pk


def test_a_client_who_wrote_twice_keeps_their_place_in_the_queue(world):
    since = world.payout.since
    answer_of_the_client(world.payout, "<again@client.example>", text="Are you there?")
    actions.undo(actions.reply(world.payout, "Too early.", by=world.maya), by=world.maya)
    world.payout.refresh_from_db()
    assert world.payout.since == since
    assert world.payout.last_words == "Are you there?"


def test_taking_back_twice_is_one_taking_back(world, facts):
    message = actions.reply(world.payout, "Too early.", by=world.maya)
    actions.undo(message, by=world.maya)
    actions.undo(message, by=world.maya)
    assert facts(world.payout).count(events.UNDONE.name) == 1


def test_after_the_window_it_is_refused(world, facts):
    with clock.at(clock.now() - timedelta(minutes=1)):
        message = actions.reply(world.payout, "On its way.", by=world.maya)
    channels.deliver(message.outbound.pk, send=lambda _letter: None)
    with pytest.raises(Refused, match="already on its way"):
        actions.undo(message, by=world.maya)
    world.payout.refresh_from_db()
    assert world.payout.state == "waiting"
    assert events.UNDONE.name not in facts(world.payout)


def test_a_note_cannot_be_taken_back(world):
    note = actions.note(world.payout, "Ask the bank.", by=world.maya)
    with pytest.raises(Refused, match="Only a reply"):
        actions.undo(note, by=world.maya)


def test_who_may_only_read_takes_nothing_back(world):
    message = actions.reply(world.payout, "Too early.", by=world.maya)
    with pytest.raises(Refused, match="read here, not write"):
        actions.undo(message, by=world.ruth)


def test_what_was_taken_back_is_in_no_later_thread(world):
    gone = actions.reply(world.payout, "Too early.", by=world.maya)
    actions.undo(gone, by=world.maya)
    sent = actions.reply(world.payout, "Now.", by=world.maya).outbound
    assert gone.message_id not in sent.references

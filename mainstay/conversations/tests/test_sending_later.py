"""A reply that leaves at a chosen time."""

from datetime import timedelta

import pytest

from mainstay.conversations import actions, events
from mainstay.conversations.models import Draft
from mainstay.conversations.tests.mails import DANIEL, answer_of_the_client, arrive, mail
from mainstay.core import clock
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.models import WorkItem


@pytest.fixture
def later(world):
    return actions.reply(
        world.payout, "On Monday", by=world.maya, send_at=now() + timedelta(days=2)
    )


def test_it_waits_until_then(world, later, mail_server, deliver):
    deliver()
    assert mail_server.received == []
    assert later.outbound.leaves_later
    assert not actions.reply(world.payout, "Now", by=world.maya).outbound.leaves_later


def test_and_leaves_then(world, mail_server, deliver):
    with clock.at(now() - timedelta(days=2)):
        actions.reply(world.payout, "x", by=world.maya, send_at=now() + timedelta(days=1))
    deliver()
    assert len(mail_server.received) == 1


def test_it_may_leave_at_once_after_all(world, later, facts, mail_server, deliver):
    actions.send_now(later, by=world.ines)
    deliver()
    assert len(mail_server.received) == 1
    actions.send_now(later, by=world.ines)
    assert facts(world.payout).count(events.HURRIED.name) == 1


def test_taken_back_it_is_a_draft(world, later):
    actions.undo(later, by=world.maya)
    assert Draft.objects.get().text == "On Monday"


def test_the_client_writes_before_and_it_is_held_back(world, later, facts, mail_server, deliver):
    answer_of_the_client(world.payout, "<wait@client.example>", text="Wait, it is here!")
    later.refresh_from_db()
    assert later.undone_at
    deliver()
    assert mail_server.received == []
    draft = Draft.objects.get()
    assert (draft.member, draft.text) == (world.maya, "On Monday")
    assert events.HELD_BACK.name in facts(world.payout)
    world.payout.refresh_from_db()
    assert world.payout.state == "open"
    assert WorkItem.objects.filter(subject_id=world.payout.pk, member_id=world.maya.pk).exists()


def test_the_client_has_then_waited_since_the_first_of_their_messages(world, later):
    asked = world.payout.messages.filter(kind="in").order_by("at").last().at
    answer_of_the_client(world.payout, "<wait@client.example>")
    world.payout.refresh_from_db()
    assert world.payout.since == asked


def test_an_absence_holds_nothing_back(world, later):
    arrive(
        mail(
            "<away@client.example>",
            sender=DANIEL,
            subject="Automatic reply: Our payout is late",
            answers=world.payout.messages.exclude(message_id="").order_by("at").last().message_id,
            Auto_Submitted="auto-replied",
        )
    )
    later.refresh_from_db()
    assert later.undone_at is None


def test_a_reply_in_its_undo_window_is_not_held_back(world):
    message = actions.reply(world.payout, "Now", by=world.maya)
    answer_of_the_client(world.payout, "<wait@client.example>")
    message.refresh_from_db()
    assert message.undone_at is None


@pytest.mark.parametrize(
    ("away", "sentence"),
    [(timedelta(seconds=-1), "has passed"), (timedelta(days=400), "within a year")],
)
def test_a_time_that_makes_no_sense_is_refused(world, away, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.reply(world.payout, "x", by=world.maya, send_at=now() + away)


def test_who_may_only_read_hurries_nothing(world, later):
    with pytest.raises(Refused, match="read here, not write"):
        actions.send_now(later, by=world.ruth)


def test_a_note_cannot_be_sent(world):
    with pytest.raises(Refused, match="Only a reply"):
        actions.send_now(actions.note(world.payout, "x", by=world.maya), by=world.maya)

"""What becomes of a reply after it was written."""

from datetime import timedelta

import pytest

from mainstay.channels import actions as channels
from mainstay.channels.email.inbound import Attachment
from mainstay.channels.email.parsing import parse
from mainstay.conversations import actions, events
from mainstay.conversations.tests.mails import answer_of_the_client, unmarked
from mainstay.core import actions as core
from mainstay.core import clock, log
from mainstay.core.errors import Refused
from mainstay.core.models import Event


@pytest.fixture
def reply(world):
    """A reply whose undo window is over."""

    def write(**values):
        with clock.at(clock.now() - timedelta(minutes=1)):
            return actions.reply(world.payout, "The bank has it.", by=world.maya, **values)

    return write


def test_a_real_mail_server_gets_what_was_written(world, reply, mail_server, deliver):
    message = reply(attachments=[Attachment("proof.txt", "text/plain", b"paid")])
    deliver()
    (envelope,) = mail_server.received
    assert envelope.rcpt_tos == ["daniel.price@northwindads.example"]
    mail = parse(envelope.content)
    assert mail.message_id == message.message_id
    assert mail.sender.name == "Maya Brandt"
    assert mail.subject == "Re: Our payout is late"
    assert unmarked(mail.text) == "The bank has it.\n\n-- \nMaya Brandt\nClient support"
    assert mail.in_reply_to == world.payout.messages.filter(kind="in").latest("at").message_id
    assert [(each.filename, each.content) for each in mail.attachments] == [("proof.txt", b"paid")]


def test_the_client_answers_the_mail_that_arrived(world, reply, mail_server, deliver):
    reply()
    deliver()
    received = answer_of_the_client(world.payout, "<thanks@client.example>", text="Thank you.")
    assert received.conversation_id == world.payout.pk
    world.payout.refresh_from_db()
    assert world.payout.state == "open"


def test_a_reply_that_fails_says_so_on_the_timeline(world, reply, mail_server, deliver, facts):
    mail_server.answer = "550 No such person"
    reply()
    deliver()
    assert facts(world.payout) == [events.REPLIED.name, events.NOT_SENT.name]
    told = log.tell(log.timeline(world.payout))[-1]
    assert "550 No such person" in told.sentence


def test_a_reply_that_failed_is_sent_again(world, reply, mail_server, deliver):
    mail_server.answer = "550 No such person"
    message = reply()
    deliver()
    mail_server.answer = "250 OK"
    message.refresh_from_db()
    actions.retry(message, by=world.maya)
    deliver()
    assert parse(mail_server.received[0].content).message_id == message.message_id
    message.outbound.refresh_from_db()
    assert message.outbound.state == "sent"


def test_a_reply_that_left_is_not_sent_again(world, reply, mail_server, deliver):
    message = reply()
    deliver()
    message.refresh_from_db()
    actions.retry(message, by=world.maya)
    deliver()
    assert len(mail_server.received) == 1


def test_who_may_only_read_sends_nothing_again(world, reply):
    message = reply()
    with pytest.raises(Refused, match="read here, not write"):
        actions.retry(message, by=world.ruth)


def test_a_note_is_not_sent_again(world):
    note = actions.note(world.payout, "Ask the bank.", by=world.maya)
    with pytest.raises(Refused, match="Only a reply"):
        actions.retry(note, by=world.maya)


def test_while_sending_is_paused_a_reply_waits(world, reply, mail_server, deliver, facts):
    core.switch_off("sending", reason="restored", by=world.tomasz)
    message = reply()
    deliver()
    assert mail_server.received == []
    message.outbound.refresh_from_db()
    assert message.outbound.state == "queued"
    core.switch_on("sending", by=world.tomasz)
    channels.deliver(message.outbound.pk)
    assert len(mail_server.received) == 1
    assert events.NOT_SENT.name not in facts(world.payout)


def test_a_failure_of_other_mail_is_no_matter_of_a_conversation(world, deliver):
    outbound = channels.queue(
        to=[], subject="", text="", by=world.maya, about=world.journal, headers={"To": "x"}
    )
    channels.deliver(outbound.pk)
    deliver()
    assert not Event.objects.filter(kind=events.NOT_SENT.name).exists()

"""A mail of ours that comes back marks the message, and for good the address too."""

import pytest

from mainstay.channels.email.inbound import Address
from mainstay.clients import queries as clients
from mainstay.conversations import actions
from mainstay.conversations.correspondence import recipient_of
from mainstay.conversations.models import ThreadKey
from mainstay.conversations.tests.mails import answer_of_the_client, arrive
from mainstay.conversations.tests.test_reading import report

DANIELS = "daniel.price@northwindads.example"
TOMS = "tom.keller@northwindads.example"


@pytest.fixture
def reply(world):
    """A reply that has left."""
    return sent(actions.reply(world.payout, "It is paid.", by=world.maya))


def sent(message):
    message.outbound.state, message.outbound.sent_at = "sent", message.at
    message.outbound.save()
    return message


def bounced(world):
    return [each.value for each in clients.bounced([DANIELS, TOMS])]


def test_for_good_marks_message_and_address(world, reply):
    arrive(report(reply.message_id, DANIELS, "5.1.1", "unknown"))
    reply.outbound.refresh_from_db()
    assert reply.outbound.state == "failed"
    assert bounced(world) == [DANIELS]
    assert "unknown" in clients.bounced([DANIELS])[0].bounce_status


@pytest.mark.parametrize(
    ("status", "words"), [("5.2.2", "did not get it"), ("4.4.1", "has not got it yet")]
)
def test_what_may_pass_marks_the_message_alone(world, reply, status, words):
    arrive(report(reply.message_id, DANIELS, status, "mailbox full"))
    reply.outbound.refresh_from_db()
    assert reply.outbound.state == "sent"
    assert f"{DANIELS} {words}" in reply.outbound.error
    assert bounced(world) == []


def test_their_next_mail_clears_it(world, reply):
    arrive(report(reply.message_id, DANIELS, "5.1.1", "unknown"))
    answer_of_the_client(world.payout, "<here@client.example>", text="I am here.")
    assert bounced(world) == []


def test_the_address_that_was_not_reached_is_told_apart(world):
    tom = Address("Tom Keller", TOMS)
    reply = sent(actions.reply(world.payout, "It is paid.", by=world.maya, cc=[tom]))
    arrive(report(reply.message_id, TOMS.upper(), "5.1.1", "unknown"))
    assert bounced(world) == [TOMS]


def test_where_a_mail_was_passed_on_to_tells_of_its_only_recipient(world, reply):
    arrive(report(reply.message_id, "daniel@home.example", "5.1.1", "unknown"))
    assert bounced(world) == [DANIELS]


def test_among_several_an_address_we_did_not_write_to_marks_none(world):
    tom = Address("Tom Keller", TOMS)
    reply = sent(actions.reply(world.payout, "It is paid.", by=world.maya, cc=[tom]))
    arrive(report(reply.message_id, "somebody@home.example", "5.1.1", "unknown"))
    assert bounced(world) == []


@pytest.mark.parametrize("about", ["<made.up@localhost>", "<c1.aa.aaaaaaaaaaaaaaaaaaaa@localhost>"])
def test_a_made_up_report_marks_nothing(world, reply, about):
    arrive(report(about, DANIELS, "5.1.1", "unknown"))
    assert bounced(world) == []


def test_a_report_about_what_has_not_left_marks_nothing(world):
    held = actions.reply(world.payout, "It is paid.", by=world.maya)
    arrive(report(held.message_id, DANIELS, "5.1.1", "unknown"))
    held.outbound.refresh_from_db()
    assert held.outbound.state == "held"
    assert bounced(world) == []


def test_a_report_joins_by_the_signed_id_alone(world, reply):
    ThreadKey.objects.filter(conversation=world.payout).delete()
    received = arrive(report(reply.message_id, DANIELS, "5.1.1", "unknown"))
    assert received.conversation_id == world.payout.pk


def test_the_next_reply_goes_to_the_client_and_not_to_the_mail_server(world, reply):
    arrive(report(reply.message_id, DANIELS, "5.1.1", "unknown"))
    assert recipient_of(world.payout).address == DANIELS
    again = actions.reply(world.payout, "Did you get it?", by=world.maya).outbound
    assert again.subject == "Re: Our payout is late"
    assert again.in_reply_to == reply.message_id

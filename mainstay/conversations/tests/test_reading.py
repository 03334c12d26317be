"""What a mail says, apart from what it quotes; and mail that no person wrote opens nothing."""

from mainstay.conversations import actions, events
from mainstay.conversations.models import Message
from mainstay.conversations.tests.mails import (
    answer_of_the_client,
    arrive,
    conversation_of,
    mail,
)


def report(about: str, address: str, status: str, words: str) -> bytes:
    """A delivery report as Postfix writes it."""
    code = status.replace(".", "")
    return f"""\
From: MAILER-DAEMON@mail.example (Mail Delivery System)
To: desk@localhost
Subject: Undelivered Mail Returned to Sender
Date: Mon, 03 Mar 2025 10:00:00 +0000
Message-ID: <report-{code}@mail.example>
Auto-Submitted: auto-replied
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I could not deliver your message.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} {words}
--x
Content-Type: text/rfc822-headers

Message-ID: {about}
Subject: Re: something
--x--
""".replace("\n", "\r\n").encode()


def test_what_was_quoted_and_signed_stands_apart(world):
    text = (
        "Yes, it is back.\n\n-- \nDaniel Price\nNorthwind Ads\n\n"
        "On Mon, 3 Mar 2025 at 10:00, Maya Brandt <desk@localhost> wrote:\n> Is it back?\n"
    )
    received = answer_of_the_client(world.payout, "<back@client.example>", text=text)
    message = conversation_of(received).messages.latest("id")
    assert message.text == "Yes, it is back."
    assert "Northwind Ads" in message.signature
    assert "> Is it back?" in message.quoted
    assert conversation_of(received).last_words == "Yes, it is back."


def test_its_language_is_the_one_it_is_written_in(world):
    text = "Bonjour, notre article ne contient plus le lien que nous avons payé en mars."
    conversation = conversation_of(arrive(mail("<fr@client.example>", text=text)))
    assert conversation.language == "fr"
    assert conversation.messages.get().language == "fr"


def test_an_absence_opens_nothing(world, facts):
    answer_of_the_client(
        world.sign_in,
        "<away@client.example>",
        subject="Out of office",
        text="I am back on Monday.",
        Auto_Submitted="auto-replied",
    )
    world.sign_in.refresh_from_db()
    assert world.sign_in.state == "solved"
    assert world.sign_in.messages.latest("id").mail_kind == "auto_reply"
    assert facts(world.sign_in) == [events.RECEIVED.name]


def test_a_mail_that_says_it_is_not_automatic_opens_it(world):
    answer_of_the_client(world.sign_in, "<me@client.example>", Auto_Submitted="no")
    world.sign_in.refresh_from_db()
    assert world.sign_in.state == "open"


def test_a_hard_bounce_is_told_on_the_reply_and_makes_it_ours_again(world, deliver, mail_server):
    reply = actions.reply(world.payout, "It is paid.", by=world.maya)
    reply.outbound.state, reply.outbound.sent_at = "sent", reply.at
    reply.outbound.save()
    received = arrive(
        report(reply.message_id, "daniel.price@northwindads.example", "5.1.1", "unknown")
    )
    assert received.conversation_id == world.payout.pk
    reply.outbound.refresh_from_db()
    assert reply.outbound.state == "failed"
    assert "daniel.price@northwindads.example cannot be reached" in reply.outbound.error
    world.payout.refresh_from_db()
    assert world.payout.state == "open"


def test_a_full_mailbox_is_only_told(world):
    reply = actions.reply(world.payout, "It is paid.", by=world.maya)
    arrive(report(reply.message_id, "daniel.price@northwindads.example", "5.2.2", "full"))
    world.payout.refresh_from_db()
    assert world.payout.state == "waiting"
    assert Message.objects.latest("id").mail_kind == "bounce"

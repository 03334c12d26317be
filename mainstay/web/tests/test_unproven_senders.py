"""What a conversation shows of its senders, and the click that believes one."""

import re

import pytest

from mainstay.channels.mailboxes.tests.mailboxes import add_mailbox
from mainstay.channels.models import Outbound
from mainstay.clients import actions as clients
from mainstay.conversations import actions
from mainstay.conversations.models import Message
from mainstay.conversations.tests.mails import arrive, conversation_of, mail
from mainstay.core.actor import System

RATING = System("rating")
DANIELS = "daniel.price@northwindads.example"
WARNING = "The sender is not proven: somebody else may have written this."
BANNER = "Who wrote this is not proven to be Daniel Price."


@pytest.fixture
def mailbox(world):
    mailbox = add_mailbox(department=world.support)
    mailbox.trusted_servers = ["mx"]
    mailbox.save()
    return mailbox


@pytest.fixture
def unproven(mailbox):
    """A conversation begun in Daniel's name."""
    raw = mail("<forged@x.example>", Authentication_Results="mx; spf=fail; dkim=none; dmarc=fail")
    return conversation_of(arrive(raw, mailbox))


def page(client, conversation):
    response = client.get(f"/conversations/{conversation.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def vouch(client, conversation, contact, **more):
    data = {"contact": getattr(contact, "pk", contact)}
    return client.post(f"/conversations/{conversation.pk}/vouching/", data, **more)


def test_a_proven_sender_has_a_quiet_mark(as_maya, mailbox):
    raw = mail(Authentication_Results="mx; spf=pass; dkim=pass; dmarc=pass")
    text = page(as_maya, conversation_of(arrive(raw, mailbox)))
    assert "sender proven" in text
    assert "Checked by our mail server: SPF pass, DKIM pass, DMARC pass." in text
    assert WARNING not in text


def test_one_whom_nobody_has_checked_is_said_to_be_so(as_maya, world):
    text = page(as_maya, conversation_of(arrive(mail(), add_mailbox(department=world.support))))
    assert "Nobody has checked who sent this." in text
    assert "sender proven" not in text


def test_one_who_fails_is_marked_with_what_it_means(as_maya, unproven):
    text = page(as_maya, unproven)
    assert WARNING in text
    assert "delivery--soon" in text
    assert "SPF fail, DKIM none, DMARC fail" in text
    assert "Daniel Price (unproven sender)" in text


def test_a_notice_stands_over_the_conversation_and_before_sending(as_maya, unproven):
    text = page(as_maya, unproven)
    assert BANNER in text
    assert f"The domain of {DANIELS} does not stand for this mail." in text
    assert f"The sender is not proven. Your answer goes to {DANIELS}." in text
    aside = as_maya.get(f"/conversations/{unproven.pk}/aside/").content.decode()
    assert BANNER in aside


def test_in_a_known_conversation_the_notice_speaks_of_a_part(as_maya, world, mailbox):
    reply = actions.reply(world.payout, "The bank has it.", by=world.maya)
    raw = mail("<f@x.example>", answers=reply.message_id, Authentication_Results="mx; dmarc=fail")
    arrive(raw, mailbox)
    assert "Something here is not proven to be from Daniel Price." in page(as_maya, world.payout)


def test_it_is_them(as_maya, world, unproven):
    response = vouch(as_maya, unproven, unproven.contact)
    assert response.status_code == 302
    unproven.refresh_from_db()
    assert unproven.contact == world.daniel
    text = page(as_maya, unproven)
    assert BANNER not in text
    assert WARNING not in text
    assert "Not proven by its domain. A colleague said that it is them." in text
    assert "Maya Brandt said that the sender is Daniel Price" in text


@pytest.mark.parametrize("contact", ["", "x", "0", "9" * 30, "-1"])
def test_whom_it_does_not_name_it_does_not_believe(as_maya, world, unproven, contact):
    assert vouch(as_maya, unproven, contact).status_code == 302
    assert vouch(as_maya, unproven, world.daniel).status_code == 302
    unproven.refresh_from_db()
    assert unproven.contact != world.daniel


def test_who_may_only_read_has_no_click_and_is_refused(as_ruth, world, unproven):
    text = page(as_ruth, unproven)
    assert BANNER in text
    assert "/vouching/" not in text
    response = vouch(as_ruth, unproven, unproven.contact, follow=True)
    assert "You may read here, not write." in response.content.decode()
    unproven.refresh_from_db()
    assert unproven.contact != world.daniel


def test_another_department_is_told_that_there_is_nothing(as_oskar, unproven):
    assert vouch(as_oskar, unproven, unproven.contact).status_code == 404


def test_it_is_only_posted(as_maya, unproven):
    assert as_maya.get(f"/conversations/{unproven.pk}/vouching/").status_code == 405


def test_a_name_with_script_in_it_is_only_words(as_maya, mailbox):
    raw = mail(
        "<s@x.example>",
        sender='"<script>alert(1)</script> \u202eحسن" <boss@northwindads.example>',
        Authentication_Results="mx; dmarc=fail",
    )
    text = page(as_maya, conversation_of(arrive(raw, mailbox)))
    assert "<script>alert(1)" not in text
    assert "not proven to be boss@northwindads.example" in text


def test_a_stranger_in_a_thread_is_called_new(as_maya, world):
    reply = actions.reply(world.payout, "The bank has it.", by=world.maya)
    raw = mail("<e@x.example>", sender="Eve <eve@x.example>", references=(reply.message_id,))
    arrive(raw)
    assert page(as_maya, world.payout).count("New here: nobody in this conversation") == 1


def test_the_composer_tells_of_an_address_that_is_out_of_reach(as_maya, world):
    clients.note_bounce(DANIELS, "5.1.1 no such <b>person</b>")
    text = page(as_maya, world.payout)
    assert f"The last mail to {DANIELS} came back: 5.1.1 no such &lt;b&gt;person" in text


def test_a_mail_that_is_late_says_so_and_counts_as_sent(as_maya, world):
    reply = actions.reply(world.payout, "The bank has it.", by=world.maya)
    reply.outbound.state, reply.outbound.sent_at = "sent", reply.at
    reply.outbound.error = f"{DANIELS} has not got it yet: mailbox full"
    reply.outbound.save()
    text = page(as_maya, world.payout)
    assert "has not got it yet: mailbox full" in text
    assert "Send again" not in text


def test_an_automatic_message_is_read_on_the_timeline(as_maya, world):
    actions.send_automatically(world.payout, "How <b>was</b> it?", by=RATING, subject="Your turn")
    text = page(as_maya, world.payout)
    assert "How &lt;b&gt;was&lt;/b&gt; it?" in text
    assert "automatic message" in text
    assert "Daniel Price" in text
    assert not Message.objects.filter(subject="Your turn").exists()


def test_an_automatic_message_that_leaves_is_one_line_that_opens(as_maya, world):
    actions.send_automatically(world.payout, "How <b>was</b> it?", by=RATING, subject="Your turn")
    text = as_maya.get(f"/conversations/{world.payout.pk}/timeline/").content.decode()
    [folded] = re.findall(r"<details><summary class=\"fact\">.*?</details>", text, re.DOTALL)
    line, words = folded.split("</summary>")
    assert "Your turn" in line
    assert "How &lt;b&gt;was&lt;/b&gt; it?" in words


def test_one_that_did_not_leave_is_not_folded_away(as_maya, world):
    actions.send_automatically(world.payout, "How was it?", by=RATING, subject="Your turn")
    letter = Outbound.objects.filter(subject="Your turn")
    assert letter.update(state=Outbound.State.FAILED, error="The server refused it.") == 1
    text = as_maya.get(f"/conversations/{world.payout.pk}/timeline/").content.decode()
    assert "The server refused it." in text
    assert '<summary class="fact">' not in text

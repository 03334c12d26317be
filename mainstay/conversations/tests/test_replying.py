"""We answer by mail."""

import pytest

from mainstay.channels.email.inbound import Address, Attachment
from mainstay.channels.models import Outbound
from mainstay.conversations import actions, events, work
from mainstay.conversations.tests.mails import (
    answer_of_the_client,
    arrive,
    conversation_of,
    mail,
    unmarked,
)
from mainstay.core.errors import Refused
from mainstay.core.models import WorkItem


def test_a_reply_goes_to_whoever_wrote_last(world):
    message = actions.reply(world.payout, "The bank has it.", by=world.maya)
    assert message.to == [["Daniel Price", "daniel.price@northwindads.example"]]
    assert message.outbound.to == message.to


def test_a_reply_goes_where_the_client_asked_for_it(world):
    received = arrive(mail(Reply_To="reports@northwindads.example"))
    message = actions.reply(conversation_of(received), "Here it is.", by=world.maya)
    assert message.to == [["", "reports@northwindads.example"]]


def test_then_the_conversation_waits_on_the_client(world):
    message = actions.reply(world.payout, "The bank has it.", by=world.maya)
    world.payout.refresh_from_db()
    assert (world.payout.state, world.payout.since) == ("waiting", message.at)
    assert world.payout.last_words == "The bank has it."
    assert not WorkItem.objects.filter(kind=work.ANSWER.name, subject_id=world.payout.pk).exists()


def test_replying_leaves_a_fact_behind(world, facts):
    actions.reply(world.payout, "The bank has it.", by=world.maya)
    assert facts(world.payout) == [events.REPLIED.name]


def test_replying_and_solving_are_two_facts(world, facts):
    actions.reply(world.payout, "It is there.", by=world.maya, solve=True)
    world.payout.refresh_from_db()
    assert world.payout.state == "solved"
    assert facts(world.payout) == [events.REPLIED.name, events.SOLVED.name]


def test_a_reply_stands_in_the_thread(world):
    question, ours, again = world.payout.messages.filter(kind__in=["in", "out"]).order_by("at")
    sent = actions.reply(world.payout, "The bank has it.", by=world.maya).outbound
    assert sent.in_reply_to == again.message_id
    assert sent.references == [question.message_id, ours.message_id, again.message_id]
    assert sent.subject == "Re: Our payout is late"


def test_the_answer_to_a_reply_finds_its_conversation(world):
    actions.reply(world.payout, "The bank has it.", by=world.maya)
    received = answer_of_the_client(world.payout, "<thanks@client.example>")
    assert received.conversation_id == world.payout.pk


def test_long_threads_keep_their_first_and_latest_ids(world):
    first = world.payout.messages.order_by("at").first().message_id
    for number in range(25):
        answer_of_the_client(world.payout, f"<{number}@client.example>", text=str(number))
    sent = actions.reply(world.payout, "Enough.", by=world.maya).outbound
    assert len(sent.references) == 20
    assert (sent.references[0], sent.references[-1]) == (first, "<24@client.example>")


def test_a_new_name_of_the_conversation_leaves_the_subject_of_the_mails(world):
    actions.rename(world.payout, "Payout of week 9", by=world.maya)
    message = actions.reply(world.payout, "The bank has it.", by=world.maya)
    assert message.subject == "Re: Our payout is late"


def test_the_signature_leaves_and_is_not_part_of_what_was_said(world):
    message = actions.reply(world.payout, "The bank has it.", by=world.maya)
    assert message.text == "The bank has it."
    text = "The bank has it.\n\n-- \nMaya Brandt\nClient support"
    assert unmarked(message.outbound.text) == text


def test_without_a_signature_nothing_is_added(world):
    world.maya.signature = " "
    message = actions.reply(world.payout, "The bank has it.", by=world.maya)
    assert unmarked(message.outbound.text) == "The bank has it."


def test_the_name_of_the_member_stands_beside_our_address(world, settings):
    sent = actions.reply(world.payout, "The bank has it.", by=world.maya).outbound
    assert sent.sender == ["Maya Brandt", settings.ENV.mail_from]


def test_others_are_copied_in(world):
    tom = Address("Tom Keller", "tom.keller@northwindads.example")
    message = actions.reply(world.payout, "The bank has it.", by=world.maya, cc=[tom])
    assert message.cc == message.outbound.cc == [["Tom Keller", "tom.keller@northwindads.example"]]


def test_it_may_go_to_somebody_else(world):
    tom = Address("Tom Keller", "tom.keller@northwindads.example")
    message = actions.reply(world.payout, "The bank has it.", by=world.maya, to=tom)
    assert message.to == message.outbound.to == [["Tom Keller", "tom.keller@northwindads.example"]]


def test_files_go_with_it(world):
    file = Attachment("proof.txt", "text/plain", b"paid")
    message = actions.reply(world.payout, "", by=world.maya, attachments=[file])
    kept = message.attachments.get()
    assert (kept.filename, kept.size) == ("proof.txt", 4)
    assert message.outbound.attachments == [["proof.txt", "text/plain", kept.file]]


@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
def test_an_empty_reply_is_refused(world, facts, text):
    with pytest.raises(Refused, match="Write something"):
        actions.reply(world.payout, text, by=world.maya)
    assert facts(world.payout) == []


def test_an_endless_reply_is_refused(world):
    with pytest.raises(Refused, match="Attach it as a file"):
        actions.reply(world.payout, "x" * 100_001, by=world.maya)


def test_who_may_only_read_cannot_reply(world, facts):
    outbound = Outbound.objects.count()
    with pytest.raises(Refused, match="read here, not write"):
        actions.reply(world.payout, "Hello.", by=world.ruth)
    assert facts(world.payout) == []
    assert Outbound.objects.count() == outbound


def test_a_client_without_an_address_cannot_be_answered(world):
    world.payout.messages.filter(kind="in").update(sender=None)
    world.daniel.identities.all().delete()
    with pytest.raises(Refused, match="has no e-mail address"):
        actions.reply(world.payout, "Hello.", by=world.maya)


def test_a_mail_without_a_sender_cannot_be_answered(world):
    conversation = conversation_of(arrive(mail(sender=None)))
    with pytest.raises(Refused, match="has no e-mail address"):
        actions.reply(conversation, "Hello?", by=world.maya)


def test_a_sender_that_is_no_address_cannot_be_answered(world):
    conversation = conversation_of(arrive(mail(sender="somebody")))
    with pytest.raises(Refused, match="somebody"):
        actions.reply(conversation, "Hello?", by=world.maya)
    assert not conversation.messages.filter(kind="out").exists()

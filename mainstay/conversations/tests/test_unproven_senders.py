"""A sender whose mail server denies the mail is nobody we know, until a person says so."""

import pytest

from mainstay.channels import intake
from mainstay.channels.mailboxes.tests.mailboxes import add_mailbox
from mainstay.clients import queries as clients
from mainstay.clients.models import Contact, Identity
from mainstay.conversations import actions, events
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import answer_of_the_client, arrive, conversation_of, mail
from mainstay.core import log, personal
from mainstay.core.errors import Refused

OURS = "mx.desk.example"
FAILS = f"{OURS}; spf=softfail smtp.mailfrom=x.example; dkim=none; dmarc=fail"
PASSES = f"{OURS}; spf=pass; dkim=pass header.d=northwindads.example; dmarc=pass"
DANIELS = "daniel.price@northwindads.example"


@pytest.fixture
def mailbox(world):
    mailbox = add_mailbox()
    mailbox.trusted_servers = [OURS]
    mailbox.save()
    return mailbox


def forged(message_id="<forged@x.example>", **values):
    values.setdefault("Authentication_Results", FAILS)
    return mail(message_id, **values)


def latest(received):
    return conversation_of(received).messages.latest("id")


def test_what_the_trusted_server_found_is_kept(world, mailbox):
    message = latest(arrive(mail(Authentication_Results=PASSES), mailbox))
    results = {"spf": "pass", "dkim": "pass", "dmarc": "pass", "is_failing": False}
    assert message.authentication == results
    assert message.contact == world.daniel


def test_without_a_trusted_server_nothing_is_known_and_all_is_as_before(world):
    message = latest(arrive(forged(), add_mailbox()))
    assert message.authentication is None
    assert message.contact == world.daniel


def test_mail_that_came_by_no_mailbox_is_unknown(world, mailbox):
    message = latest(arrive(forged()))
    assert (message.authentication, message.contact) == (None, world.daniel)


@pytest.mark.parametrize(
    "header", [FAILS.replace(OURS, "mx.evil.example"), PASSES.replace(OURS, "mx.evil.example")]
)
def test_what_another_server_writes_counts_for_nothing(world, mailbox, header):
    message = latest(arrive(mail(Authentication_Results=header), mailbox))
    results = {"spf": "none", "dkim": "none", "dmarc": "none", "is_failing": False}
    assert (message.authentication, message.contact) == (results, world.daniel)


def test_a_failing_sender_is_not_matched_to_the_contact_they_claim_to_be(world, mailbox, facts):
    received = arrive(forged(Reply_To="eve@stranger.example"), mailbox)
    conversation = conversation_of(received)
    contact = conversation.contact
    assert received.outcome == "conversation"
    assert contact != world.daniel
    assert contact.name == "Daniel Price (unproven sender)"
    assert (contact.organisation, conversation.organisation) == (None, None)
    assert not contact.identities.exists()
    message = conversation.messages.get()
    assert message.contact == contact
    assert message.authentication["is_failing"]
    assert message.authentication["claims"] == DANIELS
    assert facts(conversation) == [events.OPENED.name, events.SENDER_DOUBTED.name]
    assert DANIELS in log.tell(log.timeline(conversation))[-1].sentence


def test_an_answer_to_them_goes_to_whom_they_claim_to_be(world, mailbox):
    raw = forged(Reply_To="eve@stranger.example")
    conversation = conversation_of(arrive(raw, mailbox))
    message = actions.reply(conversation, "Was this you?", by=world.tomasz)
    assert message.to == [["Daniel Price", DANIELS]]


def test_nobody_of_a_client_may_be_claimed_either(world, mailbox):
    raw = forged(sender="The boss <boss@northwindads.example>")
    conversation = conversation_of(arrive(raw, mailbox))
    assert conversation.organisation is None
    assert not Identity.objects.filter(value="boss@northwindads.example").exists()


def test_nor_we_ourselves(world, mailbox):
    conversation = conversation_of(arrive(forged(sender=mailbox.address), mailbox))
    assert conversation.contact.name == "Unproven sender"
    assert not Identity.objects.filter(value=mailbox.address).exists()


def test_a_failing_stranger_claims_nobody(world, mailbox):
    message = latest(arrive(forged(sender="Eve <eve@stranger.example>"), mailbox))
    assert message.contact.identities.get().value == "eve@stranger.example"
    assert message.authentication["is_failing"]
    assert "claims" not in message.authentication


def test_mail_without_a_sender_claims_nobody(world, mailbox):
    first = latest(arrive(forged("<1@x.example>", sender=None), mailbox))
    second = latest(arrive(forged("<2@x.example>", sender=None, text="Again."), mailbox))
    assert first.contact == second.contact


def test_a_number_or_a_mark_brings_a_failing_sender_nowhere(world, mailbox):
    reply = actions.reply(world.payout, "The bank has it.", by=world.maya)
    mark = reply.outbound.text.rpartition("\n")[2]
    raw = forged(subject=f"[#{world.payout.pk}]", text=f"Hi\n\n> {mark}")
    assert arrive(raw, mailbox).outcome == "conversation"


def test_the_ids_of_a_thread_bring_them_there_marked(world, mailbox, facts):
    reply = actions.reply(world.payout, "The bank has it.", by=world.maya)
    received = arrive(forged(answers=reply.message_id), mailbox)
    again = arrive(forged("<2@x.example>", answers=reply.message_id, text="Well?"), mailbox)
    assert received.conversation_id == again.conversation_id == world.payout.pk
    world.payout.refresh_from_db()
    assert world.payout.contact == world.daniel
    first, second = world.payout.messages.order_by("-id")[:2]
    assert first.contact == second.contact != world.daniel
    assert facts(world.payout).count(events.SENDER_DOUBTED.name) == 2


def test_they_bring_nothing_of_others_to_their_own_conversation(world, mailbox):
    early = arrive(mail("<answer@client.example>", answers="<question@client.example>"), mailbox)
    own = arrive(forged("<own@x.example>"), mailbox)
    raw = forged("<question@client.example>", answers="<own@x.example>", text="Come here.")
    assert arrive(raw, mailbox).conversation_id == own.conversation_id
    assert conversation_of(early).merged_into is None
    assert conversation_of(early).messages.count() == 1


def test_one_click_gives_the_conversation_to_the_known_contact(world, mailbox, facts):
    conversation = conversation_of(arrive(forged(), mailbox))
    unproven = conversation.contact
    actions.vouch_for(conversation, unproven, by=world.maya)
    conversation.refresh_from_db()
    assert conversation.contact == world.daniel
    assert conversation.organisation == world.northwind
    message = conversation.messages.get()
    assert message.contact == world.daniel
    assert message.authentication["is_failing"]
    assert message.authentication["vouched_by"] == world.maya.pk
    assert "claims" not in message.authentication
    assert Contact.objects.get(pk=unproven.pk).merged_into == world.daniel
    assert clients.addresses_of(world.daniel)[0] == DANIELS
    assert facts(conversation)[-1] == events.SENDER_VOUCHED_FOR.name


def test_vouching_twice_is_once(world, mailbox, facts):
    conversation = conversation_of(arrive(forged(), mailbox))
    unproven = conversation.contact
    for _time in range(2):
        actions.vouch_for(conversation, unproven, by=world.maya)
    assert facts(conversation).count(events.SENDER_VOUCHED_FOR.name) == 1


def test_vouching_for_somebody_new_gives_them_their_address_and_client(world, mailbox):
    raw = forged(sender="Nora <nora@northwindads.example>")
    conversation = conversation_of(arrive(raw, mailbox))
    actions.vouch_for(conversation, conversation.contact, by=world.maya)
    conversation.refresh_from_db()
    assert conversation.organisation == world.northwind
    assert conversation.contact.identities.get().value == "nora@northwindads.example"


def test_in_a_known_conversation_only_the_messages_are_given(world, mailbox):
    answer_of_the_client(
        world.payout, "<tom@client.example>", sender="tom.keller@northwindads.example"
    )
    raw = forged(sender="tom.keller@northwindads.example", answers="<tom@client.example>")
    message = latest(arrive(raw, mailbox))
    actions.vouch_for(world.payout, message.contact, by=world.maya)
    message.refresh_from_db()
    world.payout.refresh_from_db()
    assert (message.contact, world.payout.contact) == (world.tom, world.daniel)


def test_what_they_write_after_that_is_doubted_again(world, mailbox):
    conversation = conversation_of(arrive(forged(), mailbox))
    actions.vouch_for(conversation, conversation.contact, by=world.maya)
    received = arrive(forged("<2@x.example>", answers="<forged@x.example>", text="More."), mailbox)
    assert received.conversation_id == conversation.pk
    assert latest(received).contact != world.daniel


def test_who_may_only_read_vouches_for_nobody(world, mailbox):
    conversation = conversation_of(arrive(forged(), mailbox))
    with pytest.raises(Refused, match="read here, not write"):
        actions.vouch_for(conversation, conversation.contact, by=world.ruth)
    assert Conversation.objects.get(pk=conversation.pk).contact != world.daniel


def test_a_contact_who_is_known_is_given_to_nobody(world):
    actions.vouch_for(world.payout, world.daniel, by=world.maya)
    world.payout.refresh_from_db()
    assert world.payout.contact == world.daniel


def test_the_mailbox_comes_with_the_claim(world, mailbox, django_assert_max_num_queries):
    """Whom a mailbox trusts costs no question of its own."""
    stored = intake.store(mail(), source="receive", mailbox=mailbox)
    raw = intake.claim(stored.raw_id)
    with django_assert_max_num_queries(0):
        assert raw.mailbox.trusted_servers == [OURS]


def test_when_the_person_is_erased_who_wrote_in_their_name_bears_it_no_longer(world, mailbox):
    message = latest(arrive(forged(), mailbox))
    other = latest(
        arrive(forged("<2@x.example>", sender="tom.keller@northwindads.example"), mailbox)
    )
    personal.erase(world.daniel.pk)
    message.refresh_from_db()
    message.contact.refresh_from_db()
    assert message.contact.name == ""
    assert DANIELS not in str([message.sender, message.authentication])
    other.contact.refresh_from_db()
    assert other.contact.name == "Unproven sender"

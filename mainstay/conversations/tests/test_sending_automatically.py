"""Programs do not answer programs: one door for all that no person writes."""

import re
from datetime import timedelta

import pytest

from mainstay.channels.email.compose import compose
from mainstay.channels.email.parsing import parse
from mainstay.channels.letters import letter_of
from mainstay.channels.mailboxes.tests.mailboxes import ADDRESS, add_mailbox
from mainstay.channels.models import Outbound
from mainstay.clients import actions as clients
from mainstay.conversations import actions, events
from mainstay.conversations.actions.automatic import LIMITED_TO, send_automatically
from mainstay.conversations.models import Message, ThreadKey, thread_key
from mainstay.conversations.tests.mails import arrive, conversation_of, mail, unmarked
from mainstay.core import clock, log, personal
from mainstay.core.actor import System

RULE = System("rule:7")
DANIELS = "daniel.price@northwindads.example"


def send(conversation, text="We have it.", **values):
    return send_automatically(conversation, text, by=RULE, **values)


def answer(message, **values):
    return send(message.conversation, answers=message, **values)


def received(raw, mailbox=None):
    return conversation_of(arrive(raw, mailbox)).messages.filter(kind="in").latest("id")


def test_it_leaves_marked_as_what_it_is(world, facts):
    message = received(mail())
    sent = answer(message)
    outbound = sent.outbound
    letter = parse(compose(letter_of(outbound)))
    assert letter.headers["auto-submitted"] == "auto-replied"
    assert letter.headers["x-auto-response-suppress"] == "All"
    assert "precedence" not in letter.headers
    assert letter.in_reply_to == message.message_id
    assert outbound.to == [["Daniel Price", DANIELS]]
    assert outbound.subject == "Re: Where is the report?"
    assert unmarked(outbound.text) == "We have it."
    assert not outbound.can_be_undone or outbound.due_at <= clock.now()
    assert facts(message.conversation) == [events.OPENED.name, events.SENT_AUTOMATICALLY.name]


def test_what_answers_nothing_says_so(world):
    outbound = send(world.payout, subject="How was it?").outbound
    assert outbound.headers["Auto-Submitted"] == "auto-generated"
    assert outbound.subject == "How was it?"


def test_it_goes_to_the_client_whoever_else_has_written_since(world):
    conversation = received(mail("<q@client.example>")).conversation
    arrive(mail("<eve@x.example>", sender="Eve <eve@x.example>", answers="<q@client.example>"))
    assert send(conversation).outbound.to == [["Daniel Price", DANIELS]]
    eves = conversation.messages.latest("id")
    assert answer(eves).outbound.to == [["Eve", "eve@x.example"]]


def test_to_who_has_not_written_it_goes_to_their_first_address(world):
    conversation = actions.begin(world.daniel, "Your rates", world.support, by=world.maya)
    assert send(conversation).outbound.to == [["Daniel Price", DANIELS]]


def test_nobody_has_answered_the_client_by_it(world):
    conversation = received(mail()).conversation
    before = (conversation.state, conversation.since)
    send(conversation)
    conversation.refresh_from_db()
    assert (conversation.state, conversation.since) == before
    assert not conversation.messages.filter(kind="out").exists()


def test_an_answer_to_it_finds_the_conversation(world):
    conversation = received(mail()).conversation
    outbound = send(conversation).outbound
    ThreadKey.objects.filter(key=thread_key(outbound.message_id)).get()
    again = arrive(mail("<again@client.example>", text="Thanks.", answers=outbound.message_id))
    assert again.conversation_id == conversation.pk


def test_it_speaks_for_the_brand_and_for_no_person(world):
    message = received(mail(), add_mailbox())
    outbound = answer(message).outbound
    assert outbound.sender == ["Client service", ADDRESS]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"List_Id": "<news.x.example>"}, "not_personal"),
        ({"X_Auto_Response_Suppress": "All"}, "automatic"),
        ({"Reply_To": "noreply@client.example"}, "unread_mailbox"),
        ({"X_Loop": f"<{ADDRESS}>"}, "ourselves"),
        ({"sender": f"Ourselves <{ADDRESS.upper()}>"}, "ourselves"),
        ({"sender": None}, "nobody_to_answer"),
    ],
)
def test_what_is_refused_is_recorded_with_its_reason(world, facts, header, reason):
    message = received(mail(**header), add_mailbox())
    for sent in (answer(message), send(message.conversation)):
        assert not sent
        assert sent.decision.reason == reason
    assert facts(message.conversation)[-2:] == [events.NOT_SENT_AUTOMATICALLY.name] * 2
    told = log.tell(log.timeline(message.conversation))[-1].sentence
    assert re.fullmatch(r"No automatic message left: [a-z].*[a-z]", told)
    assert told.partition(": ")[2] != reason
    assert not Outbound.objects.filter(about_id=message.conversation_id).exists()


def test_a_sender_who_is_not_proven_gets_nothing_in_another_s_name(world):
    mailbox = add_mailbox()
    mailbox.trusted_servers = ["mx"]
    mailbox.save()
    message = received(mail(Authentication_Results="mx; dmarc=fail"), mailbox)
    assert answer(message).decision.reason == "sender_unproven"


def test_an_address_that_mail_does_not_reach_gets_nothing(world):
    clients.note_bounce(DANIELS, "5.1.1 unknown")
    assert send(world.payout).decision.reason == "address_bounced"


def test_a_contact_gets_so_many_within_an_hour_whatever_it_is_about(world, settings):
    settings.ENV = settings.ENV.model_copy(update={"automatic_per_hour": 2})
    other = received(mail()).conversation
    assert send(world.payout)
    assert send(other)
    assert send(world.payout).decision.reason == "limit_reached"
    assert send(world.tracking)
    with clock.at(clock.now() + LIMITED_TO + timedelta(seconds=1)):
        assert send(world.payout)


def test_two_of_one_person_are_one(world, settings):
    settings.ENV = settings.ENV.model_copy(update={"automatic_per_hour": 1})
    clients.merge(world.tom, world.daniel, by=world.ines)
    assert send(world.payout)
    message = received(mail("<tom@client.example>", sender="tom.keller@northwindads.example"))
    assert answer(message).decision.reason == "limit_reached"


def test_none_at_all_may_be_wished_for(world, settings):
    settings.ENV = settings.ENV.model_copy(update={"automatic_per_hour": 0})
    assert not send(world.payout)


def test_a_mail_whose_bytes_are_gone_is_judged_by_what_was_kept(world):
    message = received(mail(Auto_Submitted="auto-replied"))
    Message.objects.filter(pk=message.pk).update(raw=None)
    message.refresh_from_db()
    assert answer(message).decision.reason == "automatic"


def test_two_desks_that_answer_each_other_stop_at_the_first_answer(world):
    """The other desk is one of ours: what it sends is marked as what we send is."""
    ours = answer(received(mail(sender="The other desk <desk@other.example>"))).outbound
    theirs = answer_of_the_other_desk(ours, dict(ours.headers))
    assert answer(received(theirs)).decision.reason == "automatic"


def test_a_desk_that_answers_everything_and_says_nothing_of_it_is_answered_three_times(world):
    raw = mail("<0@other.example>", sender="The other desk <desk@other.example>")
    answers = 0
    for number in range(1, 20):
        sent = answer(received(raw))
        if not sent:
            break
        answers += 1
        raw = answer_of_the_other_desk(sent.outbound, {}, f"<{number}@other.example>")
    assert answers == 3
    assert sent.decision.reason == "limit_reached"


def test_its_words_are_forgotten_with_the_person(world):
    outbound = send(world.payout, "Dear Daniel, dear Mr Price: we have it.").outbound
    personal.erase(world.daniel.pk)
    outbound.refresh_from_db()
    assert "Daniel" not in outbound.text
    assert "Price" not in outbound.text
    assert "we have it" in outbound.text


def answer_of_the_other_desk(outbound, headers, message_id="<1@other.example>") -> bytes:
    """What a desk with the address desk@other.example answers to a mail of ours."""
    further = {name.replace("-", "_"): value for name, value in headers.items()}
    return mail(
        message_id,
        sender="The other desk <desk@other.example>",
        subject=f"Re: {outbound.subject}",
        text=f"We have it too: {message_id}",
        answers=outbound.message_id,
        **further,
    )

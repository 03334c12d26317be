"""One matter goes on over mail and Telegram, once we know that both are the same person."""

from datetime import timedelta

import pytest

from mainstay.channels import intake
from mainstay.channels.telegram.codes import LASTS
from mainstay.channels.telegram.models import TelegramBot, TelegramChat, TelegramCode
from mainstay.channels.telegram.tests.bots import CLAIRE, add_bot
from mainstay.channels.telegram.tests.test_receiving import fetch
from mainstay.clients import actions as clients
from mainstay.clients.models import Contact, Identity
from mainstay.conversations import actions
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Conversation, Message
from mainstay.conversations.reaching import ways_to
from mainstay.core import clock
from mainstay.core.errors import Refused
from mainstay.core.models import Event

pytestmark = pytest.mark.django_db

ADDRESS = "claire@sud.example"


@pytest.fixture
def bot(telegram):
    made = add_bot()
    TelegramBot.objects.update(username="northwind_desk_bot")
    made.refresh_from_db()
    return made


def mail(text, number=1, answers="", sender=ADDRESS):
    head = (
        f"From: Claire Fabre <{sender}>\r\nSubject: Payment\r\nMessage-ID: <{number}@sud.example>"
    )
    head += f"\r\nIn-Reply-To: {answers}" if answers else ""
    stored = intake.store(f"{head}\r\n\r\n{text}".encode(), source="receive")
    received = take_in(stored.raw_id)
    return Conversation.objects.get(pk=received.conversation_id)


def write(telegram, bot, deliver, text, user=CLAIRE, **given):
    telegram.write(user, text, **given)
    fetch(bot)
    deliver()
    return Message.objects.filter(channel="telegram", kind="in").order_by("pk").last()


def link(conversation, world):
    """A code for the contact of a conversation, as its page offers it."""
    about = {"conversation": conversation.pk}
    return clients.offer_chat(conversation.contact, "telegram", by=world.maya, about=about)


def test_from_mail_to_telegram_and_back(world, telegram, bot, deliver, mail_server):
    conversation = mail("Where is my payment?")
    offered = link(conversation, world)
    assert offered.url == f"https://t.me/northwind_desk_bot?start={offered.code}"
    write(telegram, bot, deliver, f"/start {offered.code}")
    assert "Nous savons maintenant qui vous êtes" in telegram.sent[0].text  # he writes French

    said = write(telegram, bot, deliver, "I am on my phone now")
    assert said.conversation == conversation
    assert said.contact == conversation.contact

    with clock.at(clock.now() - timedelta(hours=1)):
        actions.reply(conversation, "It leaves tomorrow.", by=world.maya)
    deliver()
    assert telegram.sent[-1].text == "It leaves tomorrow."
    assert mail_server.received == []

    first = Message.objects.get(conversation=conversation, channel="email")
    back = mail("I am back at my desk", number=2, answers=first.message_id)
    assert back == conversation
    with clock.at(clock.now() - timedelta(hours=1)):
        answer = actions.reply(conversation, "Good.", by=world.maya)
    deliver()
    assert answer.channel == "email"
    assert len(mail_server.received) == 1
    assert b"In-Reply-To: <2@sud.example>" in mail_server.received[0].content
    assert b"@telegram" not in mail_server.received[0].content


def test_their_wish_is_obeyed_and_somebody_may_choose_another(
    world, telegram, bot, deliver, mail_server
):
    conversation = mail("Where is my payment?")
    write(telegram, bot, deliver, f"/start {link(conversation, world).code}")
    Contact.objects.filter(pk=conversation.contact_id).update(preferred_channel="telegram")
    conversation.refresh_from_db()
    assert [(way.channel, way.choice) for way in ways_to(conversation)] == [
        ("telegram", "theirs"),
        ("email", ""),
    ]
    assert actions.reply(conversation, "By their wish.", by=world.maya).channel == "telegram"
    chosen = actions.reply(conversation, "By ours.", by=world.maya, channel="email")
    assert chosen.channel == "email"
    assert chosen.to == [["Claire Fabre", ADDRESS]]


def test_a_wish_that_cannot_be_kept_does_not_keep_us_from_answering(world, telegram, bot, deliver):
    conversation = mail("Where is my payment?")
    Contact.objects.filter(pk=conversation.contact_id).update(preferred_channel="telegram")
    conversation.refresh_from_db()
    assert actions.reply(conversation, "By mail.", by=world.maya).channel == "email"
    with pytest.raises(Refused, match="cannot be reached that way"):
        actions.reply(conversation, "Not there.", by=world.maya, channel="telegram")


def test_a_code_is_good_once(world, telegram, bot, deliver):
    conversation = mail("Where is my payment?")
    offered = link(conversation, world)
    write(telegram, bot, deliver, f"/start {offered.code}")
    other = type(CLAIRE)(555_000_111, "Mallory", "", "mallory", "en")
    write(telegram, bot, deliver, f"/start {offered.code}", user=other)
    assert "used already or has ended" in telegram.sent[-1].text
    assert not Identity.objects.filter(value=str(other.id)).exists()
    assert write(telegram, bot, deliver, "Hello", user=other).contact != conversation.contact


def test_a_code_ends(world, telegram, bot, deliver):
    conversation = mail("Where is my payment?")
    offered = link(conversation, world)
    with clock.at(clock.now() + LASTS + timedelta(minutes=1)):
        write(telegram, bot, deliver, f"/start {offered.code}")
    assert not Identity.objects.filter(kind="telegram").exists()


def test_a_code_lies_nowhere_in_the_clear(world, telegram, bot, deliver):
    offered = link(mail("Where is my payment?"), world)
    assert offered.code not in str(TelegramCode.objects.values())
    assert offered.code not in str(list(Event.objects.values_list("facts", flat=True)))


def test_opening_a_chat_says_nothing_yet(world, telegram, bot, deliver):
    before = Conversation.objects.count()
    write(telegram, bot, deliver, "/start")
    assert telegram.sent[0].text.startswith("Bonjour") or "Hello" in telegram.sent[0].text
    assert Conversation.objects.count() == before
    assert not Message.objects.filter(channel="telegram").exists()


def test_somebody_known_only_from_chats_becomes_one_with_the_contact(world, telegram, bot, deliver):
    stranger = write(telegram, bot, deliver, "Hello, it is me").contact
    conversation = mail("Where is my payment?")
    write(telegram, bot, deliver, f"/start {link(conversation, world).code}")
    stranger.refresh_from_db()
    assert stranger.merged_into == conversation.contact
    assert write(telegram, bot, deliver, "About the payment").conversation == conversation


def test_somebody_with_an_address_of_their_own_stays_who_they_are(world, telegram, bot, deliver):
    tom = write(telegram, bot, deliver, "Hello", user=CLAIRE).contact
    Identity.objects.create(contact=tom, value="tom@other.example")
    conversation = mail("Where is my payment?")
    write(telegram, bot, deliver, f"/start {link(conversation, world).code}")
    tom.refresh_from_db()
    assert tom.merged_into is None
    assert Event.objects.filter(kind="contact.chat_mistaken").count() == 1
    assert "Now we know" not in telegram.sent[-1].text


def test_who_is_known_goes_on_with_their_newest_unfinished_matter(world, telegram, bot, deliver):
    conversation = mail("Where is my payment?")
    clients.offer_chat(conversation.contact, "telegram", by=world.maya)
    offered = clients.offer_chat(conversation.contact, "telegram", by=world.maya)
    write(telegram, bot, deliver, f"/start {offered.code}")
    newer = mail("Another matter", number=7)
    assert newer != conversation
    assert write(telegram, bot, deliver, "Hello").conversation == newer


def test_what_we_asked_in_the_chat_is_answered_there(world, telegram, bot, deliver):
    asked = write(telegram, bot, deliver, "Hello").conversation
    Identity.objects.create(contact=asked.contact, value=ADDRESS)
    newer = mail("Another matter", number=7)
    assert newer.contact == asked.contact
    assert write(telegram, bot, deliver, "As I said").conversation == asked


@pytest.mark.parametrize(
    ("days", "goes_on"), [(0, True), (13, True), (15, False)], ids=["today", "13 days", "15 days"]
)
def test_a_closed_one_is_opened_for_two_weeks_as_by_a_mail(
    world, telegram, bot, deliver, days, goes_on
):
    conversation = write(telegram, bot, deliver, "Hello").conversation
    actions.solve(conversation, by=world.maya)
    actions.close(conversation, by=world.maya)
    with clock.at(clock.now() + timedelta(days=days)):
        later = write(telegram, bot, deliver, "Hello again").conversation
    assert (later == conversation) == goes_on
    assert later.is_open
    if not goes_on:
        assert later.follows == conversation


def test_an_erased_person_is_forgotten_there_too(world, telegram, bot, deliver):
    said = write(telegram, bot, deliver, "My number is secret")
    write(telegram, bot, deliver, "Something else")
    erasure = clients.ask_to_erase(said.contact, by=world.tomasz)
    deliver()
    assert erasure
    said.refresh_from_db()
    assert said.text == ""
    assert not Identity.objects.filter(kind="telegram").exists()
    assert not TelegramChat.objects.exists()
    assert str(CLAIRE.id) not in _everything()
    with pytest.raises(FileNotFoundError):
        intake.content_of(said.raw_id)


def _everything():
    return str(
        [
            *Message.objects.values(),
            *Event.objects.values(),
            *TelegramChat.objects.values(),
            *Identity.objects.values(),
        ]
    )

"""What we say in a chat leaves once, in order, or somebody learns that it did not."""

from datetime import timedelta

import pytest

from mainstay.channels import actions as channels
from mainstay.channels.email.inbound import Attachment as File
from mainstay.channels.models import Outbound
from mainstay.channels.telegram.models import TelegramBot, TelegramPart
from mainstay.channels.telegram.tests.bots import CLAIRE, add_bot
from mainstay.channels.telegram.tests.test_receiving import JPEG, fetch
from mainstay.clients.models import Identity
from mainstay.conversations import actions
from mainstay.conversations.models import Message
from mainstay.core import actions as core
from mainstay.core import clock
from mainstay.core.errors import Refused
from mainstay.core.models import Event
from tests.telegram_server import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat(world, telegram, deliver):
    """Claire has asked something by Telegram; this is the conversation."""
    bot = add_bot()
    telegram.write(CLAIRE, "Bonjour, où est mon paiement ?")
    fetch(bot)
    deliver()
    return Message.objects.get(channel="telegram").conversation


def reply(chat, world, text="Il part demain.", **given):
    """A reply that was written an hour ago, so that it is due."""
    with clock.at(clock.now() - timedelta(hours=1)):
        return actions.reply(chat, text, by=world.maya, **given)


def outbound_of(message):
    return Outbound.objects.get(pk=message.outbound_id)


def test_it_is_held_and_can_be_taken_back(chat, world, telegram, deliver):
    message = actions.reply(chat, "Il part demain.", by=world.maya)
    deliver()
    assert telegram.sent == []
    actions.undo(message, by=world.maya)
    with clock.at(clock.now() + timedelta(minutes=1)):
        deliver()
    assert telegram.sent == []
    assert outbound_of(message).state == "cancelled"


def test_when_it_is_due_they_read_it_without_signature(chat, world, telegram, deliver):
    world.maya.signature = "Maya Brandt"
    world.maya.save()
    message = reply(chat, world)
    deliver()
    assert [each.text for each in telegram.sent] == ["Il part demain."]
    assert telegram.sent[0].chat_id == CLAIRE.id
    assert outbound_of(message).state == "sent"
    message.refresh_from_db()
    assert (message.channel, message.subject) == ("telegram", "")
    chat.refresh_from_db()
    assert chat.state == "waiting"


def test_an_answer_to_a_message_of_ours_lands_where_that_was_said(chat, world, telegram, deliver):
    reply(chat, world)
    deliver()
    actions.solve(chat, by=world.maya)
    telegram.write(CLAIRE, "Merci", reply_to_message={"message_id": telegram.sent[0].message_id})
    fetch(TelegramBot.objects.get())
    deliver()
    assert Message.objects.get(text="Merci").conversation == chat
    chat.refresh_from_db()
    assert chat.is_open


def test_a_long_text_leaves_in_parts(chat, world, telegram, deliver):
    text = "\n\n".join(f"Paragraph {n}. " + "The bank has it. " * 40 for n in range(20))
    reply(chat, world, text)
    deliver()
    assert len(telegram.sent) > 1
    assert all(len(each.text) <= 4096 for each in telegram.sent)
    assert "".join("".join(each.text for each in telegram.sent).split()) == "".join(text.split())


def test_files_leave_as_pictures_and_documents(chat, world, telegram, deliver):
    files = [
        File("page.jpg", "image/jpeg", JPEG),
        File("not really.jpg", "image/jpeg", b"no picture"),
        File("facture n°5.pdf", "application/pdf", b"%PDF"),
    ]
    reply(chat, world, "Voilà", attachments=files)
    deliver()
    assert [(each.method, each.filename) for each in telegram.sent] == [
        ("sendMessage", ""),
        ("sendPhoto", "page.jpg"),
        ("sendDocument", "not really.jpg"),
        ("sendDocument", "facture n°5.pdf"),
    ]
    assert telegram.sent[3].content == b"%PDF"


def test_a_pause_that_telegram_asks_for_is_kept_by_all_of_the_bot(chat, world, telegram, deliver):
    telegram.answer("sendMessage", Answer(429, "Too Many Requests: retry after 37", 37))
    first = reply(chat, world, "one")
    second = reply(chat, world, "two")
    deliver()
    assert telegram.sent == []
    waiting = outbound_of(first)
    assert waiting.state == "queued"
    assert 30 < (waiting.due_at - clock.now()).total_seconds() <= 37
    assert outbound_of(second).state == "queued"
    later = clock.now() + timedelta(seconds=40)
    with clock.at(later):
        for each in (second, first, second):
            channels.deliver(each.outbound_id)
    assert [each.text for each in telegram.sent] == ["one", "two"]


def test_a_server_in_trouble_is_tried_again(chat, world, telegram, deliver):
    telegram.answer("sendMessage", Answer(502, "Bad Gateway"))
    message = reply(chat, world)
    deliver()
    assert outbound_of(message).state == "queued"
    assert "502 Bad Gateway" in outbound_of(message).error
    channels.deliver(message.outbound_id)
    assert len(telegram.sent) == 1


def test_trying_again_repeats_no_part_that_arrived(chat, world, telegram, deliver):
    text = "\n\n".join(["x" * 4000, "y" * 4000, "z" * 4000])
    telegram.answer("sendMessage", *[Answer(502)] * 0)
    message = reply(chat, world, text)
    sent = telegram.do

    def fails_once(method, given):
        if method == "sendMessage" and given["text"].startswith("y") and len(telegram.sent) == 1:
            telegram.do = sent
            return Answer(500, "Internal")
        return sent(method, given)

    telegram.do = fails_once
    deliver()
    assert [each.text[0] for each in telegram.sent] == ["x"]
    channels.deliver(message.outbound_id)
    assert [each.text[0] for each in telegram.sent] == ["x", "y", "z"]
    assert TelegramPart.objects.count() == 3


def test_an_answer_that_never_came_leaves_it_to_a_person(chat, world, telegram, deliver):
    telegram.answer("sendMessage", Answer(0, is_silent=True))
    message = reply(chat, world)
    deliver()
    assert len(telegram.sent) == 1
    assert outbound_of(message).state == "uncertain"
    assert "may have left" in outbound_of(message).error
    channels.deliver(message.outbound_id)
    assert len(telegram.sent) == 1


def test_killed_before_anything_left_it_is_tried_again(chat, world, telegram, deliver):
    telegram.kill()
    message = reply(chat, world)
    deliver()
    assert outbound_of(message).state == "queued"
    telegram.start()
    channels.deliver(message.outbound_id)
    assert outbound_of(message).state == "sent"


def test_whoever_blocks_the_bot_is_out_of_reach_there(chat, world, telegram, deliver):
    CLAIRE.has_blocked = True
    try:
        message = reply(chat, world)
        deliver()
    finally:
        CLAIRE.has_blocked = False
    assert outbound_of(message).state == "failed"
    assert "blocked the bot" in outbound_of(message).error
    identity = Identity.objects.get(kind="telegram")
    assert identity.bounced_at
    assert Event.objects.filter(kind="message.not_sent").exists()
    with pytest.raises(Refused, match="no e-mail address"):
        actions.reply(chat, "Again", by=world.maya)

    telegram.write(CLAIRE, "Je suis de retour")
    fetch(TelegramBot.objects.get())
    deliver()
    identity.refresh_from_db()
    assert identity.bounced_at is None
    reply(chat, world, "Bienvenue")
    deliver()
    assert telegram.sent[-1].text == "Bienvenue"


def test_a_token_that_is_refused_waits_for_who_looks_after_the_bot(chat, world, telegram, deliver):
    telegram.answer("sendMessage", Answer(401, "Unauthorized"))
    message = reply(chat, world)
    deliver()
    assert outbound_of(message).state == "queued"
    assert "@BotFather" in TelegramBot.objects.get().sending_error
    channels.deliver(message.outbound_id)
    assert TelegramBot.objects.get().sending_error == ""


def test_a_paused_bot_sends_nothing(chat, world, telegram, deliver):
    TelegramBot.objects.update(is_paused=True)
    message = reply(chat, world)
    deliver()
    assert telegram.sent == []
    assert outbound_of(message).state == "queued"


def test_while_sending_is_paused_nothing_leaves(chat, world, telegram, deliver):
    core.switch_off("sending", reason="restored", by=world.tomasz)
    reply(chat, world)
    deliver()
    assert telegram.sent == []


def test_the_demo_writes_into_its_own_home(chat, world, telegram, deliver, settings, tmp_path):
    settings.ENV = settings.ENV.model_copy(update={"is_demo": True})
    settings.HOME = tmp_path
    reply(chat, world)
    deliver()
    (kept,) = (tmp_path / "outbox").iterdir()
    assert "Il part demain." in kept.read_text()
    assert telegram.sent == []

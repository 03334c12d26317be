"""What is written to a bot becomes a conversation, once, whatever dies meanwhile."""

import threading
import time
from datetime import timedelta

import pytest

from mainstay.channels import intake
from mainstay.channels.models import RawMessage
from mainstay.channels.telegram import arriving, bringing, polling, queries
from mainstay.channels.telegram.api import updates_of
from mainstay.channels.telegram.models import TelegramArrival, TelegramBot
from mainstay.channels.telegram.tests.bots import CLAIRE, add_bot
from mainstay.channels.telegram.tokens import api_of, webhook_secret_of
from mainstay.clients.models import Identity
from mainstay.conversations import actions
from mainstay.conversations.actions.retaking import retake
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Message
from mainstay.core import clock
from mainstay.core.models import Event
from tests.telegram_server import Answer, User

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 100


def fetch(bot: TelegramBot) -> int:
    """One question to Telegram, as the process asks it. Returns how many updates were new."""
    bot.refresh_from_db()
    asked = {"offset": arriving.next_update(bot), "limit": 100, "timeout": 0}
    return arriving.keep(bot.pk, updates_of(api_of(bot).ask_raw("getUpdates", asked)))


def said() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("text", flat=True))


def figures(bot: TelegramBot) -> dict[str, int]:
    found = queries.reconciliation(bot)
    assert found.is_even
    return {name: count for name, count in found.parts.items() if count}


def test_somebody_new_begins_a_conversation(world, telegram, deliver):
    bot = add_bot(department=world.departments["partner"])
    telegram.write(CLAIRE, "Bonjour, où est mon paiement ?")
    fetch(bot)
    deliver()
    message = Message.objects.get(channel="telegram")
    assert message.text == "Bonjour, où est mon paiement ?"
    conversation = message.conversation
    assert (conversation.contact.name, conversation.department.name) == (
        "Claire Fabre",
        world.departments["partner"].name,
    )
    identity = Identity.objects.get(kind="telegram")
    assert (identity.value, identity.label) == (str(CLAIRE.id), "@claire")
    assert identity.contact == conversation.contact
    assert conversation.contact.language == "fr"
    assert conversation.is_open
    assert figures(bot) == {"conversations": 1}


def test_what_they_write_next_goes_on_there(world, telegram, deliver):
    bot = add_bot()
    for words in ("Bonjour,", "où est mon paiement ?", "مرحبا"):
        telegram.write(CLAIRE, words)
    fetch(bot)
    deliver()
    assert Message.objects.filter(channel="telegram").values("conversation").distinct().count() == 1
    assert figures(bot) == {"conversations": 1, "appended": 2}


def test_two_people_have_two_conversations(world, telegram, deliver):
    bot = add_bot()
    telegram.write(CLAIRE, "Bonjour")
    telegram.write(User(99_000_111, "Tom", "", "", "en"), "Hello")
    fetch(bot)
    deliver()
    assert figures(bot) == {"conversations": 2}


def test_killed_between_keeping_and_acknowledging_nothing_is_lost_or_doubled(
    world, telegram, deliver
):
    bot = add_bot()
    telegram.write(CLAIRE, "once")
    answer = api_of(bot).ask_raw("getUpdates", {"offset": 0})
    arriving.keep(bot.pk, updates_of(answer))
    # The process dies before its next question, which would have acknowledged it.
    TelegramBot.objects.update(offset=0)
    assert len(telegram.waiting) == 1
    telegram.kill()
    telegram.start()
    telegram.write(CLAIRE, "twice")
    assert fetch(bot) == 1
    fetch(bot)
    assert telegram.waiting == []
    deliver()
    assert Message.objects.filter(text="once").count() == 1
    assert Message.objects.filter(text="twice").count() == 1
    assert TelegramArrival.objects.count() == 2


def test_killed_before_keeping_telegram_has_it_still(world, telegram, deliver):
    bot = add_bot()
    telegram.write(CLAIRE, "once")
    api_of(bot).ask_raw("getUpdates", {"offset": 0})
    assert fetch(bot) == 1


def test_an_update_that_comes_twice_counts_once(world, telegram, deliver):
    bot = add_bot()
    message = telegram.write(CLAIRE, "once")
    fetch(bot)
    telegram.update({"message": message}, number=telegram._next_update - 1)
    TelegramBot.objects.update(offset=0)
    assert fetch(bot) == 0
    deliver()
    assert figures(bot) == {"conversations": 1}


def test_the_same_message_under_another_number_is_a_duplicate(world, telegram, deliver):
    bot = add_bot()
    message = telegram.write(CLAIRE, "once")
    telegram.update({"message": message})
    fetch(bot)
    deliver()
    assert figures(bot) == {"conversations": 1, "duplicates": 1}


def test_what_they_change_stands_there_and_what_it_said_is_kept(world, telegram, deliver):
    bot = add_bot()
    message = telegram.write(CLAIRE, "I want 390 EUR")
    fetch(bot)
    deliver()
    with clock.at(clock.now() + timedelta(minutes=5)):
        telegram.edit(message, "I want 290 EUR")
        fetch(bot)
        deliver()
    changed = Message.objects.get(channel="telegram")
    assert (changed.text, changed.former_text) == ("I want 290 EUR", "I want 390 EUR")
    assert changed.edited_at
    assert changed.conversation.last_words == "I want 290 EUR"
    assert Event.objects.filter(kind="message.edited").count() == 1
    assert figures(bot) == {"conversations": 1, "appended": 1}


def test_a_change_of_what_we_answered_asks_us_to_look_again(world, telegram, deliver):
    bot = add_bot()
    message = telegram.write(CLAIRE, "All is well")
    fetch(bot)
    deliver()
    conversation = Message.objects.get(channel="telegram").conversation
    actions.solve(conversation, by=world.maya)
    telegram.edit(message, "All is well")
    fetch(bot)
    deliver()
    conversation.refresh_from_db()
    assert conversation.state == "solved"
    telegram.edit(message, "Nothing is well")
    fetch(bot)
    deliver()
    conversation.refresh_from_db()
    assert conversation.is_open


def test_a_change_of_what_never_arrived_is_a_message(world, telegram, deliver):
    bot = add_bot()
    message = telegram.write(CLAIRE, "before")
    telegram._updates.clear()
    telegram.edit(message, "after")
    fetch(bot)
    deliver()
    assert Message.objects.get(channel="telegram").text == "after"


def test_files_come_along(world, telegram, deliver):
    bot = add_bot()
    telegram.attach(CLAIRE, JPEG, kind="photo", caption="Voilà la page")
    telegram.attach(CLAIRE, b"%PDF", file_name="facture n°5.pdf", mime_type="application/pdf")
    telegram.attach(CLAIRE, b"OggS", kind="voice", mime_type="audio/ogg")
    fetch(bot)
    deliver()
    first, second, third = Message.objects.filter(channel="telegram").order_by("pk")
    assert first.text == "Voilà la page"
    (photo,) = first.attachments.all()
    assert (photo.filename, photo.content_type, photo.size) == (
        "photo-1.jpg",
        "image/jpeg",
        len(JPEG),
    )
    assert second.attachments.get().filename == "facture n°5.pdf"
    assert third.attachments.get().content_type == "audio/ogg"
    assert second.conversation.last_words == "voice-3.ogg"


def test_a_file_too_large_is_said(world, telegram, deliver):
    bot = add_bot()
    telegram.attach(CLAIRE, b"x", file_name="film.mp4", file_size=34 * 1024**2)
    fetch(bot)
    deliver()
    message = Message.objects.get(channel="telegram")
    assert "The file film.mp4 is not here: 34 MB" in message.text
    assert not message.attachments.exists()


def test_a_file_that_cannot_be_fetched_just_now_is_waited_for(world, telegram, deliver):
    bot = add_bot()
    telegram.attach(CLAIRE, b"%PDF", file_name="a.pdf")
    telegram.answer("file", Answer(502, "Bad Gateway"))
    fetch(bot)
    raw = RawMessage.objects.get(channel="telegram")
    with pytest.raises(Exception, match="502"):
        take_in(raw.pk)
    deliver()
    assert Message.objects.get(channel="telegram").attachments.get().filename == "a.pdf"


def test_a_file_that_is_gone_does_not_hold_up_the_words(world, telegram, deliver):
    bot = add_bot()
    telegram.attach(CLAIRE, b"%PDF", file_name="a.pdf", caption="Look")
    telegram.files.clear()
    fetch(bot)
    deliver()
    text = Message.objects.get(channel="telegram").text
    assert text.startswith("Look\n(The file a.pdf could not be fetched")


def test_after_a_while_the_words_come_without_the_file(world, telegram, deliver, monkeypatch):
    monkeypatch.setattr(bringing, "PATIENCE", timedelta(0))
    bot = add_bot()
    telegram.attach(CLAIRE, b"%PDF", file_name="a.pdf", caption="Look")
    telegram.answer("getFile", Answer(500, "Internal"))
    fetch(bot)
    deliver()
    assert "could not be fetched" in Message.objects.get(channel="telegram").text


def test_what_is_no_text_is_told_in_a_sentence(world, telegram, deliver):
    bot = add_bot()
    telegram.write(CLAIRE, sticker={"emoji": "👍"})
    fetch(bot)
    deliver()
    assert Message.objects.get(channel="telegram").text == "(A sticker 👍)"


def test_a_group_is_set_aside_with_its_cause_and_nothing_is_said_there(world, telegram, deliver):
    bot = add_bot()
    group = {"id": -100_555, "type": "supergroup", "title": "Publishers of May"}
    telegram.write(CLAIRE, "@northwind_desk_bot help", chat=group)
    fetch(bot)
    deliver()
    raw = RawMessage.objects.get(channel="telegram")
    assert (raw.state, raw.cause) == ("quarantined", "telegram_group")
    assert "Publishers of May" in raw.explanation
    assert telegram.sent == []
    assert figures(bot) == {"quarantined": 1}


def test_what_cannot_be_read_is_kept_and_can_be_tried_again(world, telegram, deliver):
    bot = add_bot()
    telegram.update({"callback_query": {"id": "1"}})
    fetch(bot)
    deliver()
    raw = RawMessage.objects.get(channel="telegram")
    assert raw.cause == "telegram_no_message"
    assert b"callback_query" in intake.content_of(raw.pk)
    assert retake(raw, by=world.ines) is None
    assert figures(bot) == {"quarantined": 1}


def test_whoever_listens_hears_at_once_and_stops_at_once(transactional_db, telegram):
    bot = add_bot()
    listener = polling.Listener(bot.pk)
    listener.start()
    try:
        _until(lambda: TelegramBot.objects.get().last_fetched_at)
        began = time.monotonic()
        telegram.write(CLAIRE, "Are you there?")
        _until(lambda: TelegramArrival.objects.exists())
        assert time.monotonic() - began < 2
        assert TelegramBot.objects.get().username == "northwind_desk_bot"
    finally:
        began = time.monotonic()
        listener.stop()
        listener.join(10)
    assert time.monotonic() - began < 3
    assert not TelegramBot.objects.get().last_error


def test_trouble_is_told_and_passes(transactional_db, telegram):
    telegram.answer("getUpdates", Answer(409, "Conflict: terminated by other getUpdates request"))
    bot = add_bot()
    listener = polling.Listener(bot.pk)
    listener.start()
    try:
        _until(lambda: "Another program" in TelegramBot.objects.get().last_error)
        _until(lambda: not TelegramBot.objects.get().last_error)
    finally:
        listener.stop()
        listener.join(10)


def test_a_server_that_is_killed_is_waited_for(transactional_db, telegram):
    bot = add_bot()
    listener = polling.Listener(bot.pk)
    listener.start()
    try:
        _until(lambda: TelegramBot.objects.get().last_fetched_at)
        telegram.kill()
        _until(lambda: TelegramBot.objects.get().last_error)
        telegram.start()
        telegram.write(CLAIRE, "Are you there?")
        _until(lambda: TelegramArrival.objects.exists())
    finally:
        listener.stop()
        listener.join(10)
    assert not any(thread.name.startswith("telegram") for thread in threading.enumerate())


def test_a_wrong_token_says_what_to_do(transactional_db, telegram):
    bot = add_bot(token="700100200:AAF-another_token-0123456789")
    listener = polling.Listener(bot.pk)
    listener.start()
    try:
        _until(lambda: "@BotFather" in TelegramBot.objects.get().last_error)
    finally:
        listener.stop()
        listener.join(10)
    assert "AAF" not in TelegramBot.objects.get().last_error


def test_after_a_quiet_week_it_asks_from_the_beginning(world, telegram, deliver):
    bot = add_bot()
    telegram.write(CLAIRE, "one")
    fetch(bot)
    bot.refresh_from_db()
    assert arriving.next_update(bot) == bot.offset > 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert arriving.next_update(bot) == 0


def test_a_bot_that_is_called_tells_telegram_where(transactional_db, telegram):
    bot = add_bot(way="webhook")
    listener = polling.Listener(bot.pk)
    listener.start()
    try:
        _until(lambda: TelegramBot.objects.get().last_fetched_at)
    finally:
        listener.stop()
        listener.join(10)
    assert telegram.webhook["url"].endswith(f"/hooks/telegram/{bot.pk}")
    assert telegram.webhook["secret_token"] == webhook_secret_of(bot)
    assert telegram.webhook["allowed_updates"] == ["message", "edited_message"]


def test_one_that_asks_again_ends_the_calls_and_loses_nothing(transactional_db, telegram):
    telegram.webhook = {"url": "https://elsewhere.example"}
    telegram.write(CLAIRE, "Are you there?")
    bot = add_bot()
    listener = polling.Listener(bot.pk)
    listener.start()
    try:
        _until(lambda: TelegramArrival.objects.exists())
    finally:
        listener.stop()
        listener.join(10)
    assert telegram.webhook == {}


def _until(holds, seconds=15):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)

"""A client of two channels, on the screens: the link, the choice, the words."""

import re
from datetime import timedelta

import pytest

from mainstay.channels.telegram.models import TelegramBot, TelegramCode
from mainstay.channels.telegram.tests.bots import CLAIRE, add_bot, telegram
from mainstay.channels.telegram.tests.test_receiving import fetch
from mainstay.clients.models import Contact, Identity
from mainstay.conversations import actions
from mainstay.conversations.models import Draft, Message
from mainstay.core import clock
from mainstay.core.models import Event

__all__ = ["telegram"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def bot(telegram):
    made = add_bot()
    TelegramBot.objects.update(username="northwind_desk_bot")
    return made


def page(browser, url):
    response = browser.get(url)
    assert response.status_code == 200
    return response.content.decode()


def open_chat(world, telegram, bot, deliver, browser):
    """Daniel, whose payout is open, has opened the link that Maya made."""
    response = browser.post(
        f"/contacts/{world.daniel.pk}/chats/",
        {"channel": "telegram", "conversation": world.payout.pk},
    )
    code = re.search(r"\?start=(\w+)", response.content.decode())[1]
    telegram.write(CLAIRE, f"/start {code}")
    fetch(bot)
    deliver()


def test_without_a_bot_nothing_is_offered(as_maya, world):
    assert "Make a link" not in page(as_maya, f"/contacts/{world.daniel.pk}/")
    response = as_maya.post(f"/contacts/{world.daniel.pk}/chats/", {"channel": "telegram"})
    assert response.status_code == 302
    assert not TelegramCode.objects.exists()


def test_a_link_is_shown_once(as_maya, world, bot):
    own = f"/contacts/{world.daniel.pk}/"
    assert "Make a link for Telegram" in page(as_maya, own)
    shown = as_maya.post(f"{own}chats/", {"channel": "telegram"}).content.decode()
    (code,) = set(re.findall(r"https://t\.me/northwind_desk_bot\?start=(\w+)", shown))
    assert f"/start {code}" in shown
    assert code not in page(as_maya, own)
    assert Event.objects.filter(kind="contact.chat_offered").count() == 1


def test_the_same_form_twice_makes_one_link(as_maya, world, bot):
    once = "7f6a7f0e-5a34-4c1b-9a53-0f7a3f1f6f10"
    for _time in range(2):
        as_maya.post(f"/contacts/{world.daniel.pk}/chats/", {"channel": "telegram", "once": once})
    assert TelegramCode.objects.count() == 1


@pytest.mark.parametrize("channel", ["", "email", "fax"])
def test_a_channel_that_makes_no_links_is_refused(as_maya, world, bot, channel):
    response = as_maya.post(f"/contacts/{world.daniel.pk}/chats/", {"channel": channel})
    assert response.status_code == 302
    assert not TelegramCode.objects.exists()


def test_who_only_reads_makes_no_link(as_ruth, world, bot):
    assert "Make a link" not in page(as_ruth, f"/contacts/{world.daniel.pk}/")
    as_ruth.post(f"/contacts/{world.daniel.pk}/chats/", {"channel": "telegram"})
    assert not TelegramCode.objects.exists()


def test_a_conversation_of_others_is_not_linked(as_oskar, world, bot):
    as_oskar.post(
        f"/contacts/{world.daniel.pk}/chats/",
        {"channel": "telegram", "conversation": world.payout.pk},
    )
    assert "conversation" not in TelegramCode.objects.get().stands_for


def test_somebody_unknown_is_not_found(as_maya, bot):
    assert as_maya.post("/contacts/999999/chats/", {"channel": "telegram"}).status_code == 404


def test_the_composer_says_by_which_channel_and_whose_choice_it_is(
    as_maya, world, telegram, bot, deliver
):
    own = f"/conversations/{world.payout.pk}/"
    assert "By which channel" not in page(as_maya, own)
    open_chat(world, telegram, bot, deliver, as_maya)
    shown = page(as_maya, own)
    assert "can go on with this by Telegram" in shown
    assert re.search(r'<option value="email" selected>by e-mail</option>', shown)
    assert "(where they wrote last)" in shown

    telegram.write(CLAIRE, "مرحبا، أنا على هاتفي")
    fetch(bot)
    deliver()
    shown = page(as_maya, own)
    assert "مرحبا" in shown
    assert re.search(r'<option value="telegram" selected>by Telegram</option>', shown)

    Contact.objects.filter(pk=world.daniel.pk).update(preferred_channel="email")
    shown = page(as_maya, own)
    assert re.search(r'<option value="email" selected>', shown)
    assert "(their wish)" in shown


def test_a_reply_leaves_by_the_channel_that_was_chosen(as_maya, world, telegram, bot, deliver):
    open_chat(world, telegram, bot, deliver, as_maya)
    own = f"/conversations/{world.payout.pk}/messages/"
    said = {"kind": "reply", "send": "wait"}
    with clock.at(clock.now() - timedelta(hours=1)):
        as_maya.post(own, said | {"body": "By chat.", "channel": "telegram"})
        as_maya.post(own, said | {"body": "By mail.", "channel": "email"})
    deliver()
    sent = Message.objects.filter(kind="out").order_by("-pk")[:2]
    assert {each.text: each.channel for each in sent} == {
        "By chat.": "telegram",
        "By mail.": "email",
    }
    assert telegram.sent[-1].text == "By chat."
    shown = page(as_maya, f"/conversations/{world.payout.pk}/")
    assert "by Telegram" in shown


def test_a_channel_that_does_not_reach_them_keeps_what_was_typed(as_maya, world, bot):
    response = as_maya.post(
        f"/conversations/{world.payout.pk}/messages/",
        {"kind": "reply", "send": "wait", "body": "Hello there", "channel": "telegram"},
    )
    assert response.status_code == 422
    assert "Hello there" in response.content.decode()
    assert "cannot be reached that way" in response.content.decode()


def test_a_change_is_marked_and_what_it_said_first_is_there(as_maya, world, telegram, bot, deliver):
    open_chat(world, telegram, bot, deliver, as_maya)
    message = telegram.write(CLAIRE, "I want 390 EUR")
    telegram.edit(message, "I want 290 EUR")
    fetch(bot)
    deliver()
    shown = page(as_maya, f"/conversations/{world.payout.pk}/")
    assert "by Telegram · edited" in shown
    assert "Before it was changed:\nI want 390 EUR" in shown
    assert "changed what they had written" in shown


def test_the_page_of_a_contact_names_them_there_and_mail_can_still_be_edited(
    as_maya, world, telegram, bot, deliver
):
    open_chat(world, telegram, bot, deliver, as_maya)
    own = f"/contacts/{world.daniel.pk}/"
    assert "@claire" in page(as_maya, own)
    form = page(as_maya, f"{own}edit/")
    assert str(CLAIRE.id) not in form
    as_maya.post(
        f"{own}edit/",
        {"name": "Daniel", "addresses": "daniel@new.example", "preferred_channel": "telegram"},
    )
    kinds = Identity.objects.filter(contact=world.daniel).values_list("kind", flat=True)
    assert sorted(kinds) == ["email", "telegram"]


def test_a_draft_remembers_another_channel_that_was_chosen(as_maya, world, telegram, bot, deliver):
    open_chat(world, telegram, bot, deliver, as_maya)
    own = f"/conversations/{world.payout.pk}/"
    for chosen, kept in (
        ("telegram", "telegram"),
        ("email", ""),
        ("x" * 99, ""),
        ("telegram", "telegram"),
    ):
        as_maya.post(f"{own}draft/", {"kind": "reply", "body": "Hello", "channel": chosen})
        assert Draft.objects.get().channel == kept
    assert re.search(r'<option value="telegram" selected>', page(as_maya, own))
    as_maya.post(
        f"{own}messages/",
        {"kind": "reply", "body": "Hello", "channel": "telegram", "send": "wait"},
    )
    assert not Draft.objects.exists()
    assert re.search(r'<option value="email" selected>', page(as_maya, own))
    actions.undo(Message.objects.latest("pk"), by=world.maya)
    assert re.search(r'<option value="telegram" selected>', page(as_maya, own))

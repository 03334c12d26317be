"""The settings of Telegram bots, and Telegram calling us."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from mainstay.channels.models import RawMessage
from mainstay.channels.telegram import hooks
from mainstay.channels.telegram.models import TelegramArrival, TelegramBot
from mainstay.channels.telegram.tests.bots import CLAIRE, add_bot, telegram, update
from mainstay.channels.telegram.tests.test_receiving import fetch
from mainstay.channels.telegram.tokens import webhook_secret_of
from mainstay.conversations.models import Message
from mainstay.core.models import Event
from tests.telegram_server import TOKEN, Answer

__all__ = ["telegram"]

pytestmark = pytest.mark.django_db

TYPED = {"name": "Northwind on Telegram", "token": TOKEN, "way": "polling"}


def shown(browser, bot, rest=""):
    response = browser.get(f"/telegram/{bot.pk}/{rest}")
    assert response.status_code == 200
    return response.content.decode()


def test_without_one_the_page_says_what_to_do(as_tomasz):
    assert "paste its token" in as_tomasz.get("/telegram/").content.decode()


def test_an_administrator_adds_one_and_it_is_checked(as_tomasz, telegram):
    response = as_tomasz.post("/telegram/new/", TYPED)
    bot = TelegramBot.objects.get()
    assert response.url == f"/telegram/{bot.pk}/check/"
    page = shown(as_tomasz, bot, "check/")
    assert "All works" in page
    assert "@northwind_desk_bot" in page
    bot.refresh_from_db()
    assert bot.username == "northwind_desk_bot"
    assert "@northwind_desk_bot" in as_tomasz.get("/telegram/").content.decode()


def test_a_token_is_never_shown_and_stays_when_nothing_is_typed(as_tomasz):
    bot = add_bot()
    page = shown(as_tomasz, bot)
    assert TOKEN not in page
    assert bot.token not in page
    as_tomasz.post(f"/telegram/{bot.pk}/", TYPED | {"token": "", "name": "Another"})
    changed = TelegramBot.objects.get()
    assert (changed.name, changed.token, changed.version) == ("Another", bot.token, 2)
    assert TOKEN not in str(list(Event.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("nonsense", "This is no token"),
        ("700100200:AAF‮reversed-letters-are-no-token", "This is no token"),
        (TOKEN, "This bot is here already"),
    ],
)
def test_a_token_that_cannot_be_is_refused_under_its_field(as_tomasz, token, said):
    add_bot()
    response = as_tomasz.post("/telegram/new/", TYPED | {"token": token})
    assert response.status_code == 422
    assert said in response.content.decode()


def test_the_token_of_another_bot_is_refused(as_tomasz):
    bot = add_bot()
    other = TYPED | {"token": "700100201:AAF-another_bot_of_ours-0123456789"}
    response = as_tomasz.post(f"/telegram/{bot.pk}/", other)
    assert response.status_code == 422
    assert "token of another bot" in response.content.decode()


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_nobody_else_comes_in(request, who):
    bot = add_bot()
    browser = request.getfixturevalue(who)
    own = f"/telegram/{bot.pk}/"
    for path in ("/telegram/", "/telegram/new/", own, f"{own}check/", f"{own}arrivals/"):
        assert browser.get(path).status_code == 403
    for path in (own, f"{own}pause/", f"{own}resumption/", f"{own}removal/"):
        assert browser.post(path).status_code == 403


def test_the_check_tells_which_step_fails_and_what_to_do(as_tomasz, telegram, settings):
    bot = add_bot(token="700100200:AAF-a_token_that_was_taken_back-01")
    assert "Ask @BotFather" in shown(as_tomasz, bot, "check/")
    bot.delete()
    bot = add_bot()
    telegram.answer("getMe", Answer(502, "Bad Gateway"))
    assert "502 Bad Gateway" in shown(as_tomasz, bot, "check/")
    telegram.webhook = {"url": "https://other.example/hook"}
    assert "https://other.example/hook" in shown(as_tomasz, bot, "check/")
    telegram.kill()
    assert "could not be reached" in shown(as_tomasz, bot, "check/")
    url = "http://nowhere.invalid"
    settings.ENV = settings.ENV.model_copy(update={"telegram_url": url})
    assert "There is no server named nowhere.invalid" in shown(as_tomasz, bot, "check/")
    telegram.start()


def test_a_lost_key_is_told_by_the_check(as_tomasz, telegram):
    bot = add_bot()
    TelegramBot.objects.update(token=bot.token[:-6] + "AAAAAA")
    assert "Paste the token again" in shown(as_tomasz, bot, "check/")


def test_it_is_paused_and_goes_on(as_tomasz):
    bot = add_bot()
    for _time in range(2):
        as_tomasz.post(f"/telegram/{bot.pk}/pause/")
    assert TelegramBot.objects.get().is_paused
    assert Event.objects.filter(kind="telegrambot.paused").count() == 1
    assert "Paused" in as_tomasz.get("/telegram/").content.decode()
    as_tomasz.post(f"/telegram/{bot.pk}/resumption/")
    assert not TelegramBot.objects.get().is_paused


def test_one_that_was_never_used_is_removed_and_one_with_messages_stays(
    as_tomasz, telegram, deliver
):
    bot = add_bot()
    telegram.write(CLAIRE, "Bonjour")
    fetch(bot)
    as_tomasz.post(f"/telegram/{bot.pk}/removal/")
    assert TelegramBot.objects.exists()
    assert "paused and not removed" in shown(as_tomasz, bot)
    unused = add_bot(token="700100201:AAF-another_bot_of_ours-0123456789")
    as_tomasz.post(f"/telegram/{unused.pk}/removal/")
    assert not TelegramBot.objects.filter(pk=unused.pk).exists()


def test_every_figure_leads_to_its_messages(as_tomasz, telegram, deliver):
    bot = add_bot()
    message = telegram.write(CLAIRE, "مرحبا، أين الدفعة؟")
    telegram.write(CLAIRE, "/start")
    telegram.update({"message": message})
    telegram.update({"poll": {}})
    fetch(bot)
    deliver()
    page = shown(as_tomasz, bot)
    assert "adds up" in page
    assert "1 message could not be taken in" in page
    for fate, said in (
        ("conversations", "مرحبا"),
        ("duplicates", "مرحبا"),
        ("opened", "Claire Fabre @claire"),
        ("quarantined", "/quarantine/"),
        ("appended", "None."),
    ):
        assert said in shown(as_tomasz, bot, f"arrivals/?fate={fate}")
    assert "It is no message of a person" in as_tomasz.get("/quarantine/").content.decode()


def called(bot, body, secret=None, browser=None):
    browser = browser or Client(enforce_csrf_checks=True)
    secret = webhook_secret_of(bot) if secret is None else secret
    return browser.post(
        f"/hooks/telegram/{bot.pk}",
        body,
        content_type="application/json",
        headers={hooks.SECRET_HEADER: secret},
    )


def test_telegram_calls_us_where_we_said(settings):
    bot = add_bot(way="webhook")
    path = reverse("web:telegram_hook", args=[bot.pk])
    assert hooks.url_of(bot) == f"{settings.ENV.public_url}{path}"


def test_what_telegram_calls_us_with_is_kept_and_taken_in(world, deliver):
    bot = add_bot(way="webhook")
    assert called(bot, update(text="Bonjour")).status_code == 200
    assert called(bot, update(text="Bonjour")).status_code == 200
    deliver()
    assert Message.objects.get(channel="telegram").text == "Bonjour"
    assert TelegramArrival.objects.count() == 1


@pytest.mark.parametrize("secret", ["", "wrong", "ключ"])
def test_whoever_does_not_know_the_secret_is_refused(secret):
    bot = add_bot(way="webhook")
    assert called(bot, update(text="Bonjour"), secret).status_code == 403
    assert not RawMessage.objects.exists()


def test_of_nobody_nothing_is_kept():
    bot = add_bot(way="webhook")
    bot.pk += 1
    assert called(bot, update(text="Bonjour")).status_code == 404


def test_only_a_post_is_a_call(as_tomasz):
    bot = add_bot(way="webhook")
    assert as_tomasz.get(f"/hooks/telegram/{bot.pk}").status_code == 405


def test_while_it_rests_telegram_keeps_it():
    bot = add_bot(way="webhook")
    TelegramBot.objects.update(is_paused=True)
    assert called(bot, update(text="Bonjour")).status_code == 503
    TelegramBot.objects.update(is_paused=False, way="polling")
    assert called(bot, update(text="Bonjour")).status_code == 503
    assert not RawMessage.objects.exists()


def test_a_call_that_is_too_large_is_refused():
    bot = add_bot(way="webhook")
    body = json.dumps({"update_id": 1, "message": {"text": "x" * hooks.LARGEST}})
    assert called(bot, body).status_code == 413


def test_a_call_that_is_no_update_is_kept_and_set_aside(world, deliver):
    bot = add_bot(way="webhook")
    assert called(bot, b"no update").status_code == 200
    deliver()
    assert RawMessage.objects.get(channel="telegram").cause == "telegram_no_update"

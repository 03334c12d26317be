"""Bots and updates for the tests."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from mainstay.channels.telegram import actions
from mainstay.channels.telegram.models import TelegramBot
from mainstay.core.actor import System
from tests import telegram_server
from tests.telegram_server import TelegramServer, User

CLAIRE = User(412_345_678)


@pytest.fixture
def telegram(settings: Any) -> Iterator[TelegramServer]:
    """A Bot API server on this host, which the settings name for the time of the test."""
    with telegram_server.running() as server:
        settings.ENV = settings.ENV.model_copy(update={"telegram_url": server.url})
        yield server


def add_bot(**given: Any) -> TelegramBot:
    """A bot of the desk with the settings given."""
    token = given.pop("token", telegram_server.TOKEN)
    return actions.add({"name": "Northwind on Telegram", **given}, token, by=System("test"))


def update(number: int = 1, **message: Any) -> bytes:
    """An update in which Claire writes, as Telegram puts it down."""
    said = {
        "message_id": number,
        "from": CLAIRE.as_json(),
        "chat": {"id": CLAIRE.id, "type": "private", "first_name": "Claire"},
        "date": 1_760_000_000,
        **message,
    }
    return json.dumps({"update_id": 1000 + number, "message": said}).encode()

"""Somebody who writes in a chat without Telegram: a bot that was never there, and their updates.

They go through the door that Telegram's own updates use; nothing asks the network.
"""

import json

from mainstay.channels.kinds import Player
from mainstay.channels.telegram import actions, arriving
from mainstay.channels.telegram.models import TelegramArrival, TelegramBot
from mainstay.core import clock
from mainstay.core.actor import System

_BOT = 7_000_000_001
_TOKEN = f"{_BOT}:a-token-of-the-demo-that-opens-no-bot"
_FIRST_USER = 412_000_000


def begin_to_play() -> None:
    """Let there be the bot."""
    if not TelegramBot.objects.filter(bot_id=_BOT).exists():
        bot = actions.add({"name": "Mainstay on Telegram"}, _TOKEN, by=System("setup"))
        actions.note_username(bot, "mainstay_demo_bot")


def play(player: Player, text: str) -> None:
    bot = TelegramBot.objects.get(bot_id=_BOT)
    number = TelegramArrival.objects.filter(bot=bot).count() + 1
    first, _space, last = player.name.partition(" ")
    user = _FIRST_USER + player.number
    update = {
        "update_id": number,
        "message": {
            "message_id": number,
            "from": {
                "id": user,
                "is_bot": False,
                "first_name": first,
                "last_name": last,
                "username": player.name.lower().replace(" ", "_"),
                "language_code": player.language,
            },
            "chat": {"id": user, "type": "private", "first_name": first},
            "date": int(clock.now().timestamp()),
            "text": text,
        },
    }
    arriving.keep(bot.pk, [json.dumps(update).encode()])

"""Telegram calls us: who may, and what is kept of it."""

import hmac
from typing import Literal

from django.conf import settings

from mainstay.channels.telegram import arriving
from mainstay.channels.telegram.models import TelegramBot
from mainstay.channels.telegram.tokens import webhook_secret_of
from mainstay.channels.telegram.trouble import Trouble

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
LARGEST = 1024 * 1024
"""Bytes of one update: Telegram's own are some kilobytes."""

Answer = Literal["kept", "unknown", "forbidden", "later"]


def url_of(bot: TelegramBot) -> str:
    """Where Telegram calls us for this bot."""
    return f"{settings.ENV.public_url}/hooks/telegram/{bot.pk}"


def accept(bot_id: int, secret: str, update: bytes) -> Answer:
    """Keep an update if the caller knows the secret of the bot.

    "kept" once it is committed, "later" when Telegram shall keep it and come again.
    """
    bot = TelegramBot.objects.filter(pk=bot_id).first()
    if bot is None:
        return "unknown"
    try:
        ours = webhook_secret_of(bot)
    except Trouble:
        return "later"
    if not hmac.compare_digest(ours.encode(), secret.encode("utf-8", "replace")):
        return "forbidden"
    if bot.is_paused or not bot.is_called:
        return "later"
    arriving.keep(bot.pk, [update], were_asked_for=False)
    arriving.note_working(bot.pk)
    return "kept"

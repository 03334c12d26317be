"""Whether a bot works, by really asking Telegram, step by step up to the one that fails."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from mainstay.channels.telegram import actions, hooks
from mainstay.channels.telegram.models import TelegramBot
from mainstay.channels.telegram.tokens import api_of
from mainstay.channels.telegram.trouble import Step, Trouble

STEPS: tuple[Step, ...] = ("reach", "token", "way")


@dataclass(frozen=True)
class Checked:
    """How far we came. `failed` is empty when all went well; else `sentence` says what to do.

    `username` and `name` are what Telegram calls the bot, `waiting` how many messages it keeps
    for us just now.
    """

    seconds: float
    failed: Step | None = None
    sentence: str = ""
    username: str = ""
    name: str = ""
    waiting: int = 0


def check(bot: TelegramBot) -> Checked:
    """Ask Telegram who the bot is and how its messages come."""
    began = time.monotonic()
    try:
        api = api_of(bot)
        me = api.ask("getMe")
        info = api.ask("getWebhookInfo")
        if not isinstance(me, dict) or not isinstance(info, dict):
            raise Trouble("reach", _("The server gave an answer that is none of Telegram's."))
        username = str(me.get("username", ""))[:64]
        actions.note_username(bot, username)
        _look_at_way(bot, str(info.get("url", "")))
    except Trouble as trouble:
        failed = trouble.step if trouble.step in STEPS else "reach"
        return Checked(time.monotonic() - began, failed, trouble.sentence)
    waiting = info.get("pending_update_count")
    return Checked(
        time.monotonic() - began,
        username=username,
        name=str(me.get("first_name", "")),
        waiting=waiting if isinstance(waiting, int) else 0,
    )


def _look_at_way(bot: TelegramBot, url: str) -> None:
    """Raise Trouble when messages cannot come the way that was chosen."""
    ours = hooks.url_of(bot)
    is_telegram = settings.ENV.telegram_url.startswith("https://api.telegram.org")
    if bot.is_called and is_telegram and not ours.startswith("https://"):
        said = _(
            "Telegram calls only addresses that begin with https://, and ours is {url}. Set"
            " MAINSTAY_URL, or let us ask Telegram instead."
        )
        raise Trouble("way", said.format(url=settings.ENV.public_url))
    if not bot.is_called and url and url != ours:
        said = _(
            "Telegram passes the messages of this bot to {url}. That ends when the desk listens"
            " (mainstay mail); if it comes back, another program uses the same bot."
        )
        raise Trouble("way", said.format(url=url))

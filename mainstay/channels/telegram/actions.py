"""Adding, changing, pausing and removing bots."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels.mailboxes.sealing import seal
from mainstay.channels.telegram import events
from mainstay.channels.telegram.models import TelegramBot
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

SETTINGS = ("name", "brand", "department", "way")

_TOKEN = re.compile(r"([1-9][0-9]{0,17}):[A-Za-z0-9_-]{20,200}")


@transaction.atomic
def add(settings: Mapping[str, Any], token: str, *, by: Actor) -> TelegramBot:
    """Add a bot by the token that @BotFather gave for it. It is listened to from now on."""
    _only_administrators(by)
    bot = TelegramBot(bot_id=_number_of(token), token=seal(token.strip()))
    bot.webhook_secret = seal(secrets.token_urlsafe(32))
    _take_over(bot, settings)
    if TelegramBot.objects.filter(bot_id=bot.bot_id).exists():
        raise Refused(_("This bot is here already: the token belongs to one in the list."))
    bot.save()
    record(events.ADDED, bot, by=by, name=bot.name)
    return bot


@transaction.atomic
def change(
    bot: TelegramBot, settings: Mapping[str, Any], token: str = "", *, by: Actor
) -> TelegramBot:
    """Change settings. Without a token it keeps its own. Who listens begins anew with them."""
    _only_administrators(by)
    bot = _locked(bot)
    before = {name: getattr(bot, name) for name in SETTINGS}
    _take_over(bot, settings)
    changed = [name for name in SETTINGS if getattr(bot, name) != before[name]]
    if token.strip():
        if _number_of(token) != bot.bot_id:
            raise Refused(_("This is the token of another bot. Add that one beside this."))
        bot.token = seal(token.strip())
        changed.append("token")
    if not changed:
        return bot
    bot.version += 1
    bot.last_error = bot.sending_error = ""
    bot.failing_since = bot.held_until = None
    bot.save()
    record(events.CHANGED, bot, by=by, name=bot.name, fields=", ".join(changed))
    return bot


@transaction.atomic
def pause(bot: TelegramBot, *, by: Actor) -> TelegramBot:
    """Neither listen nor send. Telegram keeps what is written meanwhile for a day."""
    _only_administrators(by)
    bot = _locked(bot)
    if bot.is_paused:
        return bot
    bot.is_paused, bot.last_error, bot.failing_since = True, "", None
    bot.save(update_fields=["is_paused", "last_error", "failing_since"])
    record(events.PAUSED, bot, by=by, name=bot.name)
    return bot


@transaction.atomic
def resume(bot: TelegramBot, *, by: Actor) -> TelegramBot:
    """Listen and send again, all that has waited too."""
    _only_administrators(by)
    bot = _locked(bot)
    if not bot.is_paused:
        return bot
    bot.is_paused = False
    bot.save(update_fields=["is_paused"])
    record(events.RESUMED, bot, by=by, name=bot.name)
    return bot


@transaction.atomic
def remove(bot: TelegramBot, *, by: Actor) -> None:
    """Remove a bot that was never used. One with messages is refused: they belong to it."""
    _only_administrators(by)
    bot = _locked(bot)
    if is_used(bot):
        raise Refused(
            _("Messages came or left by {bot}, so it stays. Pause it instead.").format(bot=bot)
        )
    record(events.REMOVED, bot, by=by, name=bot.name)
    bot.delete()


def is_used(bot: TelegramBot) -> bool:
    """Whether anything ever came or left by it."""
    return bot.arrivals.exists() or bot.letters.exists()


def note_username(bot: TelegramBot, username: str) -> None:
    """Telegram said what the bot is called there."""
    TelegramBot.objects.filter(pk=bot.pk).exclude(username=username).update(username=username)


def _take_over(bot: TelegramBot, settings: Mapping[str, Any]) -> None:
    for name, value in settings.items():
        if name not in SETTINGS:
            raise ValueError(f"{name} is no setting of a bot.")
        setattr(bot, name, value)


def _number_of(token: str) -> int:
    match = _TOKEN.fullmatch(token.strip())
    if match is None:
        raise Refused(
            _("This is no token. @BotFather writes it as 123456789:AAF… when it makes a bot.")
        )
    return int(match[1])


def _locked(bot: TelegramBot) -> TelegramBot:
    return TelegramBot.objects.select_for_update(of=("self",)).get(pk=bot.pk)


def _only_administrators(by: Actor) -> None:
    if isinstance(by, Member) and not by.is_administrator:
        raise Refused(_("Only administrators look after Telegram bots."))

"""Codes by which somebody in a chat says who they are elsewhere: short-lived, good for one use."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from mainstay.channels import actions as channels
from mainstay.channels.chat import ChatMessage
from mainstay.channels.email.inbound import Address
from mainstay.channels.kinds import Introduction
from mainstay.channels.telegram.models import TelegramBot, TelegramCode
from mainstay.channels.telegram.reading import bot_number_in
from mainstay.core.clock import now
from mainstay.core.errors import Refused

LASTS = timedelta(days=3)

# Without letters that are taken for others when somebody types what they read.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 20


def introduces() -> bool:
    """Whether there is a bot that somebody can be led to."""
    return _bots().exists()


@transaction.atomic
def introduce(stands_for: Mapping[str, int]) -> Introduction:
    """A link into a chat with a bot of ours, and the code it carries. Only its digest is kept."""
    bot = _bots().first()
    if bot is None:
        raise Refused(_("There is no Telegram bot whose name is known. Check it in the settings."))
    code = "".join(secrets.choice(_LETTERS) for _each in range(_LENGTH))
    expires_at = now() + LASTS
    TelegramCode.objects.create(
        digest=_digest(code), bot=bot, stands_for=dict(stands_for), expires_at=expires_at
    )
    return Introduction(f"https://t.me/{bot.username}?start={code}", code, expires_at)


@transaction.atomic
def redeem(code: str) -> Mapping[str, int] | None:
    """What a code stands for. From now on it stands for nothing."""
    rows = TelegramCode.objects.select_for_update(of=("self",))
    found = rows.filter(digest=_digest(code)).first()
    if found is None or found.used_at is not None or found.expires_at <= now():
        return None
    found.used_at = now()
    found.save(update_fields=["used_at"])
    stands_for: dict[str, int] = found.stands_for
    return stands_for


def greet(message: ChatMessage, *, is_known: bool) -> None:
    """Say that we are here, in the language they use Telegram in."""
    number = bot_number_in(message.message_id)
    bot = TelegramBot.objects.filter(bot_id=number).first() if number is not None else None
    if bot is None:
        return
    spoken = {code for code, _name in settings.LANGUAGES}
    with translation.override(message.language if message.language in spoken else None):
        if is_known:
            text = _("Thank you. Now we know who you are: go on here with what we wrote about.")
        elif message.code:
            text = _("This link was used already or has ended. Write to us here all the same.")
        else:
            text = _("Hello. Write your question here, and one of us answers.")
    channels.queue_in_chat(
        "telegram",
        to=Address(message.name, message.address),
        text=text,
        about=bot,
        answers=message.message_id,
        due_at=now(),
    )


def _bots() -> QuerySet[TelegramBot]:
    return TelegramBot.objects.filter(is_paused=False).exclude(username="")


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()

"""In which chat something is said, and when its turn is."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from mainstay.channels.chat import value_in
from mainstay.channels.models import Outbound
from mainstay.channels.telegram.models import TelegramBot, TelegramChat, TelegramLetter
from mainstay.channels.telegram.reading import bot_number_in
from mainstay.channels.undelivered import NotDelivered
from mainstay.core.clock import now
from mainstay.core.errors import Refused

_PAUSED = timedelta(minutes=1)
_IN_FRONT = timedelta(seconds=2)
_WAITING = (Outbound.State.HELD, Outbound.State.QUEUED, Outbound.State.SENDING)


def prepare(outbound: Outbound) -> None:
    """Find the chat with the recipient, and insert message and letter. Raises Refused."""
    name, value = outbound.to[0][0], value_in(outbound.to[0][1])
    chat = _chat(value, outbound.in_reply_to)
    if chat is None:
        raise Refused(_("{name} has not written to a Telegram bot of ours.").format(name=name))
    if chat.blocked_at is not None:
        raise Refused(
            _("{name} has blocked {bot}, so nothing reaches them there. Write another way.").format(
                name=name, bot=chat.bot
            )
        )
    outbound.sender = [chat.bot.name, str(chat.bot)]
    outbound.message_id = f"<{secrets.token_hex(16)}@desk.telegram>"
    outbound.save(force_insert=True)
    TelegramLetter.objects.create(outbound=outbound, bot=chat.bot, user_id=chat.user_id)


def reachable(values: Sequence[str]) -> set[str]:
    """Those of these people who have a chat with a bot of ours and have not blocked it."""
    numbers = [int(value) for value in values if value.isdigit() and len(value) < 19]
    open_chats = TelegramChat.objects.filter(user_id__in=numbers, blocked_at=None)
    return {str(number) for number in open_chats.values_list("user_id", flat=True)}


def turn_of(outbound: Outbound) -> datetime | None:
    """When to ask again; None when it may leave now.

    In one chat everything leaves in the order in which it was due. Whoever asks holds the bot
    until it has claimed its message, so that two cannot overtake each other.
    """
    letter = TelegramLetter.objects.get(pk=outbound.pk)
    bot = TelegramBot.objects.select_for_update(of=("self",)).get(pk=letter.bot_id)
    if bot.is_paused:
        return now() + _PAUSED
    if bot.held_until is not None and bot.held_until > now():
        return bot.held_until
    others = TelegramLetter.objects.filter(bot=bot, user_id=letter.user_id)
    waiting = others.filter(outbound__state__in=_WAITING).exclude(pk=outbound.pk)
    # One that was tried already was due before, whatever it waits for now.
    earlier = Q(outbound__due_at__lt=outbound.due_at) | Q(outbound__attempts__gt=0)
    same = Q(outbound__due_at=outbound.due_at)
    if waiting.filter(Q(pk__lt=outbound.pk), earlier | same).exists():
        return now() + _IN_FRONT
    return None


def note_sent(outbound: Outbound) -> None:
    bots = TelegramBot.objects.filter(letters=outbound.pk)
    bots.exclude(sending_error="").update(sending_error="")


def note_failure(outbound: Outbound, failure: NotDelivered) -> None:
    """What Telegram holds against the bot, it holds against all that leaves by it."""
    bots = TelegramBot.objects.filter(letters=outbound.pk)
    if failure.wait:
        bots.update(held_until=now() + failure.wait)
    if failure.of_server:
        bots.update(sending_error=failure.sentence)


def _chat(value: str, answers: str) -> TelegramChat | None:
    """The one where they wrote what is answered, else where they were seen last."""
    if not value.isdigit() or len(value) > 18:
        return None
    chats = TelegramChat.objects.select_related("bot").filter(user_id=int(value))
    number = bot_number_in(answers)
    there = chats.filter(bot__bot_id=number).first() if number is not None else None
    if there is not None and there.blocked_at is None:
        return there
    open_chat = chats.filter(blocked_at=None).order_by("-last_seen_at").first()
    return open_chat or there or chats.order_by("-last_seen_at").first()

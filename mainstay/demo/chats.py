"""Telegram as the demo tells it: a bot that was never at Telegram, and what people write to it.

What they write goes through the door that Telegram's own updates use; nothing asks the network.
"""

import json

from mainstay.channels import intake
from mainstay.channels.kinds import named
from mainstay.channels.models import Outbound
from mainstay.channels.telegram import actions, arriving
from mainstay.channels.telegram.models import TelegramArrival, TelegramBot
from mainstay.clients.models import Contact
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Conversation
from mainstay.core import clock
from mainstay.core.actor import System

_BOT = 7_000_000_001
_TOKEN = f"{_BOT}:a-token-of-the-demo-that-opens-no-bot"
_FIRST_USER = 412_000_000

_SETUP = System("setup")


def open_chat(conversation: Conversation, contact: Contact) -> list[Outbound]:
    """The client follows a link of ours into Telegram. Returns what the bot says to that."""
    bot = _bot()
    code = (
        named("telegram").introduce({"contact": contact.pk, "conversation": conversation.pk}).code
    )
    before = set(Outbound.objects.filter(channel="telegram").values_list("pk", flat=True))
    _arrive(bot, contact, f"/start {code}")
    return list(Outbound.objects.filter(channel="telegram").exclude(pk__in=before))


def write(contact: Contact, text: str) -> int | None:
    """The client writes in their chat. The number of the conversation, None if it went amiss."""
    return _arrive(_bot(), contact, text)


def _bot() -> TelegramBot:
    bot = TelegramBot.objects.filter(bot_id=_BOT).first()
    if bot is None:
        bot = actions.add({"name": "Mainstay on Telegram"}, _TOKEN, by=_SETUP)
        actions.note_username(bot, "mainstay_demo_bot")
        bot.refresh_from_db()
    return bot


def _arrive(bot: TelegramBot, contact: Contact, text: str) -> int | None:
    number = TelegramArrival.objects.filter(bot=bot).count() + 1
    first, _space, last = contact.name.partition(" ")
    user = _FIRST_USER + contact.pk
    update = {
        "update_id": number,
        "message": {
            "message_id": number,
            "from": {
                "id": user,
                "is_bot": False,
                "first_name": first,
                "last_name": last,
                "username": contact.name.lower().replace(" ", "_"),
                "language_code": contact.language,
            },
            "chat": {"id": user, "type": "private", "first_name": first},
            "date": int(clock.now().timestamp()),
            "text": text,
        },
    }
    arriving.keep(bot.pk, [json.dumps(update).encode()])
    received = [take_in(raw_id) for raw_id in intake.waiting()]
    return received[-1].conversation_id if received and received[-1] else None

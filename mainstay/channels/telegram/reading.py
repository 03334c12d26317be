"""From the bytes of an update to what somebody said."""

from mainstay.channels.chat import ChatMessage
from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.telegram import arriving, bringing
from mainstay.channels.telegram.models import TelegramArrival, TelegramBot, TelegramPart
from mainstay.channels.telegram.updates import Written, understand


def read(raw_id: int, content: bytes) -> ChatMessage:
    """What an update says, with its files. Raises Unreadable, and Trouble while a file waits."""
    arrival = TelegramArrival.objects.filter(raw=raw_id).order_by("pk").first()
    if arrival is None:
        raise Unreadable("telegram_no_bot", "Nobody knows by which bot this came.")
    bot = TelegramBot.objects.select_related("department", "brand").get(pk=arrival.bot_id)
    written = understand(content)
    attachments, missing = bringing.bring(bot, written.user_id, written.attached, arrival.at)
    arriving.note_seen(bot, written.user_id)
    return ChatMessage(
        channel="telegram",
        value=str(written.user_id),
        name=written.name,
        label=f"@{written.username}" if written.username else "",
        language=written.language,
        message_id=_id(bot, written.user_id, written.message_id),
        answers=_answered(bot, written),
        sent_at=written.at,
        text="\n".join(filter(None, (written.text, *missing))),
        is_edit=written.is_edit,
        code=written.code,
        attachments=tuple(attachments),
        department=bot.department,
        brand=bot.brand,
    )


def bot_number_in(message_id: str) -> int | None:
    """The number of the bot that one of these ids speaks of; None for any other id."""
    parts = message_id.strip("<>").removesuffix("@telegram").split(".")
    return int(parts[0]) if message_id.endswith("@telegram>") and parts[0].isdigit() else None


def _id(bot: TelegramBot, user_id: int, message_id: int) -> str:
    """Telegram numbers the messages of each chat by themselves."""
    return f"<{bot.bot_id}.{user_id}.{message_id}@telegram>"


def _answered(bot: TelegramBot, written: Written) -> str | None:
    """The id of the message that somebody answers: one of ours by what we called it."""
    if written.answers is None:
        return None
    ours = TelegramPart.objects.filter(
        message_id=written.answers, letter__bot=bot, letter__user_id=written.user_id
    )
    named = ours.values_list("letter__outbound__message_id", flat=True).first()
    return named or _id(bot, written.user_id, written.answers)

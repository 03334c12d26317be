"""What we say leaves in parts, each noted as soon as Telegram has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from mainstay.channels import files
from mainstay.channels.models import Outbound
from mainstay.channels.telegram import arriving
from mainstay.channels.telegram.api import Api, Upload
from mainstay.channels.telegram.models import TelegramLetter, TelegramPart
from mainstay.channels.telegram.splitting import split
from mainstay.channels.telegram.tokens import api_of
from mainstay.channels.telegram.trouble import Trouble
from mainstay.channels.undelivered import NotDelivered

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_FILE = 50 * 1024 * 1024
"""Bytes that Telegram takes from a bot."""

_PHOTOS = ("image/jpeg", "image/png")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Part:
    """A piece of text, or a file as [name, content type, key]."""

    text: str = ""
    file: Sequence[str] = ()


def send(outbound: Outbound) -> None:
    """Send what has not left yet. Raises NotDelivered.

    A part is noted before the next one leaves, so trying again repeats none that arrived.
    """
    letter = TelegramLetter.objects.select_related("bot").get(pk=outbound.pk)
    parts = _parts(outbound)
    if settings.ENV.is_demo:
        _into_folder(outbound, parts)
        return
    has_left = set(letter.parts.values_list("number", flat=True))
    try:
        api = api_of(letter.bot)
        for number, part in enumerate(parts):
            if number not in has_left:
                message_id = _send_part(api, letter.user_id, part)
                TelegramPart.objects.create(letter=letter, number=number, message_id=message_id)
    except Trouble as trouble:
        if trouble.code == 403:
            arriving.note_blocked(letter.bot, letter.user_id)
        raise _not_delivered(trouble) from trouble


def _parts(outbound: Outbound) -> list[_Part]:
    """The same ones in the same order each time they are asked for."""
    return [
        *(_Part(text=text) for text in split(outbound.text)),
        *(_Part(file=each) for each in outbound.attachments),
    ]


def _send_part(api: Api, user_id: int, part: _Part) -> int:
    if part.text:
        return _number(api.ask("sendMessage", {"chat_id": user_id, "text": part.text}))
    name, content_type, key = part.file[:3]
    try:
        content = files.read(key)
    except FileNotFoundError as error:
        raise NotDelivered(_("A file that belongs to it is gone."), is_final=True) from error
    if len(content) > LARGEST_FILE:
        said = _("{name} is larger than {most} MB, which Telegram does not take. Share a link.")
        said = said.format(name=name, most=LARGEST_FILE // 1024**2)
        raise NotDelivered(said, is_final=True)
    if content_type in _PHOTOS and len(content) <= LARGEST_PHOTO:
        upload = Upload("photo", name, content_type, content)
        try:
            return _number(api.ask("sendPhoto", {"chat_id": user_id}, upload=upload))
        except Trouble as trouble:
            # Too wide, too long, or no picture: as a file it arrives all the same.
            if trouble.code != 400:
                raise
    upload = Upload("document", name, content_type, content)
    return _number(api.ask("sendDocument", {"chat_id": user_id}, upload=upload))


def _number(message: Any) -> int:
    number = message.get("message_id") if isinstance(message, dict) else None
    if not isinstance(number, int):
        said = _("Telegram did not say whether it took the message.")
        raise Trouble("talk", said, is_unanswered=True)
    return number


def _not_delivered(trouble: Trouble) -> NotDelivered:
    if trouble.is_unanswered:
        said = _("It may have left: ask before you send it again. {reason}")
        return NotDelivered(said.format(reason=trouble.sentence), is_unsure=True)
    return NotDelivered(
        trouble.sentence,
        is_final=not trouble.is_passing and trouble.step != "token",
        of_server=trouble.step != "talk",
        wait=timedelta(seconds=trouble.wait),
        is_unreachable=trouble.code == 403,
    )


def _into_folder(outbound: Outbound, parts: Sequence[_Part]) -> None:
    folder = settings.HOME / "outbox"
    folder.mkdir(exist_ok=True)
    name = "".join(c if c.isalnum() or c in ".-@" else "_" for c in outbound.message_id.strip("<>"))
    said = "\n\n".join(part.text or f"[{part.file[0]}]" for part in parts)
    (folder / f"{name}.txt").write_text(f"To: {outbound.to[0]}\n\n{said}\n")
    _log.info("message kept in the outbox of the demo", file=f"outbox/{name}.txt")

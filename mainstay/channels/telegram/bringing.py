"""The files of a message, fetched from Telegram before it is taken in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.utils.translation import gettext as _

from mainstay.channels import files
from mainstay.channels.email.inbound import Attachment
from mainstay.channels.telegram.api import LARGEST_FILE
from mainstay.channels.telegram.attached import Attached
from mainstay.channels.telegram.models import TelegramBot, TelegramFile
from mainstay.channels.telegram.tokens import api_of
from mainstay.channels.telegram.trouble import Trouble
from mainstay.core.clock import now

PATIENCE = timedelta(minutes=2)
"""For so long after its arrival a message waits for a file that cannot be fetched just now."""

_log = structlog.get_logger(__name__)


def bring(
    bot: TelegramBot, user_id: int, attached: Sequence[Attached], arrived_at: datetime
) -> tuple[list[Attachment], list[str]]:
    """The files, and a sentence for each that cannot be had.

    Raises Trouble while it is worth trying again: the message then waits.
    """
    brought, missing = [], []
    for each in attached:
        if each.size > LARGEST_FILE:
            missing.append(_too_large(each))
            continue
        try:
            content = _content(bot, user_id, each)
        except Trouble as trouble:
            if trouble.is_passing and now() - arrived_at < PATIENCE:
                raise
            _log.warning("file not fetched", bot=bot.pk, error=trouble.sentence)
            missing.append(_too_large(each) if trouble.code == 413 else _lost(each, trouble))
        else:
            brought.append(Attachment(each.filename, each.content_type, content))
    return brought, missing


def _content(bot: TelegramBot, user_id: int, attached: Attached) -> bytes:
    rows = TelegramFile.objects.filter(bot=bot, user_id=user_id, unique_id=attached.unique_id)
    kept = rows.first()
    if kept is not None and attached.unique_id:
        try:
            return files.read(kept.key)
        except FileNotFoundError:
            kept.delete()
    content = api_of(bot).download(attached.file_id)
    if attached.unique_id:
        key = files.keep(content)
        row = TelegramFile(bot=bot, user_id=user_id, unique_id=attached.unique_id, key=key)
        TelegramFile.objects.bulk_create([row], ignore_conflicts=True)
    return content


def _too_large(attached: Attached) -> str:
    size = f"{attached.size / 1024**2:.0f} MB, " if attached.size else ""
    return _(
        "(The file {name} is not here: {size}and Telegram hands over no more than {most} MB. Ask"
        " for a link to it.)"
    ).format(name=attached.filename, size=size, most=LARGEST_FILE // 1024**2)


def _lost(attached: Attached, trouble: Trouble) -> str:
    reason = trouble.sentence if trouble.code else _("Telegram could not be reached")
    return _("(The file {name} could not be fetched: {reason})").format(
        name=attached.filename, reason=reason.rstrip(".")
    )

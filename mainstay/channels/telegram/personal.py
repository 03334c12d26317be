"""What this module holds of a person: what they wrote, as bytes, their chats and their files."""

from collections.abc import Collection, Iterator
from functools import partial

from mainstay.channels import intake
from mainstay.channels import personal as channels
from mainstay.channels.chat import value_in
from mainstay.channels.models import RawMessage
from mainstay.channels.telegram.models import (
    TelegramArrival,
    TelegramChat,
    TelegramCode,
    TelegramFile,
    TelegramLetter,
)
from mainstay.core.personal import HeldFile, Holder, Person, Rows

NOBODY = 0
"""In place of who was erased."""


def _export(person: Person) -> Rows:
    chats = TelegramChat.objects.filter(user_id__in=_numbers(person)).select_related("bot")
    return [
        {
            "bot": str(chat.bot),
            "telegram_id": chat.user_id,
            "last_seen_at": chat.last_seen_at.isoformat(),
            "blocked_at": chat.blocked_at.isoformat() if chat.blocked_at else None,
        }
        for chat in chats.order_by("pk")
    ]


def _files(person: Person) -> Iterator[HeldFile]:
    for raw_id in _kept(person):
        yield HeldFile(f"telegram/{raw_id}.json", partial(intake.content_of, raw_id))


def _redact(person: Person) -> int:
    numbers = _numbers(person)
    raw_ids = _kept(person)
    channels.drop_bytes(raw_ids)
    # What could not be read is nobody's message: there is nothing left of it to be tried again.
    RawMessage.objects.filter(pk__in=raw_ids).quarantined().delete()
    files = TelegramFile.objects.filter(user_id__in=numbers)
    keys = list(files.values_list("key", flat=True))
    channels.release(keys)
    codes = TelegramCode.objects.filter(stands_for__contact__in=person.contact_ids)
    chats = TelegramChat.objects.filter(user_id__in=numbers)
    gone = sum(rows.delete()[0] for rows in (files, codes, chats))
    named = TelegramArrival.objects.filter(user_id__in=numbers).update(user_id=None)
    named += TelegramLetter.objects.filter(user_id__in=numbers).update(user_id=NOBODY)
    return len(raw_ids) + gone + named


def _kept(person: Person) -> list[int]:
    """What they wrote, oldest first, without what still waits: that is a new message."""
    arrived = TelegramArrival.objects.filter(user_id__in=_numbers(person), raw__isnull=False)
    arrived = arrived.exclude(raw__state=RawMessage.State.STORED)
    with_bytes = arrived.exclude(raw__content__file=channels.GONE)
    return sorted(set(with_bytes.values_list("raw_id", flat=True)))


def _numbers(person: Person) -> list[int]:
    """What Telegram knows them by."""
    known = [
        value_in(each) for each in person.identifiers.addresses if each.startswith("telegram:")
    ]
    return [int(value) for value in known if value.isdigit() and len(value) < 19]


def _keys_in_use(keys: Collection[str]) -> Iterator[str]:
    yield from TelegramFile.objects.filter(key__in=keys).values_list("key", flat=True)


channels.files_used_by(_keys_in_use)
HOLDER = Holder("telegram", _export, _redact, files=_files)

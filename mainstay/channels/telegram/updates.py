"""What an update says, from its bytes alone. Whatever they are, only `Unreadable` is raised."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mainstay.channels.email.charsets import storable
from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.telegram.attached import Attached, attached_to
from mainstay.channels.telegram.wording import words_of

READ = ("message", "edited_message")
"""The kinds of updates that we ask Telegram for."""

_LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Written:
    """One message as somebody wrote it, or as it is after they changed it.

    `text` is everything that is said: words, captions, and a sentence for what is neither words
    nor a file. `code` is what stands behind /start, None when it is no start; then there is no
    other text. `answers` is Telegram's number of the message that this one answers.
    """

    user_id: int
    name: str
    username: str
    language: str
    message_id: int
    at: datetime | None
    is_edit: bool
    answers: int | None
    text: str
    attached: tuple[Attached, ...]
    code: str | None = None


@dataclass(frozen=True)
class Glance:
    """What can be told of an update whether or not we understand it."""

    update_id: int | None
    user_id: int | None


def glance(raw: bytes) -> Glance:
    """Numbers to count and to order by. Never fails."""
    try:
        update = _mapping(json.loads(raw))
    except (ValueError, RecursionError):
        return Glance(None, None)
    user = next(
        (_mapping(_mapping(update.get(kind)).get("from")) for kind in READ if kind in update), {}
    )
    return Glance(_number(update.get("update_id")), _number(user.get("id")))


def outline(raw: bytes) -> tuple[str, str]:
    """Who wrote and the first words, as well as the bytes tell them. Never fails."""
    try:
        update = _mapping(json.loads(raw))
        message = _mapping(next((update[kind] for kind in READ if kind in update), None))
        user = _mapping(message.get("from"))
        words = " ".join(words_of(message).split())[:200] if message else ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        return "", ""
    username = storable(str(user.get("username") or ""))[:64]
    return " ".join(filter(None, (_name(user), f"@{username}" if username else ""))), words


def understand(raw: bytes) -> Written:
    """Read one update. Raises `Unreadable` with why it is none that a desk can answer."""
    try:
        return _understood(raw)
    except Unreadable:
        raise
    except Exception as error:
        kind = type(error).__name__
        sentence = f"This update could not be read ({kind}). Please report it with the update."
        raise Unreadable("parser_failed", sentence) from error


def _understood(raw: bytes) -> Written:
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Unreadable("telegram_no_update", "This is no JSON.") from error
    kind = next((each for each in READ if isinstance(_mapping(update).get(each), dict)), None)
    if kind is None:
        named = ", ".join(sorted(set(_mapping(update)) - {"update_id"})) or "nothing"
        raise Unreadable("telegram_no_message", f"It tells of: {storable(named)[:200]}.")
    message = update[kind]
    chat, user = _mapping(message.get("chat")), _mapping(message.get("from"))
    if chat.get("type") != "private":
        title = storable(str(chat.get("title") or chat.get("id") or ""))[:200]
        raise Unreadable("telegram_group", f"It was written in “{title}”.")
    user_id, message_id = _number(user.get("id")), _number(message.get("message_id"))
    if user_id is None or message_id is None or _number(chat.get("id")) != user_id:
        raise Unreadable("telegram_no_message", "It does not say who wrote it.")
    words = words_of(message)
    code = _start(words)
    answered = _number(_mapping(message.get("reply_to_message")).get("message_id"))
    return Written(
        user_id=user_id,
        name=_name(user),
        username=storable(str(user.get("username") or ""))[:64],
        language=str(user.get("language_code") or "")[:2].lower(),
        message_id=message_id,
        at=_time(message.get("edit_date") or message.get("date")),
        is_edit=kind == "edited_message",
        answers=answered,
        text="" if code is not None else words,
        attached=attached_to(message, message_id),
        code=code,
    )


def _start(words: str) -> str | None:
    """What an opened chat brings along; None for anything else."""
    first, _space, rest = words.strip().partition(" ")
    return rest.strip()[:64] if first == "/start" else None


def _name(user: Mapping[str, Any]) -> str:
    parts = (str(user.get(part) or "").strip() for part in ("first_name", "last_name"))
    return storable(" ".join(part for part in parts if part))[:200]


def _time(value: Any) -> datetime | None:
    number = _number(value)
    # Until the year 2100, so that nothing of a broken clock is believed.
    return datetime.fromtimestamp(number, UTC) if number and 0 < number < 4_102_444_800 else None


def _number(value: Any) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and abs(value) <= _LARGEST_NUMBER else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}

"""What a Telegram message says: its words, and a sentence for what is no words and no file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from mainstay.channels.email.charsets import storable

_FILES = frozenset(["animation", "audio", "document", "photo", "video", "video_note", "voice"])
# Beside its content every message has some of these, which say nothing by themselves.
_AROUND = frozenset(
    [
        *("message_id", "message_thread_id", "from", "sender_chat", "chat", "date", "edit_date"),
        *("author_signature", "business_connection_id", "caption", "caption_entities", "effect_id"),
        *("entities", "external_reply", "forward_date", "forward_from", "forward_from_chat"),
        *("forward_from_message_id", "forward_origin", "forward_sender_name", "forward_signature"),
        *("has_media_spoiler", "has_protected_content", "is_automatic_forward", "is_from_offline"),
        *("is_topic_message", "link_preview_options", "media_group_id", "paid_star_count", "quote"),
        *("reply_markup", "reply_to_message", "reply_to_story", "sender_boost_count", "text"),
        *("sender_business_bot", "show_caption_above_media", "via_bot", "venue_location"),
    ]
)
_LONGEST = 300


def words_of(message: Mapping[str, Any]) -> str:
    """Everything a message says. Empty only when it is nothing but a file."""
    said = []
    if origin := _origin(message):
        said.append(_("(Forwarded from {name})").format(name=origin))
    for words, marks in (("text", "entities"), ("caption", "caption_entities")):
        if isinstance(message.get(words), str):
            said.append(_with_links(message[words], message.get(marks)))
    said += _sentences(message)
    return storable("\n".join(said))


def _sentences(message: Mapping[str, Any]) -> list[str]:
    """For each thing that is no text and no file: what it is. Nothing is passed over in silence."""
    kinds = [kind for kind in message if kind not in _AROUND and kind not in _FILES]
    if "venue" in kinds:
        kinds = [kind for kind in kinds if kind != "location"]
    if "animation" in message:
        kinds = [kind for kind in kinds if kind != "document"]
    sentences = []
    for kind in kinds:
        told = message[kind]
        if kind in _TOLD and isinstance(told, Mapping):
            sentences.append(_TOLD[kind](told))
        else:
            what = kind.replace("_", " ")
            sentences.append(_("(Something that cannot be shown here: {what})").format(what=what))
    return sentences


def _sticker(told: Mapping[str, Any]) -> str:
    return _("(A sticker {emoji})").format(emoji=_word(told, "emoji")).replace(" )", ")")


def _location(told: Mapping[str, Any]) -> str:
    place = f"{_word(told, 'latitude')}, {_word(told, 'longitude')}"
    return _("(A place: {place})").format(place=place)


def _venue(told: Mapping[str, Any]) -> str:
    where = told.get("location")
    coordinates = _location(where if isinstance(where, Mapping) else {}).partition(": ")[2]
    words = ", ".join(filter(None, (_word(told, "title"), _word(told, "address"))))
    return _("(A place: {place})").format(place=f"{words} ({coordinates}")


def _contact(told: Mapping[str, Any]) -> str:
    name = f"{_word(told, 'first_name')} {_word(told, 'last_name')}".strip()
    telephone = _word(told, "phone_number")
    return _("(Contact details: {details})").format(
        details=", ".join(filter(None, (name, telephone)))
    )


def _poll(told: Mapping[str, Any]) -> str:
    options = told.get("options")
    choices = [
        _word(each, "text")
        for each in (options if isinstance(options, Sequence) else ())
        if isinstance(each, Mapping)
    ]
    return _("(A poll: {question}: {choices})").format(
        question=_word(told, "question"), choices=" / ".join(choices)
    )


def _dice(told: Mapping[str, Any]) -> str:
    return _("(A throw of {emoji}: {value})").format(
        emoji=_word(told, "emoji"), value=_word(told, "value")
    )


_TOLD: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "sticker": _sticker,
    "location": _location,
    "venue": _venue,
    "contact": _contact,
    "poll": _poll,
    "dice": _dice,
}


def _origin(message: Mapping[str, Any]) -> str:
    """Whose words somebody passes on."""
    origin = message.get("forward_origin")
    if not isinstance(origin, Mapping):
        return ""
    for each in ("sender_user", "sender_chat", "chat"):
        known = origin.get(each)
        if isinstance(known, Mapping):
            name = f"{_word(known, 'first_name')} {_word(known, 'last_name')}".strip()
            return name or _word(known, "title") or _word(known, "username")
    return _word(origin, "sender_user_name")


def _with_links(text: str, marks: Any) -> str:
    """The text with the addresses of its links behind their words: they are not seen otherwise."""
    # Telegram counts in units of UTF-16.
    units = text.encode("utf-16-le", "surrogatepass")
    for mark in reversed(marks if isinstance(marks, list) else []):
        if not isinstance(mark, Mapping) or mark.get("type") != "text_link":
            continue
        offset, length, url = mark.get("offset"), mark.get("length"), mark.get("url")
        if not (isinstance(offset, int) and isinstance(length, int) and isinstance(url, str)):
            continue
        end = 2 * (offset + length)
        if 0 < end <= len(units):
            behind = f" ({url})".encode("utf-16-le", "surrogatepass")
            units = units[:end] + behind + units[end:]
    return units.decode("utf-16-le", "surrogatepass")


def _word(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return " ".join(str(value).split())[:_LONGEST]
    return ""

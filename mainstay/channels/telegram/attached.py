"""The files of a Telegram message: what they are, before anybody fetches them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mainstay.channels.email.charsets import storable

# In the order in which they are looked for: an animation is sent as a document, too.
_KINDS = {
    "animation": ("animation", "mp4", "video/mp4"),
    "audio": ("audio", "mp3", "audio/mpeg"),
    "document": ("file", "bin", "application/octet-stream"),
    "video": ("video", "mp4", "video/mp4"),
    "video_note": ("video", "mp4", "video/mp4"),
    "voice": ("voice", "ogg", "audio/ogg"),
}
_LONGEST = 200


@dataclass(frozen=True)
class Attached:
    """A file that lies at Telegram. `size` in bytes, 0 when unknown."""

    file_id: str
    unique_id: str
    filename: str
    content_type: str
    size: int


def attached_to(message: Mapping[str, Any], message_id: int) -> tuple[Attached, ...]:
    """At most one: Telegram sends each file of an album as a message of its own."""
    sizes = message.get("photo")
    if isinstance(sizes, list) and sizes:
        largest = max((each for each in sizes if isinstance(each, dict)), key=_area, default={})
        return _file(largest, f"photo-{message_id}.jpg", "image/jpeg")
    for kind, (word, ending, content_type) in _KINDS.items():
        told = message.get(kind)
        if isinstance(told, dict):
            return _file(told, f"{word}-{message_id}.{ending}", content_type)
    return ()


def _file(told: Mapping[str, Any], filename: str, content_type: str) -> tuple[Attached, ...]:
    file_id = told.get("file_id")
    if not isinstance(file_id, str) or not file_id:
        return ()
    size = told.get("file_size")
    return (
        Attached(
            file_id=file_id,
            unique_id=str(told.get("file_unique_id") or "")[:_LONGEST],
            filename=storable(str(told.get("file_name") or filename))[:_LONGEST],
            content_type=storable(str(told.get("mime_type") or content_type))[:127],
            size=size if isinstance(size, int) and size > 0 else 0,
        ),
    )


def _area(photo: Mapping[str, Any]) -> int:
    width, height = photo.get("width"), photo.get("height")
    return width * height if isinstance(width, int) and isinstance(height, int) else 0

"""Pictures that cannot carry a script, told by their bytes and never by their name."""

import struct
from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_GIFS = (b"GIF87a", b"GIF89a")
_JPEG = b"\xff\xd8\xff"
# Markers of JPEG without a length, and those whose segment tells the size.
_BARE = frozenset([0x01, *range(0xD0, 0xDA)])
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Picture:
    """What some bytes are; width and height in pixels."""

    content_type: str
    width: int
    height: int


def picture_of(content: bytes) -> Picture | None:
    """PNG, JPEG and GIF, which every mail program shows; None for anything else."""
    size, kind = None, ""
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:
        kind, size = "image/png", struct.unpack(">II", content[16:24])
    elif content.startswith(_GIFS) and len(content) >= 10:
        kind, size = "image/gif", struct.unpack("<HH", content[6:10])
    elif content.startswith(_JPEG):
        kind, size = "image/jpeg", _size_of_jpeg(content)
    if not size or not all(size):
        return None
    return Picture(kind, *size)


def _size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None

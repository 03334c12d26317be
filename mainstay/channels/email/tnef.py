"""What Outlook packs into winmail.dat (Microsoft's TNEF): files, and sometimes the text.

Read are the files with their names, and a body in plain text or HTML. Bodies in compressed RTF
and messages inside the packet are not; a `Packet` tells when something stayed behind.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from mainstay.channels.email.charsets import decode
from mainstay.channels.email.inbound import Attachment
from mainstay.channels.email.words import one_line

_SIGNATURE = 0x223E9F78
_MOST_ATTRIBUTES = 5_000
_MOST_PROPERTIES = 2_000
_MOST_VALUES = 1_000
_MOST_FILES = 500

# Attributes of the packet
_BODY, _CODEPAGE, _MESSAGE_PROPERTIES = 0x2800C, 0x69007, 0x69003
_FILE_BEGINS, _TITLE, _DATA, _FILE_PROPERTIES = 0x69002, 0x18010, 0x6800F, 0x69005
# Properties of the message and of a file (MAPI)
_PLAIN, _RTF, _HTML, _CHARSET = 0x1000, 0x1009, 0x1013, 0x3FDE
_CONTENT, _SHORT_NAME, _LONG_NAME = 0x3701, 0x3704, 0x3707
_MIME_TYPE, _CONTENT_ID = 0x370E, 0x3712
# Sizes of the property types in bytes, as padded
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_TEXT, _WIDE_TEXT, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_VARIABLE = (_TEXT, _WIDE_TEXT, _BINARY, _OBJECT)
_SEVERAL = 0x1000
_KIND = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+", re.ASCII)
_UNKNOWN_KIND = "application/octet-stream"


@dataclass(slots=True)
class Packet:
    """The readable part of a winmail.dat. File names are as sent: not safe, perhaps empty.

    `is_whole`: all its files could be read. `has_unread_text`: its text is there only as RTF.
    """

    text: str = ""
    html: str = ""
    files: list[Attachment] = field(default_factory=list)
    is_whole: bool = True
    has_unread_text: bool = False
    charset: str = "cp1252"  # of names and texts that are not in Unicode


@dataclass(slots=True)
class _File:
    name: str = ""
    content_type: str = ""
    content_id: str = ""
    content: bytes | None = None


class _Reader:
    """Little-endian numbers and stretches of bytes. Past the end it raises `_Cut`."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.position = 0

    @property
    def is_finished(self) -> bool:
        return self.position >= len(self.content)

    def take(self, size: int) -> bytes:
        end = self.position + size
        if end > len(self.content):
            raise _Cut
        piece = self.content[self.position : end]
        self.position = end
        return piece

    def number(self) -> int:
        return int(struct.unpack("<I", self.take(4))[0])

    def short(self) -> int:
        return int(struct.unpack("<H", self.take(2))[0])

    def padded(self) -> bytes:
        """A value behind its length, filled up to a multiple of four."""
        size = self.number()
        value = self.take(size)
        self.position += -size % 4
        return value


class _Cut(Exception):
    """The packet ends before what it announces."""


def read(content: bytes) -> Packet | None:
    """What can be read, as far as it can be read; None when this is no such packet."""
    packet = Packet()
    files: list[_File] = []
    try:
        for attribute, value in _attributes(content):
            _read_attribute(packet, files, attribute, value)
    except _NoPacket:
        return None
    except _Cut:
        packet.is_whole = False
    whole = [one for one in files[:_MOST_FILES] if one.content is not None]
    packet.is_whole &= len(whole) == len(files)
    packet.files = [
        Attachment(
            one.name,
            one.content_type.lower() if _KIND.fullmatch(one.content_type) else _UNKNOWN_KIND,
            one.content or b"",
            one_line(one.content_id).strip("<> ") or None,
        )
        for one in whole
    ]
    return packet


class _NoPacket(Exception):
    """The signature is missing."""


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    reader = _Reader(content)
    if len(content) < 6 or reader.number() != _SIGNATURE:
        raise _NoPacket
    reader.take(2)  # a key that nobody uses
    for _ in range(_MOST_ATTRIBUTES):
        # Some programs leave a few bytes behind the last attribute.
        if len(content) - reader.position < 11:
            return
        level = reader.take(1)[0]
        if level not in (1, 2):
            raise _Cut
        attribute = reader.number()
        yield attribute, reader.take(reader.number())
        reader.position += 2  # a checksum that some programs get wrong


def _read_attribute(packet: Packet, files: list[_File], attribute: int, value: bytes) -> None:
    try:
        if attribute == _CODEPAGE:
            packet.charset = f"cp{_Reader(value).number()}"
        elif attribute == _BODY:
            packet.text = _text(value, packet.charset)
        elif attribute == _MESSAGE_PROPERTIES:
            _read_message(packet, value)
        elif attribute == _FILE_BEGINS:
            files.append(_File())
        elif files:
            _read_file(files[-1], attribute, value, packet.charset)
    except _Cut:
        # This value is damaged; the next ones need not be.
        packet.is_whole = False


def _read_message(packet: Packet, value: bytes) -> None:
    html = b""
    html_charset = ""
    for name, kind, content in _properties(value):
        if name == _PLAIN and content:
            packet.text = packet.text or _string(kind, content, packet.charset)
        elif name == _HTML:
            html = content
        elif name == _CHARSET and len(content) == 4:
            number = _Reader(content).number()
            html_charset = "utf-8" if number == 65001 else f"cp{number}"
        elif name == _RTF:
            packet.has_unread_text = True
    packet.html = decode(html, html_charset or None).rstrip("\x00")
    if packet.text or packet.html:
        packet.has_unread_text = False


def _read_file(file: _File, attribute: int, value: bytes, charset: str) -> None:
    if attribute == _TITLE:
        file.name = file.name or _text(value, charset)
    elif attribute == _DATA:
        file.content = value
    elif attribute == _FILE_PROPERTIES:
        _read_file_properties(file, value, charset)


def _read_file_properties(file: _File, value: bytes, charset: str) -> None:
    found: dict[int, str] = {}
    for name, kind, content in _properties(value):
        if name != _CONTENT:
            found[name] = _string(kind, content, charset)
        elif kind == _BINARY:
            file.content = content
        else:
            # A message or an object of another program; what stands beside it is an icon.
            file.content = None
    file.name = found.get(_LONG_NAME) or file.name or found.get(_SHORT_NAME, "")
    file.content_type = found.get(_MIME_TYPE, "")
    file.content_id = found.get(_CONTENT_ID, "")


def _properties(value: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Number, type and (first) value of each property up to the first of an unknown type."""
    reader = _Reader(value)
    for _ in range(min(reader.number(), _MOST_PROPERTIES)):
        if reader.is_finished:
            return
        kind, number = reader.short(), reader.short()
        if number >= 0x8000:
            _skip_name(reader)
        values = 1
        is_variable = kind & ~_SEVERAL in _VARIABLE
        if kind & _SEVERAL or is_variable:
            values = reader.number()
        kind &= ~_SEVERAL
        if not is_variable and kind not in _SIZES:
            return
        if values > _MOST_VALUES:
            raise _Cut
        read = [
            reader.padded() if is_variable else reader.take(_SIZES[kind]) for _ in range(values)
        ]
        yield number, kind, read[0] if read else b""


def _skip_name(reader: _Reader) -> None:
    reader.take(16)
    if reader.number() == 0:
        reader.take(4)
    else:
        reader.padded()


def _string(kind: int, content: bytes, charset: str) -> str:
    if kind == _WIDE_TEXT:
        return decode(content, "utf-16-le").rstrip("\x00")
    return _text(content, charset) if kind == _TEXT else ""


def _text(content: bytes, charset: str) -> str:
    return decode(content.rstrip(b"\x00"), charset)

"""A winmail.dat as Outlook makes it."""

import struct

BODY, CODEPAGE, MESSAGE, FILE, TITLE, DATA, FILE_PROPERTIES = (
    *(0x2800C, 0x69007, 0x69003, 0x69002, 0x18010, 0x6800F, 0x69005),
)
HTML, RTF, CHARSET = (0x1013, 0x102), (0x1009, 0x102), (0x3FDE, 3)
LONG_NAME, MIME_TYPE, CONTENT_ID = (0x3707, 0x1F), (0x370E, 0x1E), (0x3712, 0x1E)
CONTENT, EMBEDDED = (0x3701, 0x102), (0x3701, 0x0D)


def winmail(*attributes: tuple[int, bytes]) -> bytes:
    whole = bytearray(struct.pack("<IH", 0x223E9F78, 1))
    for attribute, value in attributes:
        level = 2 if attribute in (FILE, TITLE, DATA, FILE_PROPERTIES) else 1
        checksum = sum(value) & 0xFFFF
        whole += struct.pack("<BII", level, attribute, len(value)) + value
        whole += struct.pack("<H", checksum)
    return bytes(whole)


def properties(*each: tuple[tuple[int, int], bytes]) -> bytes:
    """Named properties of every sort stand between, as they do in real packets."""
    between = struct.pack("<HH16sII", 3, 0x8001, bytes(16), 0, 7) + struct.pack("<I", 1)
    between += struct.pack("<HH16sII8sIQQ", 0x1014, 0x8002, bytes(16), 1, 6, b"a\0b\0\0\0", 2, 1, 2)
    whole = struct.pack("<I", len(each) + 2) + between
    for (number, kind), value in each:
        whole += struct.pack("<HH", kind, number)
        if kind == 3:
            whole += value
        else:
            whole += struct.pack("<II", 1, len(value)) + value + bytes(-len(value) % 4)
    return whole


def file(name: bytes, content: bytes, *more: tuple[tuple[int, int], bytes]) -> list:
    found = [(FILE, bytes(14)), (TITLE, name + b"\0"), (DATA, content)]
    return [*found, (FILE_PROPERTIES, properties(*more))] if more else found

"""Transfer encodings taken off, as much as can be saved of a damaged one."""

import binascii
import re

_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
)
_LAYOUT = b" \t\r\n"
# Three words on the first line: whatever the header says, this is no base64.
_SENTENCE = re.compile(rb"\s*\S{1,200}[ \t]+\S{1,200}[ \t]+\S")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} .*\r?\n", re.MULTILINE)


def unpack(source: bytes, encoding: str) -> bytes:
    """`encoding` is the Content-Transfer-Encoding as written; an unknown one changes nothing."""
    name = encoding.split()[0].lower().strip('";') if encoding.strip() else ""
    if name == "base64":
        return _from_base64(source)
    if name == "quoted-printable":
        return binascii.a2b_qp(source)
    if name in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return _from_uuencode(source)
    return source


def _from_base64(source: bytes) -> bytes:
    if _SENTENCE.match(source):
        return source
    packed = source.translate(None, _LAYOUT)
    letters = packed.translate(None, _NOT_BASE64)
    # More than a little else among the letters: the header lies.
    if len(packed) - len(letters) > len(packed) // 10 + 2:
        return source
    letters = letters.partition(b"=")[0]
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _from_uuencode(source: bytes) -> bytes:
    begin = _UU_BEGIN.search(source)
    if not begin:
        return source
    content = bytearray()
    for line in source[begin.end() :].splitlines():
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            content += binascii.a2b_uu(line)
        except binascii.Error:
            # Some encoders count wrong; the length byte says how much of the line is meant.
            meant = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                content += binascii.a2b_uu(line[:meant])
            except binascii.Error:
                continue
    return bytes(content)

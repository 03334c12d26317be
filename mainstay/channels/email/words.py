"""Header values: unfolded, decoded (RFC 2047, and raw 8-bit bytes), on one line."""

import binascii
import re

from mainstay.channels.email.charsets import decode, storable

# Longer values are cut: no person reads them, and each further step would cost time.
LONGEST = 20_000

_ENCODED = re.compile(r"=\?([^?\s=]{1,80})\?([bqBQ])\?(.{0,4000}?)\?=", re.DOTALL)
_BREAKING = re.compile(
    r"(?<![ \t])[ \t]*[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]"
    r"[ \t\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]*"
)
_NOT_BASE64 = bytes(
    set(range(256))
    - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    - set(b"abcdefghijklmnopqrstuvwxyz0123456789+/")
)


def header_text(value: str, *, hint: str | None = None) -> str:
    """What a person reads in this header value.

    `value` is as the parser hands it out: bytes beyond ASCII as escaped surrogates.
    """
    value = value[:LONGEST]
    if value.isascii() and value.isprintable() and "=?" not in value:
        return value.strip()
    text = readable(value, hint=hint)
    if "=?" in text:
        text = _decode_words(text, hint)
    return one_line(text)


def readable(value: str, *, hint: str | None = None) -> str:
    """The value with raw 8-bit bytes decoded, otherwise unchanged."""
    if value.isascii():
        return value
    return decode(value.encode("utf-8", "surrogateescape"), hint=hint)


def one_line(text: str) -> str:
    """Line breaks and control characters become one space, so no header can be smuggled in."""
    return storable(_BREAKING.sub(" ", text)).strip()


def _decode_words(text: str, hint: str | None) -> str:
    pieces: list[str] = []
    waiting: list[bytes] = []
    charset = ""
    end = 0
    for match in _ENCODED.finditer(text):
        between = text[end : match.start()]
        end = match.end()
        declared = match[1].partition("*")[0].lower()
        if waiting and (between.strip() or declared != charset):
            pieces.append(decode(b"".join(waiting), charset, hint=hint))
            waiting.clear()
            if between.strip():
                pieces.append(between)
        elif not waiting:
            pieces.append(between)
        # Neighbours of one charset are joined as bytes: senders split inside a character.
        waiting.append(_unpack(match[2], match[3]))
        charset = declared
    if waiting:
        pieces.append(decode(b"".join(waiting), charset, hint=hint))
    pieces.append(text[end:])
    return "".join(pieces)


def _unpack(encoding: str, packed: str) -> bytes:
    content = packed.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return binascii.a2b_qp(content, header=True)
    letters = content.translate(None, _NOT_BASE64)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))

"""Bytes to text when the declared charset is missing, unknown or wrong."""

import codecs
import re
from functools import lru_cache

# What senders write, and what they mean by it (a superset where one exists).
_MEANT = {
    "ansi": "cp1252",
    "big5": "big5hkscs",
    "cp-1251": "cp1251",
    "cp-1252": "cp1252",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "iso8859-1": "cp1252",
    "koi8-u": "koi8-u",
    "ks_c_5601-1987": "cp949",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "utf8mb4": "utf-8",
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-sjis": "cp932",
}
# "ascii" declares nothing: whoever sends 8-bit bytes under it did not choose it.
_DECLARES_NOTHING = {"ascii", "us-ascii", "unknown-8bit", "x-unknown", "default", "8bit", "binary"}
# Python calls these codecs text encodings, no mail program does.
_NO_CHARSETS = {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs"}
# Charsets whose bytes below 0x80 are not simply ASCII.
_SHIFTING = re.compile(r"iso2022|hz|utf_7|utf_16|utf_32")
_REPLACEABLE = re.compile(r"utf|gb|big5|cp9[34]|euc|iso2022|hz")

_SURROGATE = re.compile("[\ud800-\udfff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_IN_A_WORD = re.compile(rb"[A-Za-z]{2}[\x80-\xff]{1,2}[a-z]")
_POLISH = re.compile(rb"[a-z][\xb3\xb9\xbf\x9f]|[\xb3\xb9\xbf\x9f][a-z]")
_TURKISH = re.compile(rb"[\xf0\xfd\xfe]")
_ASCII = bytes(range(128))
_UPPER_HALF = bytes(range(0xC0, 0x100))
_SAMPLE = 8_192
_CANDIDATES = [
    *("cp1251", "koi8_r", "gb18030", "big5", "cp932", "euc_jp", "cp949"),
    *("cp1253", "cp1255", "cp1256", "cp874"),
]


def decode(raw: bytes, declared: str | None = None, *, hint: str | None = None) -> str:
    """Readable text from any bytes: as declared, else as UTF-8, else by what it looks like.

    `hint` is a charset that another part of the same mail declared.
    """
    codec = _codec(declared) if declared else None
    if raw.isascii() and not (codec and _SHIFTING.match(codec)) and b"\x1b$" not in raw:
        return raw.decode("ascii").replace("\x00", "")
    return storable(_decoded(raw, codec, _codec(hint) if hint else None)).removeprefix("\ufeff")


def storable(text: str) -> str:
    """The text without what UTF-8, JSON and PostgreSQL refuse: NUL and lone surrogates."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _decoded(raw: bytes, codec: str | None, hint: str | None) -> str:
    shifting = "iso2022_jp_ext" if b"\x1b$" in raw else None
    for one in (codec, shifting, "utf-8", hint):
        if one and (text := _strictly(raw, one)) is not None:
            return text
    if codec and (text := _nearly(raw, codec)) is not None:
        return text
    return _strictly(raw, _guess(raw)) or raw.decode("latin-1")


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (LookupError, ValueError):
        return None


def _nearly(raw: bytes, codec: str) -> str | None:
    """One broken character in a long UTF-8 or Chinese text is damage, not another charset."""
    if not _REPLACEABLE.match(codec):
        return None
    try:
        text = raw.decode(codec, "replace")
    except (LookupError, ValueError):
        return None
    foreign = len(raw.translate(None, _ASCII))
    return text if text.count("\ufffd") * 20 <= foreign else None


@lru_cache(maxsize=256)
def _codec(declared: str) -> str | None:
    """The name of the Python codec for a declared charset, None when there is none."""
    name = declared.strip(" \t\r\n\"'").lower()[:60]
    if name in _DECLARES_NOTHING:
        return None
    try:
        codec = codecs.lookup(_MEANT.get(name, name)).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    return None if codec in _NO_CHARSETS or codec == "ascii" else codec


def _guess(raw: bytes) -> str:
    sample = raw[:_SAMPLE]
    runs = _HIGH_RUN.findall(sample)
    high = b"".join(runs)
    if not high:
        return "cp1252"
    stands_alone = len(high) < 2 * len(runs)
    if stands_alone or (len(high) < 3 * len(runs) and _IN_A_WORD.search(sample)):
        # One or two accents inside words of ASCII letters: a western alphabet.
        if _POLISH.search(sample):
            return "cp1250"
        return "cp1254" if _TURKISH.search(sample) else "cp1252"
    if len(high) >= 32 and (likely := _likeliest(sample)):
        return likely
    letters = len(high) - len(high.translate(None, _UPPER_HALF))
    if letters * 10 >= len(high) * 9:
        # Russian is mostly small letters: below 0xE0 in KOI8-R, from 0xE0 on in windows-1251.
        small_in_koi8 = sum(0xC0 <= byte < 0xE0 for byte in high)
        return "koi8_r" if small_in_koi8 * 2 > letters else "cp1251"
    return _likeliest(sample) or "cp1252"


def _likeliest(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- half the import time of this package

    best = from_bytes(sample, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    return best.encoding if best else None

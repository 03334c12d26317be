"""A text too long for one message of Telegram, in pieces that end where a reader would pause."""

import re
import unicodedata

LONGEST = 4096
"""Units of UTF-16 in one message: so Telegram counts."""

LONGEST_CAPTION = 1024

_ENDS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…。؟])\s+"),
    re.compile(r"\s+"),
)
_JOINER = "\u200d"
_OF_FLAG = ("\U0001f1e6", "\U0001f1ff")


def length_of(text: str) -> int:
    """As Telegram counts it."""
    return len(text) + sum(ord(each) > 0xFFFF for each in text)


def split(text: str, longest: int = LONGEST) -> list[str]:
    """The text in pieces of at most `longest` units. Joined again they say the same.

    Broken between paragraphs, else lines, sentences, words; inside of a word only when it fills a
    piece by itself, and never inside of what is read as one letter. Nothing is no piece.
    """
    pieces = []
    rest = text.strip()
    while length_of(rest) > longest:
        end = _fitting(rest, longest)
        at = _pause(rest, end)
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*pieces, rest] if rest else pieces


def _pause(text: str, end: int) -> int:
    """Where to break before `end`: at the surest pause in the second half."""
    for pause in _ENDS:
        found = [each.end() for each in pause.finditer(text, 0, end + 1) if each.start() <= end]
        late = [
            min(each, end) for each in found if each > end // 2 and text[: min(each, end)].strip()
        ]
        if late:
            return late[-1]
    at = end
    while at > end // 2 and _clings(text, at):
        at -= 1
    return at if at > end // 2 else end


def _clings(text: str, at: int) -> bool:
    """Whether the letter there belongs to the one before: a mark, a joined or tinted emoji."""
    before, after = text[at - 1], text[at]
    if _JOINER in (before, after) or unicodedata.category(after).startswith("M"):
        return True
    return "\U0001f3fb" <= after <= "\U0001f3ff" or _is_second_half_of_flag(text, at)


def _is_second_half_of_flag(text: str, at: int) -> bool:
    """Flags are pairs of letters of their own, and a row of them has no other mark."""
    begin = at
    while begin and _OF_FLAG[0] <= text[begin - 1] <= _OF_FLAG[1]:
        begin -= 1
    return _OF_FLAG[0] <= text[at] <= _OF_FLAG[1] and (at - begin) % 2 == 1


def _fitting(text: str, longest: int) -> int:
    """How many characters of the text fit."""
    units = 0
    for at, each in enumerate(text):
        units += 2 if ord(each) > 0xFFFF else 1
        if units > longest:
            return at
    return len(text)

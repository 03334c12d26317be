"""Finding the words of one form of a mail in its other form, however they are wrapped."""

import re
from bisect import bisect_left
from itertools import accumulate

_LINK = re.compile(r"<?\b(?:https?://|mailto:|tel:)[^\s<>]*>?", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
_ANCHOR = 60
_SHORTEST_ANCHOR = 20


class Letters:
    """The letters and digits of some lines, in one row."""

    def __init__(self, lines: list[str]) -> None:
        each = [letters_of(line) for line in lines]
        self._row = "".join(each)
        self._begins = [0, *accumulate(len(one) for one in each)]
        self._written = [bool(one) for one in each]

    def line_of_tail(self, words: str) -> int | None:
        """The line from which on these words follow to the end, or begin exactly once."""
        sought = letters_of(words)
        if not sought:
            return None
        if self._row.endswith(sought):
            return self._line_at(len(self._row) - len(sought))
        anchor = sought[:_ANCHOR]
        place = self._row.find(anchor) if len(anchor) >= _SHORTEST_ANCHOR else -1
        if place < 0 or self._row.find(anchor, place + 1) >= 0:
            return None
        return self._line_at(place)

    def line_of_ending(self, words: str, begin: int, end: int) -> int | None:
        """The line from which on these words close the lines from `begin` to `end`."""
        sought = letters_of(words)
        place = self._begins[end] - len(sought)
        if not sought or place < self._begins[begin] or not self._row.startswith(sought, place):
            return None
        return self._line_at(place)

    def _line_at(self, place: int) -> int | None:
        """The line that begins with this letter; None in the middle of a line."""
        line = bisect_left(self._begins, place)
        while line < len(self._written) and not self._written[line]:
            line += 1
        is_begin = line < len(self._written) and self._begins[line] == place
        return line if is_begin else None


def letters_of(text: str) -> str:
    return _NO_LETTER.sub("", _LINK.sub(" ", text)).casefold()

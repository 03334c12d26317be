"""Identifiers of a person are found in a text and taken out of it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from html.entities import codepoint2name
from typing import Any

ERASED = "[erased]"
"""Stands where an identifier stood."""

# As mail programs and addresses of pages write them.
_AT = "(?:@|%40|&#64;|&#x40;|&commat;)"
_SPACE = r"(?:\s|&nbsp;|&#160;|%20|\+|_)+"
_BEFORE_ADDRESS, _AFTER_ADDRESS = r"(?<![\w.+-])", r"(?![\w-]|\.\w)"
_BEFORE_WORD, _AFTER_WORD = r"(?<!\w)", r"(?!\w)"
_TELEPHONE = re.compile(r"\+?[\d\s().\-/]{7,30}")
_SHORTEST_PART = 3
# Names that are written without a space, such as Chinese ones, and still name one person.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,}")


class Redaction:
    """Finds addresses, names and declared words, however they are capitalised.

    A name of one word names many people: it is taken out only with `takes_parts`, which also
    takes each part of a longer name.
    """

    def __init__(
        self,
        *,
        addresses: Iterable[str] = (),
        names: Iterable[str] = (),
        words: Iterable[str] = (),
        takes_parts: bool = False,
    ) -> None:
        addresses, names = sorted(set(addresses)), sorted(set(names))
        exact: list[str] = []
        loose: list[str] = []
        for address in addresses:
            pattern = re.escape(address).replace("@", _AT)
            exact.append(f"{_BEFORE_ADDRESS}{pattern}{_AFTER_ADDRESS}")
            loose.append(pattern.replace("(?:", "("))
        for pattern in _name_patterns(names, words, takes_parts=takes_parts):
            exact.append(f"{_BEFORE_WORD}{pattern}{_AFTER_WORD}")
            loose.append(pattern.replace("(?:", "("))
        # Longer ones first, so that a part of a name leaves nothing of the whole behind.
        exact.sort(key=len, reverse=True)
        self._pattern = re.compile("|".join(exact), re.IGNORECASE) if exact else None
        self.search_pattern = "|".join(loose)
        """For PostgreSQL's ~*: finds all that this takes out, and perhaps more. Empty: nothing."""
        self._bytes = [
            re.escape(each.encode()) for each in (*addresses, *filter(_is_telling, names))
        ]

    def text(self, text: str) -> str:
        return self._pattern.sub(ERASED, text) if self._pattern else text

    def value(self, value: Any) -> Any:
        """The same of a JSON value: of every text inside."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(each) for each in value]
        if isinstance(value, dict):
            return {key: self.value(each) for key, each in value.items()}
        return value

    def is_in(self, content: bytes) -> bool:
        """Whether bytes, such as a raw mail, speak of the person as far as they can be read."""
        return bool(self._bytes) and bool(re.search(b"|".join(self._bytes), content, re.IGNORECASE))


def _name_patterns(
    names: Iterable[str], words: Iterable[str], *, takes_parts: bool
) -> Iterator[str]:
    for word in words:
        yield from _telephone(word) if _TELEPHONE.fullmatch(word) else _written(word)
    for name in names:
        parts = [part for part in re.split(r"[\s,]+", name) if part]
        if _is_telling(name):
            yield from _written(name)
            if len(parts) == 2:
                first, last = map(re.escape, parts)
                yield f"{last},?{_SPACE}{first}"
        if takes_parts:
            for part in parts:
                bare = part.strip(".,;:()'\"")
                if len(bare) >= _SHORTEST_PART:
                    yield from _written(bare)


def _telephone(number: str) -> Iterator[str]:
    """A number however its digits are grouped, with and without the sign of its country."""
    digits = re.findall(r"\d", number)
    yield r"\+?" + r"[\s().\-/]*".join(digits)


def _written(name: str) -> Iterator[str]:
    """A name in the ways it is written: composed, decomposed, in HTML."""
    forms = {
        *(unicodedata.normalize(form, name) for form in ("NFC", "NFD")),
        html.escape(name),
        "".join(f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else c for c in name),
    }
    for form in sorted(forms):
        yield _SPACE.join(re.escape(part) for part in form.split())


def _is_telling(name: str) -> bool:
    """Whether a name is one person's: of several words, or dense."""
    return len(name.split()) > 1 or bool(_DENSE.search(name))

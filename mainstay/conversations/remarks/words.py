"""Words of several languages, found in a text whatever their case.

"attach*" means any word that begins so, "*aré" any that ends so; a blank is any white space.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

Words = Mapping[str, tuple[str, ...]]
"""Words and phrases by language code."""

LANGUAGES = ("en", "fr", "es", "ru", "id")
"""The languages in which we bring words along. A desk adds its own."""


def first_of(words: Words, text: str) -> str:
    """The first of the words that stands in the text, as it stands there; empty when none does."""
    found = pattern(tuple(each for many in words.values() for each in many)).search(plain(text))
    return found[0] if found else ""


def plain(text: str) -> str:
    """The text with straight apostrophes, so that it is compared with words typed anyhow."""
    return text.replace("’", "'").replace("ʼ", "'")


@lru_cache(maxsize=64)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [_part(each) for each in sorted(words, key=len, reverse=True) if each.strip(" *")]
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def _part(word: str) -> str:
    word = plain(" ".join(word.split()))
    begins = "" if word.startswith("*") else r"(?<!\w)"
    ends = "" if word.endswith("*") else r"(?!\w)"
    inner = re.escape(word.strip("*")).replace(r"\ ", r"\s+").replace(r"\*", r"\w*")
    return f"{begins}{inner}{ends}"

"""The language of a message, by py3langid. Its model is loaded when the first one is asked for."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from mainstay.team.languages import LANGUAGES

DESK_LANGUAGES = tuple(code for code, _name in LANGUAGES)

_ENOUGH = 500  # characters; more say nothing new
_AMONG = 0.03  # what the asked languages must have together, or it is one of the others
_SURE = 0.4  # and of that the first must have as much
_CLEARLY_FIRST = 0.1
_NO_WORDS = re.compile(
    r"<[^<>\s]{1,500}>|\b(?:https?://|www\.)\S+|\S+@\S+|\b\S*\d\S*\b|^>.*$", re.MULTILINE
)
_ONLY_RUSSIAN = re.compile("[ыэъё]", re.IGNORECASE)
_ONLY_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)


def language_of(text: str, among: Sequence[str] = DESK_LANGUAGES) -> str | None:
    """ISO 639-1 code, one of `among`; None when the text is too short, or fits several or none."""
    said = _NO_WORDS.sub(" ", text[: 2 * _ENOUGH])[:_ENOUGH].strip()
    if not any(letter.isalpha() for letter in said):
        return None
    likely = [(code, share) for code, share in _model().rank(said) if code in among]
    known = sum(share for _code, share in likely)
    if known < _AMONG:
        return None
    (first, share), (second, next_share) = [*likely, ("", 0.0)][:2]
    if {first, second} == {"ru", "uk"} and (letters := _by_letters(said)):
        return letters
    is_sure = share / known >= _SURE and (share - next_share) / known >= _CLEARLY_FIRST
    return first if is_sure else None


def _by_letters(said: str) -> str | None:
    """Russian or Ukrainian, when a letter is there that the other does not have."""
    is_russian = _ONLY_RUSSIAN.search(said) is not None
    is_ukrainian = _ONLY_UKRAINIAN.search(said) is not None
    if is_russian == is_ukrainian:
        return None
    return "ru" if is_russian else "uk"


@cache
def _model() -> Any:
    """About 90 MB with numpy, loaded in half a second; so only where mail is read."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

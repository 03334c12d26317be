"""Spam: what the mail server's headers say, and what the desk's own rules say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import idna

from mainstay.channels.email.inbound import Inbound, TransportHeaders
from mainstay.channels.email.words import header_text

SPAM_LEVEL = 5
"""So many stars in X-Spam-Level are spam, where nothing clearer was said."""

_MOST_TEXT = 200_000  # letters of a text that are looked through
_EXCHANGE_LEVEL = 5  # Microsoft's spam confidence level, -1 to 9
_HEADERS = frozenset(
    [
        *("x-spam", "x-spam-flag", "x-spam-level", "x-spam-status", "x-spamd-result"),
        *("x-forefront-antispam-report", "x-ms-exchange-organization-scl"),
    ]
)
_YES = ("yes", "true")
_NO = ("no", "false")
_SCL = re.compile(r"(?:^|;)\s*SCL:\s*(-?\d)", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,2}")


Field = Literal["sender", "domain", "subject", "text", "header"]


@dataclass(frozen=True, slots=True)
class SpamSign:
    """One rule of the desk as mail is compared with it; capital letters and blanks mean nothing.

    "sender" is the whole address, "domain" that of the sender or one above it. The subject, the
    text, or the header of the name `header` contain the words. A sign that `saves` says that the
    mail is none.
    """

    field: Field
    words: str
    header: str = ""
    saves: bool = False
    rule_id: int = 0

    @property
    def is_about_words(self) -> bool:
        """Whether it looks at what is said, and not at who says it."""
        return self.field not in ("sender", "domain")

    def __str__(self) -> str:
        return f"{self.header or self.field}: {self.words}"


def deciding_sign(inbound: Inbound, signs: Sequence[SpamSign]) -> SpamSign | None:
    """The rule that decides about this mail; None where the mail server's word stands.

    A rule that saves goes before those that accuse. Where nobody calls the mail spam it has
    nothing to decide.
    """
    if not signs:
        return None
    said = _Said(inbound)
    accusing = next((each for each in signs if not each.saves and said.fits(each)), None)
    if accusing is None and not server_says_spam(inbound.headers):
        return None
    saving = next((each for each in signs if each.saves and said.fits(each)), None)
    return saving or accusing


def fits(inbound: Inbound, sign: SpamSign) -> bool:
    """Whether a mail is what the rule speaks of."""
    return _Said(inbound).fits(sign)


def server_says_spam(headers: TransportHeaders, *, spam_level: int = SPAM_LEVEL) -> bool:
    """SpamAssassin, rspamd and Exchange. A plain yes or no counts more than the stars."""
    if _HEADERS.isdisjoint(headers):
        return False
    verdicts = [
        _first_word(headers.get("x-spam-flag", "")),
        _first_word(headers.get("x-spam-status", "")),
        _first_word(headers.get("x-spam", "")),
        _first_word(headers.get("x-spamd-result", "").partition(":")[2]),
    ]
    if any(one in _YES for one in verdicts):
        return True
    if _exchange_level(headers) >= _EXCHANGE_LEVEL:
        return True
    if any(one in _NO for one in verdicts):
        return False
    stars = headers.get("x-spam-level", "").strip()
    return len(stars) - len(stars.lstrip("*")) >= spam_level


def _exchange_level(headers: TransportHeaders) -> int:
    written = _NUMBER.match(headers.get("x-ms-exchange-organization-scl", "").strip())
    if written:
        return int(written[0])
    reported = _SCL.search(headers.get("x-forefront-antispam-report", ""))
    return int(reported[1]) if reported else -1


def _first_word(value: str) -> str:
    words = re.split(r"[\s,;\[(]+", value.strip().lower(), maxsplit=1)
    return words[0]


def _plain(text: str) -> str:
    """Small letters with one blank between words, so that folding and typing hide nothing."""
    return " ".join(text.casefold().split())


def _ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return domain


class _Said:
    """A mail as rules are compared with it; each piece is made ready when the first one asks."""

    def __init__(self, inbound: Inbound) -> None:
        self._inbound = inbound

    def fits(self, sign: SpamSign) -> bool:
        words = _plain(sign.words)
        if not words:
            return False
        match sign.field:
            case "sender":
                return self.address == words
            case "domain":
                sought = _ascii(words.removeprefix("@"))
                return bool(sought) and f".{self.domain}".endswith(f".{sought}")
            case "subject":
                return words in self.subject
            case "text":
                return words in self.text
        return words in self.header(sign.header)

    @cached_property
    def address(self) -> str:
        sender = self._inbound.sender
        return _plain(sender.address) if sender else ""

    @cached_property
    def domain(self) -> str:
        return _ascii(self.address.rpartition("@")[2])

    @cached_property
    def subject(self) -> str:
        return _plain(self._inbound.subject)

    @cached_property
    def text(self) -> str:
        return _plain(self._inbound.text[:_MOST_TEXT])

    def header(self, name: str) -> str:
        return _plain(header_text(self._inbound.raw_headers.get(name, "")))

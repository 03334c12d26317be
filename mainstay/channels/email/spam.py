"""Spam: what the mail server's headers say, and what the desk's own rules say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from mainstay.channels.email.inbound import Inbound, TransportHeaders

SPAM_LEVEL = 5
"""So many stars in X-Spam-Level are spam, where nothing clearer was said."""

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


@dataclass(frozen=True, slots=True)
class SpamRule:
    """A desk's own rule. In `pattern`, * stands for anything and ? for one character.

    "sender" is compared with the whole address, "domain" with the domain of the sender and
    those above it, "subject" with any stretch of the subject; capital letters mean nothing.
    """

    field: Literal["sender", "domain", "subject"]
    pattern: str


def is_spam(
    inbound: Inbound, *, rules: Iterable[SpamRule] = (), spam_level: int = SPAM_LEVEL
) -> bool:
    """The mail server or a rule of the desk calls it spam."""
    return server_says_spam(inbound.headers, spam_level=spam_level) or any(
        _matches(rule, inbound) for rule in rules
    )


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


def _matches(rule: SpamRule, inbound: Inbound) -> bool:
    pattern = rule.pattern.strip().lower()
    if not pattern:
        return False
    if rule.field == "subject":
        return fnmatchcase(" ".join(inbound.subject[:1_000].lower().split()), f"*{pattern}*")
    address = inbound.sender.address.lower()[:1_000] if inbound.sender else ""
    if rule.field == "sender":
        return fnmatchcase(address, pattern)
    domain = address.rpartition("@")[2]
    pattern = pattern.removeprefix("@")
    return fnmatchcase(domain, pattern) or fnmatchcase(domain, f"*.{pattern}")

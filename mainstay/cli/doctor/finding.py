from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and in a sentence how it is and what to do."""

    what: str
    state: Literal["ok", "attention", "broken"]
    says: str


def ok(what: str, says: str) -> Finding:
    return Finding(what, "ok", says)


def attention(what: str, says: str) -> Finding:
    """It works, and somebody should know or decide."""
    return Finding(what, "attention", says)


def broken(what: str, says: str) -> Finding:
    """It does not work, or soon will not."""
    return Finding(what, "broken", says)

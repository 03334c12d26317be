"""Did the sender's domain vouch for this mail? As our own mail server found (RFC 8601).

Anybody can write an Authentication-Results header into a mail. Only those of servers named as
trusted are read, and of two the upper one: each server puts its own on top.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Literal, cast, get_args

from mainstay.channels.email.inbound import TransportHeaders

Result = Literal["pass", "fail", "softfail", "neutral", "none", "policy", "temperror", "permerror"]
"""What a check found. "none": not checked, nothing published, or no trusted server says."""

_METHODS = ("spf", "dkim", "dmarc")
_RESULTS = frozenset(get_args(Result))
# Of several signatures of one mail, a good one is enough.
_BEST_FIRST = ("pass", "temperror", "policy", "neutral", "softfail", "fail", "permerror", "none")
_MOST_HEADERS = 50
_LONGEST = 20_000  # characters
_MARK = re.compile(r'[()\\";]')
_QUOTE_ENDS = re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL)
_STATEMENT = re.compile(r"(\w[\w-]*)[ \t]*(?:/[ \t]*\d+[ \t]*)?=[ \t]*([\w-]+)")


@dataclass(frozen=True, slots=True)
class Authentication:
    """The results of the three checks."""

    spf: Result = "none"
    dkim: Result = "none"
    dmarc: Result = "none"

    @property
    def is_failing(self) -> bool:
        """The sender is likely not who they say: mark it, and match no known contact silently.

        DMARC decides where it does. Otherwise a failed check counts that no other makes good
        (forwarding breaks SPF, lists break DKIM).
        """
        if self.dmarc in ("fail", "permerror"):
            return True
        others = (self.spf, self.dkim)
        return self.dmarc != "pass" and "pass" not in others and "fail" in others

    @property
    def is_proven(self) -> bool:
        """The domain in the From header vouches for this mail."""
        return self.dmarc == "pass"


def read(headers: TransportHeaders, trusted: Set[str]) -> Authentication:
    """What the servers named in `trusted` found (their authserv-id, such as "mx.desk.example").

    An empty name trusts headers without one, as Exchange Online writes them: right only where
    all mail comes through it. Never raises.
    """
    names = {one.strip().lower() for one in trusted}
    found: dict[str, Result] = {}
    for header in headers.get("authentication-results", [])[:_MOST_HEADERS]:
        server, results = _results(header)
        if server in names:
            for method, result in results.items():
                found.setdefault(method, result)
    return Authentication(**found)


def _results(header: str) -> tuple[str, dict[str, Result]]:
    """Who wrote the header, and the result of each method it states."""
    pieces, is_whole = _pieces(header)
    first, *others = pieces
    server = ""
    if "=" in first:
        others = pieces
    else:
        # The name may be quoted, and a version may stand behind it.
        words = first.replace('"', " ").lower().split()
        server = words[0] if words else ""
    found: dict[str, Result] = {}
    for piece in others:
        stated = _STATEMENT.match(piece.strip())
        if stated and (method := stated[1].lower()) in _METHODS:
            result = _result(stated[2].lower())
            # There is one DMARC result. Of two, somebody smuggled in the better one.
            choose = _worse if method == "dmarc" else _better
            found[method] = choose(found.get(method, result), result)
    if not is_whole:
        # A sender's own words may have swallowed a result: what is missing is not simply absent.
        for method in _METHODS:
            found.setdefault(method, "permerror")
    return server, found


def _pieces(header: str) -> tuple[list[str], bool]:
    """Split at the semicolons outside comments and quotes; comments and quoted values go.

    The second is False when a quote or comment has no end.
    """
    text = header[:_LONGEST]
    pieces = [""]
    depth = 0
    for kind, content in _marks(text):
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "endless":
            return pieces, False
        elif depth:
            continue
        elif kind == "semicolon":
            pieces.append("")
        else:
            pieces[-1] += content
    return pieces, depth == 0 and len(header) <= _LONGEST


def _marks(text: str) -> Iterator[tuple[str, str]]:
    depth = 0
    position = 0
    while mark := _MARK.search(text, position):
        yield "text", text[position : mark.start()]
        position = mark.end()
        if mark[0] == "\\":
            position += 1
        elif mark[0] == "(":
            depth += 1
            yield "open", ""
        elif mark[0] == ")":
            depth = max(0, depth - 1)
            yield "close", ""
        elif mark[0] == ";":
            yield "semicolon", ""
        elif not depth:
            # A quotation mark in a comment is a letter like any other.
            quoted = _QUOTE_ENDS.match(text, position)
            if not quoted:
                yield "endless", ""
                return
            yield "text", f'"{_harmless(quoted[0])}"'
            position = quoted.end()
    yield "text", text[position:]


def _harmless(quoted: str) -> str:
    return re.sub(r"[^\w.@-]", "", quoted)


def _result(written: str) -> Result:
    if written == "hardfail":
        return "fail"
    return cast(Result, written) if written in _RESULTS else "none"


def _better(one: Result, other: Result) -> Result:
    return min(one, other, key=_BEST_FIRST.index)


def _worse(one: Result, other: Result) -> Result:
    if "fail" in (one, other):
        return "fail"
    return max(one, other, key=_BEST_FIRST.index)

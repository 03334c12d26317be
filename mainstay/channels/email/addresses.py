"""Address headers, read with patience: groups, comments, missing quotes, missing @."""

import re
from collections.abc import Iterator

from mainstay.channels.email.inbound import Address
from mainstay.channels.email.words import LONGEST, header_text, one_line, readable

_MOST = 1_000
_TOKEN = re.compile(
    # The bounds keep thousands of opening quotes without a closing one from costing seconds.
    r'"(?P<quoted>(?:[^"\\]|\\.){0,1000})"'
    r"|\((?P<comment>(?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,1000}\)){0,1000})\)"
    r"|<(?P<angle>[^<>]*)>?"
    r"|(?P<mark>[,;:])"
    r"|(?P<literal>\[[^\]\s,]{0,100}\])"
    r"|(?P<word>=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=)"
    r'|(?P<plain>(?:(?!=\?)[^"(<,;:\[])+|.)',
    re.DOTALL,
)
_SIMPLE = re.compile(r"(?:([\w .'-]*[\w.']) +)?<([\w.+-]+@[\w.-]+)>|([\w.+-]+@[\w.-]+)", re.ASCII)
_QUOTED_LOCAL = re.compile(r'"[^"]+"@\S+$')
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)
_WHITESPACE = re.compile(r"\s+")


def addresses(value: str, *, hint: str | None = None) -> tuple[Address, ...]:
    """All mailboxes of a header value, at most a thousand; groups are opened."""
    if match := _SIMPLE.fullmatch(value):
        return (Address(match[1] or "", match[2] or match[3]),)
    # Cutting at twice the readable length still leaves room for a thousand short addresses.
    text = readable(value[: 2 * LONGEST], hint=hint)
    found = []
    for address in _mailboxes(text, hint):
        found.append(address)
        if len(found) == _MOST:
            break
    return tuple(found)


def _mailboxes(text: str, hint: str | None) -> Iterator[Address]:
    words: list[str] = []
    comments: list[str] = []
    angle: str | None = None
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        content = token[kind] if kind else ""
        if kind == "mark" and content != ":":
            yield from _mailbox(words, comments, angle, hint)
            words, comments, angle = [], [], None
        elif kind == "mark":
            # What stands before a colon is the name of a group (or "mailto").
            words, comments, angle = [], [], None
        elif kind == "comment":
            comments.append(_QUOTED_PAIR.sub(r"\1", content))
        elif kind == "angle":
            angle = content if angle is None or "@" not in angle else angle
        elif kind == "quoted" and text[token.end() : token.end() + 1] == "@":
            words.append(f'"{content}"')
        elif kind == "quoted":
            words.append(_QUOTED_PAIR.sub(r"\1", content))
        else:
            words.append(content)
    yield from _mailbox(words, comments, angle, hint)


def _mailbox(
    words: list[str], comments: list[str], angle: str | None, hint: str | None
) -> Iterator[Address]:
    phrase = "".join(words).strip()
    if angle is None:
        phrase, angle = _without_brackets(phrase)
    address = _bare(angle)
    name = header_text(phrase, hint=hint)
    if not name and comments:
        name = header_text(" ".join(comments), hint=hint)
    if not address and "@" in name and "<" in name:
        # The whole header was packed into one encoded word.
        inner, _, rest = name.partition("<")
        name, address = inner.strip(' "'), _bare(rest.partition(">")[0])
    if name or address:
        yield Address(_WHITESPACE.sub(" ", name), address)


def _without_brackets(phrase: str) -> tuple[str, str]:
    """Split "Maya maya@x.example" and "root" into a name and an address."""
    if match := _QUOTED_LOCAL.search(phrase):
        return phrase[: match.start()].strip(), match[0]
    pieces = phrase.split()
    for piece in reversed(pieces):
        if "@" in piece and "=?" not in piece:
            pieces.remove(piece)
            return " ".join(pieces), piece
    if len(pieces) == 1 and "=?" not in phrase:
        return "", phrase
    return phrase, ""


def _bare(address: str) -> str:
    """Without an old source route (`@relay:user@host`), blanks and control characters."""
    if address.startswith("@") and ":" in address:
        address = address.rpartition(":")[2]
    address = one_line(address)
    return address if '"' in address else _WHITESPACE.sub("", address)

"""What a person wrote now, what they quoted, and their signature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from mainstay.channels.email import quote_markers as markers
from mainstay.channels.email.html_quotes import Marked, marked_in
from mainstay.channels.email.introductions import LONGEST_LINE, Introductions
from mainstay.channels.email.letters import Letters
from mainstay.channels.email.signatures import signature_begin

_SAID, _QUOTED, _SIGNED = range(3)
_OUTERMOST = 2
_BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)+")
# The Bat! quotes "ML> " with the initials of whoever wrote it, some others "| ".
_OWN_MARK = re.compile(r"(?:[^\W\d_]{1,4}>|\|)")
_FOREIGN_MARK = re.compile(r">(?:From |[\d=])")


@dataclass(frozen=True, slots=True)
class Split:
    """A mail's text, divided by lines; the three together hold every written line of it.

    `is_interleaved`: answers stand between quoted lines, so that without them the reply may be
    hard to follow.
    """

    reply: str
    quoted: str
    signature: str
    is_interleaved: bool = False


def split(text: str, html: str = "", *, sender: str = "", subject: str = "") -> Split:
    """Divide `text`; `html` is the same mail's other form and helps where the text has no mark.

    `sender` (the name) helps to recognise a signature, `subject` to tell that a mail was passed
    on: what is forwarded is content. In doubt a line stays in the reply.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    divided = _Divided(lines, is_forwarding=markers.is_forwarding(subject))
    divided.read_quotes()
    if html and (marked := marked_in(html)):
        divided.apply(marked)
    divided.read_signatures(sender)
    return divided.result()


class _Divided:
    """Lines and what each is: said, quoted or part of a signature."""

    def __init__(self, lines: list[str], *, is_forwarding: bool) -> None:
        self._lines = lines
        self._stripped = [line.strip() for line in lines]
        self._kinds = [_SAID] * len(lines)
        self._is_forwarding = is_forwarding
        # From here on everything is a forwarded mail, which is content.
        self._forward_begin = len(lines)
        # How the lines of a quote begin here; a mark of its own counts below an introduction.
        self._marks: tuple[str, ...] = (">",)
        self._is_introduced = False

    def read_quotes(self) -> None:
        """Mark what is quoted. A mail with nothing but marked lines is what its sender says."""
        self._read_quotes()
        if not self._is_introduced and not self._has_said(0, len(self._lines)):
            self._mark(0, len(self._lines), _SAID)

    def apply(self, marked: Marked) -> None:
        """Use what the HTML says is a quote or a signature, where the same words are here."""
        letters = Letters(self._lines)
        if marked.quoted and not self._is_forwarding:
            begin = letters.line_of_tail(marked.quoted)
            if begin is not None and begin < self._forward_begin and self._has_said(0, begin):
                self._mark(begin, len(self._lines), _QUOTED)
                self._forward_begin = len(self._lines)
        if marked.signature:
            for begin, end in self._own_runs():
                start = letters.line_of_ending(marked.signature, begin, end)
                if start is not None and self._has_said(0, start):
                    self._mark(start, end, _SIGNED)

    def read_signatures(self, sender: str) -> None:
        for begin, end in self._own_runs():
            start = begin + signature_begin(self._lines[begin:end], sender=sender)
            if start < end and (self._has_said(0, start) or self._has_said(end, len(self._lines))):
                self._mark(start, end, _SIGNED)

    def result(self) -> Split:
        texts: dict[int, list[str]] = {_SAID: [], _QUOTED: [], _SIGNED: []}
        order = []
        for kind, begin, end in self._runs(len(self._lines)):
            if text := _trimmed("\n".join(self._lines[begin:end])):
                texts[kind].append(text)
                order.append(kind)
        return Split(
            reply="\n\n".join(texts[_SAID]),
            quoted="\n\n".join(texts[_QUOTED]),
            signature="\n\n".join(texts[_SIGNED]),
            is_interleaved=_is_interleaved(order),
        )

    def _read_quotes(self) -> None:
        introductions = Introductions(self._stripped)
        at, has_said = 0, False
        while at < len(self._stripped):
            line = self._stripped[at]
            if not line:
                # A blank line belongs to what stands above it.
                self._kinds[at] = self._kinds[at - 1] if at else _SAID
                at += 1
                continue
            if self._begins_forward(at):
                self._forward_begin = at
                return
            if self._is_marked(at):
                self._kinds[at] = _QUOTED
                at += 1
                continue
            if found := introductions.at(at):
                self._is_introduced = True
                below = introductions.written_after(found.end)
                if found.is_head and self._is_forwarding:
                    self._forward_begin = at
                    return
                if below < len(self._lines) and self._is_marked(below, is_introduced=True):
                    self._mark(at, below, _QUOTED)
                    at = below
                    continue
                if found.is_sure and has_said:
                    self._mark(at, len(self._lines), _QUOTED)
                    return
                if found.is_sure:
                    # Nothing stands above: passed on without a word, or an answer below. Keep it.
                    self._forward_begin = at
                    return
            has_said = True
            at += 1

    def _begins_forward(self, at: int) -> bool:
        line = self._stripped[at]
        if len(line) > LONGEST_LINE or not markers.is_forward(line):
            return False
        # Apple Mail marks the forwarded mail too; further down in a quote it is an old one.
        return line[0] != ">" or at == 0 or self._kinds[at - 1] != _QUOTED

    def _is_marked(self, at: int, *, is_introduced: bool = False) -> bool:
        line = self._stripped[at]
        if is_introduced and (own := _OWN_MARK.match(line)):
            self._marks = (">", own[0])
            return True
        if not line.startswith(self._marks):
            return False
        if not _FOREIGN_MARK.match(line):
            return True
        # ">100 clicks", or how mailbox files write "From" at the start of a line.
        beside = [*self._stripped[max(at - 1, 0) : at], *self._stripped[at + 1 : at + 2]]
        return any(one[:1] == ">" for one in beside)

    def _mark(self, begin: int, end: int, kind: int) -> None:
        self._kinds[begin:end] = [kind] * (end - begin)

    def _own_runs(self) -> list[tuple[int, int]]:
        """Where a signature may close: the stretches the sender wrote, the outermost ones."""
        said = [
            (begin, end) for kind, begin, end in self._runs(self._forward_begin) if kind == _SAID
        ]
        return said if len(said) <= 2 * _OUTERMOST else [*said[:_OUTERMOST], *said[-_OUTERMOST:]]

    def _runs(self, end: int) -> Iterator[tuple[int, int, int]]:
        """Kind, begin and end of each stretch of lines of one kind."""
        begin = 0
        for kind, run in groupby(self._kinds[:end]):
            length = sum(1 for _ in run)
            yield kind, begin, begin + length
            begin += length

    def _has_said(self, begin: int, end: int) -> bool:
        return any(self._kinds[at] == _SAID and self._stripped[at] for at in range(begin, end))


def _is_interleaved(order: list[int]) -> bool:
    """Something said stands above and below a quote, or between two."""
    spoken = [kind for kind, _ in groupby(kind for kind in order if kind != _SIGNED)]
    return len(spoken) > 2


def _trimmed(text: str) -> str:
    """Without blank lines around; the first line keeps its indent."""
    blank = _BLANK_LINES.match(text)
    return (text[blank.end() :] if blank else text).rstrip()

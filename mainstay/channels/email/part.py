"""The tree of MIME parts, read by the standard library under our limits."""

import re
from email.feedparser import BytesFeedParser
from email.message import Message
from email.policy import Policy, compat32
from typing import Any, cast

from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.email.parameters import parameters

LARGEST = 100 * 1024 * 1024
MOST_PARTS = 500
DEEPEST = 50
LONGEST_HEADERS = 1024 * 1024

_KIND = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+")
_HEAD_ENDS = (b"\n\n", b"\r\n\r\n")
_DELIMITER = re.compile(r"^--(\S(?:[^\r\n\"\\]{0,198}[^\s\"\\])?)[ \t]*\r?$", re.MULTILINE)


def read_parts(raw: bytes, *, depth: int = 0) -> "Part":
    """The outermost part of a mail. Raises `Unreadable` when a limit is passed."""
    # Most mails are one part. Their body needs no search for boundaries line by line.
    ends = [raw.find(mark) + len(mark) for mark in _HEAD_ENDS if mark in raw]
    if ends:
        part = _parsed(raw[: min(ends)], depth)
        if not part.kind.startswith("multipart/"):
            part.rest = raw[min(ends) :]
            return part
    return _parsed(raw, depth)


class Part(Message):
    """One part: header fields as transmitted, and either children or content.

    The names it overrides are those the parser calls while reading. A message inside the
    message stays closed (content, not children): it is somebody's attachment, to be kept as
    it is, and its parts are not ours.
    """

    _payload: Any  # children, or text whose surrogates stand for the bytes above ASCII

    def __init__(self, policy: Policy = compat32) -> None:
        super().__init__(policy)
        self.depth = 0
        self.rest = b""  # content that the parser was not given
        self._first: dict[str, str] | None = None
        self._kind: str | None = None
        self._parameters: dict[str, str] | None = None

    @property
    def fields(self) -> dict[str, str]:
        """Header values by small-letter name; of a repeated header the first."""
        if self._first is None:
            items = list(self.raw_items())
            if sum(len(value) for _, value in items) > LONGEST_HEADERS:
                sentence = "The headers of this mail are longer than 1 MB."
                raise Unreadable("headers_too_large", sentence)
            self._first = {name.lower(): value for name, value in reversed(items)}
        return self._first

    def first(self, name: str) -> str:
        """The value of a header by its small-letter name, empty when it is missing."""
        return self.fields.get(name, "")

    def every(self, name: str) -> list[str]:
        """All values of a header that may stand several times."""
        return [value for key, value in self.raw_items() if key.lower() == name]

    @property
    def kind(self) -> str:
        """The content type, `type/subtype` in small letters."""
        if self._kind is None:
            written = self.first("content-type").partition(";")[0].strip().lower()
            self._kind = written if _KIND.fullmatch(written) else self.get_default_type()
        return self._kind

    @property
    def type_parameters(self) -> dict[str, str]:
        if self._parameters is None:
            self._parameters = parameters(self.first("content-type"))
        return self._parameters

    @property
    def children(self) -> list["Part"]:
        if self.is_multipart():
            return cast(list[Part], self._payload)
        return self._recovered() if self.kind.startswith("multipart/") else []

    @property
    def source(self) -> bytes:
        """The content as transmitted, transfer encoding still on."""
        if not isinstance(self._payload, str):
            return self.rest
        return self._payload.encode("utf-8", "surrogateescape") + self.rest

    def attach(self, payload: Message | str) -> None:
        assert isinstance(payload, Part)
        payload.depth = self.depth + 1
        if payload.depth > DEEPEST:
            raise Unreadable("too_deep", f"Parts are nested more than {DEEPEST} deep.")
        super().attach(payload)

    def get_content_type(self) -> str:
        return "application/octet-stream" if self.kind.startswith("message/") else self.kind

    def get_content_maintype(self) -> str:
        return self.get_content_type().partition("/")[0]

    def get_boundary(self, failobj: str | None = None) -> str | None:  # type: ignore[override]
        return self.type_parameters.get("boundary", "").rstrip() or failobj

    def _recovered(self) -> list["Part"]:
        """Parts whose boundary was not declared, or another one than was used."""
        content = self._payload
        found = _DELIMITER.search(content) if isinstance(content, str) else None
        if not found or content.count(f"--{found[1]}") < 2 or self.depth >= DEEPEST:
            return []
        head = f'Content-Type: {self.kind}; boundary="{found[1]}"\n\n'
        again = read_parts(head.encode("utf-8", "surrogateescape") + self.source, depth=self.depth)
        if not again.is_multipart():
            return []
        self._payload = again.get_payload()
        return self.children


def _parsed(raw: bytes, depth: int) -> Part:
    parser = BytesFeedParser(_Census(depth), policy=compat32)
    parser.feed(raw)
    part = parser.close()
    assert isinstance(part, Part)
    return part


class _Census:
    """Makes the parts for the parser, and counts them."""

    def __init__(self, depth: int) -> None:
        self.parts = 0
        self.depth = depth

    def __call__(self, policy: Policy = compat32) -> Part:
        self.parts += 1
        # The parser makes one on trial when it starts.
        if self.parts > MOST_PARTS + 1:
            raise Unreadable("too_many_parts", f"This mail has more than {MOST_PARTS} parts.")
        part = Part(policy)
        part.depth = self.depth
        return part

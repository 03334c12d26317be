"""A `Letter` to the bytes of a mail.

The standard library builds the body. The head is written here, because its folding damages
long message ids (they come back as encoded words) and it may not be asked twice.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

import idna

from mainstay.channels.email.charsets import storable
from mainstay.channels.email.inbound import Address, Attachment
from mainstay.channels.email.words import one_line
from mainstay.core.errors import Refused

_POLICY = SMTP.clone(cte_type="7bit")
_LINE = 78
_LONGEST_LINE = 998

_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_DOT_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?|\[[0-9A-Za-z.:]+\]")
_PRINTABLE = re.compile(r"[\x20-\x7e]*")
_FIELD_NAME = re.compile(r"[A-Za-z0-9-]+")
_WHITESPACE = re.compile(r"\s+")
_KIND = re.compile(r"([\w!#$&^.+-]+)/([\w!#$&^.+-]+)", re.ASCII)
_OURS = frozenset(
    [
        *("from", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id"),
        *("in-reply-to", "references", "mime-version", "content-type"),
        *("content-transfer-encoding", "content-disposition", "content-id"),
    ]
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail about to leave. `bcc` is for the envelope: it is never written into the bytes.

    `headers` are further header fields (Auto-Submitted, List-Id, ...).
    """

    message_id: str
    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    date: datetime
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    html: str = ""
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


def compose(letter: Letter) -> bytes:
    """The bytes to hand to a mail server, lines ending in CRLF, 7-bit throughout.

    Raises `Refused` for an address nobody can be reached at, and for an extra header that the
    letter itself writes.
    """
    lines = [
        _mailboxes("From", (letter.sender,)),
        _mailboxes("To", letter.to),
        _mailboxes("Cc", letter.cc),
        _mailboxes("Reply-To", letter.reply_to),
        _text("Subject", letter.subject),
        _folded("Date", [format_datetime(letter.date)]),
        _ids("Message-ID", (letter.message_id,)),
        _ids("In-Reply-To", (letter.in_reply_to,) if letter.in_reply_to else ()),
        _ids("References", letter.references),
        *(_further(name, value) for name, value in letter.headers.items()),
    ]
    head = "".join(lines).encode("ascii")
    return head + _body(letter).as_bytes(policy=_POLICY)


def new_message_id(domain: str) -> str:
    """An id that was never used before, in angle brackets."""
    return f"<{secrets.token_hex(16)}@{wire_domain(domain)}>"


def wire_address(address: str) -> str:
    """The address as mail servers exchange it, an international domain in its ASCII form.

    Raises `Refused` when it is none.
    """
    local, at, domain = address.rpartition("@")
    if not at or not local or not _PRINTABLE.fullmatch(local):
        raise Refused(f"“{one_line(address)}” is not an e-mail address we can write to.")
    if not _DOT_ATOM.fullmatch(local) and not _is_quoted(local):
        local = _quoted(local)
    return f"{local}@{wire_domain(domain)}"


def wire_domain(domain: str) -> str:
    """The domain in ASCII. Raises `Refused` when it is none."""
    if _DOMAIN.fullmatch(domain):
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise Refused(f"“{one_line(domain)}” is not a domain mail can be sent to.") from error


def _body(letter: Letter) -> EmailMessage:
    message = EmailMessage(_POLICY)
    message.set_content(storable(letter.text))
    shown = [one for one in letter.attachments if letter.html and _is_shown(one)]
    if letter.html:
        message.add_alternative(storable(letter.html), subtype="html")
        html = message.get_payload(1)
        assert isinstance(html, EmailMessage)
        for one in shown:
            html.add_related(one.content, *_kind(one), **_naming(one, "inline"))
    for one in letter.attachments:
        if one not in shown:
            message.add_attachment(one.content, *_kind(one), **_naming(one, "attachment"))
    return message


def _is_shown(attachment: Attachment) -> bool:
    return attachment.is_inline and attachment.content_id is not None


def _kind(attachment: Attachment) -> tuple[str, str]:
    match = _KIND.fullmatch(attachment.content_type)
    # A message or a multipart may not be sent in base64, which is how every file leaves.
    if not match or match[1] in ("message", "multipart"):
        return "application", "octet-stream"
    return match[1], match[2]


def _naming(attachment: Attachment, disposition: str) -> dict[str, Any]:
    naming = {"disposition": disposition, "filename": one_line(attachment.filename)}
    content_id = _WHITESPACE.sub("", one_line(attachment.content_id or ""))
    if content_id and _PRINTABLE.fullmatch(content_id):
        naming["cid"] = f"<{content_id.strip('<>')}>"
    return naming


def _mailboxes(name: str, people: tuple[Address, ...]) -> str:
    if not people:
        return ""
    pieces = [_mailbox(one) for one in people]
    return _folded(name, [f"{one}," for one in pieces[:-1]] + pieces[-1:])


def _mailbox(person: Address) -> str:
    address = wire_address(person.address)
    name = _WHITESPACE.sub(" ", one_line(person.name))
    if not name:
        return address
    if not _PRINTABLE.fullmatch(name) or "=?" in name:
        return f"{_encoded(name)} <{address}>"
    return f"{name if _ATOMS.fullmatch(name) else _quoted(name)} <{address}>"


def _text(name: str, value: str) -> str:
    value = one_line(value)
    words = value.split(" ")
    is_plain = _PRINTABLE.fullmatch(value) and "=?" not in value and "" not in words
    if not value or (is_plain and all(len(word) < _LONGEST_LINE for word in words)):
        return _folded(name, words)
    return _folded(name, [_encoded(value)])


def _ids(name: str, ids: tuple[str, ...]) -> str:
    # An id is one word. What cannot be one (blanks, letters beyond ASCII) is no id.
    words = [one for one in ids if one and one.isascii() and one.isprintable() and " " not in one]
    return _folded(name, words) if words else ""


def _further(name: str, value: str) -> str:
    if not _FIELD_NAME.fullmatch(name) or name.lower() in _OURS:
        raise Refused(f"“{one_line(name)}” is not a header that can be added to a mail.")
    return _text(name, value)


def _folded(name: str, words: list[str]) -> str:
    """One header field; a new line begins only between words."""
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _LINE and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines) + "\r\n"


def _encoded(text: str) -> str:
    """RFC 2047 words, folded so that each line keeps its bounds."""
    return Header(text, "utf-8", maxlinelen=60).encode(linesep="\r\n")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_quoted(local: str) -> bool:
    return len(local) > 2 and local.startswith('"') and local.endswith('"')

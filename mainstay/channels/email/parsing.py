"""Raw bytes to `Inbound`. Whatever the bytes are, only `Unreadable` is ever raised."""

import re

from mainstay.channels.email.addresses import addresses
from mainstay.channels.email.bodies import content_of
from mainstay.channels.email.inbound import Address, Inbound, TransportHeaders, Unreadable
from mainstay.channels.email.origins import answered_id, own_id, references, sent_at
from mainstay.channels.email.part import LARGEST, Part, read_parts
from mainstay.channels.email.words import LONGEST, header_text, one_line, readable

_LEADING_BLANKS = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")
_TRANSPORT = frozenset(TransportHeaders.__optional_keys__) - {"authentication-results"}


def parse(raw: bytes) -> Inbound:
    """Read one mail. Raises `Unreadable`, and nothing else."""
    try:
        return _inbound(raw)
    except Unreadable:
        raise
    except Exception as error:
        kind = type(error).__name__
        sentence = f"This mail could not be read ({kind}). Please report it with the mail attached."
        raise Unreadable("parser_failed", sentence) from error


def _inbound(raw: bytes) -> Inbound:
    root = _root(raw)
    charset = root.type_parameters.get("charset")

    def people(name: str) -> tuple[Address, ...]:
        value = root.first(name)
        return addresses(value, hint=charset) if value else ()

    content = content_of(root)
    return Inbound(
        message_id=own_id(root.first("message-id")),
        in_reply_to=answered_id(root.first("in-reply-to")),
        references=references(root.first("references")),
        sender=next(iter(people("from") or people("sender")), None),
        to=people("to"),
        cc=people("cc"),
        reply_to=people("reply-to"),
        subject=header_text(root.first("subject"), hint=charset),
        sent_at=sent_at(root.first("date")),
        text=content.text,
        html=content.html,
        attachments=tuple(content.attachments),
        headers=_transport(root),
        raw_headers=root.fields,
    )


def _root(raw: bytes) -> Part:
    if len(raw) > LARGEST:
        raise Unreadable("too_large", f"This mail is larger than {LARGEST // 1024**2} MB.")
    # Some servers and files put blank lines before the first header.
    blanks = _LEADING_BLANKS.match(raw)
    start = blanks.end() if blanks else 0
    if start == len(raw):
        raise Unreadable("empty", "This file is empty.")
    root = read_parts(raw[start:] if start else raw)
    if not root.fields:
        raise Unreadable("no_headers", "This is no mail: it does not begin with mail headers.")
    return root


def _transport(root: Part) -> TransportHeaders:
    found = TransportHeaders()
    for name in _TRANSPORT & root.fields.keys():
        found[name] = header_text(root.first(name))  # type: ignore[literal-required]
    if results := root.every("authentication-results"):
        found["authentication-results"] = [one_line(readable(one[:LONGEST])) for one in results]
    return found

"""One mail as the JSON object that `mainstay mail parse --json` prints."""

from typing import Any

from mainstay.channels.email.bounces import bounce_of
from mainstay.channels.email.charsets import storable
from mainstay.channels.email.inbound import Address, Attachment, Inbound, Unreadable
from mainstay.channels.email.kinds import is_auto_submitted, kind_of
from mainstay.channels.email.language import language_of
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.quoting import split


def as_json(file: str, raw: bytes) -> dict[str, Any]:
    """Never raises: a mail that cannot be read has its `error`, and every other key empty."""
    try:
        return _outline(file, parse(raw))
    except Unreadable as unreadable:
        return without_content(file, unreadable.sentence)


def without_content(file: str, error: str) -> dict[str, Any]:
    """The same object for a file that could not be read at all."""
    return {
        "file": storable(file),
        "message_id": None,
        "in_reply_to": None,
        "references": [],
        "from": None,
        "to": [],
        "cc": [],
        "reply_to": [],
        "subject": "",
        "date": None,
        "text": "",
        "html": "",
        "attachments": [],
        "kind": None,
        "auto_submitted": False,
        "bounce": None,
        "language": None,
        "reply_text": "",
        "quoted_text": "",
        "signature": "",
        "error": storable(error),
    }


def _outline(file: str, inbound: Inbound) -> dict[str, Any]:
    kind = kind_of(inbound)
    divided = split(
        inbound.text,
        inbound.html,
        sender=inbound.sender.name if inbound.sender else "",
        subject=inbound.subject,
    )
    return {
        "file": storable(file),
        "message_id": inbound.message_id,
        "in_reply_to": inbound.in_reply_to,
        "references": list(inbound.references),
        "from": _address(inbound.sender) if inbound.sender else None,
        "to": [_address(one) for one in inbound.to],
        "cc": [_address(one) for one in inbound.cc],
        "reply_to": [_address(one) for one in inbound.reply_to],
        "subject": inbound.subject,
        "date": inbound.sent_at.isoformat() if inbound.sent_at else None,
        "text": inbound.text,
        "html": inbound.html,
        "attachments": [_attachment(one) for one in inbound.attachments],
        "kind": kind.value,
        "auto_submitted": is_auto_submitted(inbound, kind),
        "bounce": _bounce(inbound),
        "language": language_of(divided.reply),
        "reply_text": divided.reply,
        "quoted_text": divided.quoted,
        "signature": divided.signature,
        "error": None,
    }


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _bounce(inbound: Inbound) -> dict[str, str | None] | None:
    bounce = bounce_of(inbound)
    if bounce is None:
        return None
    return {
        "recipient": bounce.recipient,
        "status": bounce.status,
        "original_message_id": bounce.original_message_id,
    }


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return {
        "filename": attachment.filename,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "content_id": attachment.content_id,
    }

"""An outbound row as the letter that is sent."""

from mainstay.channels import files
from mainstay.channels.email.compose import Letter
from mainstay.channels.email.inbound import Address, Attachment
from mainstay.channels.models import Outbound


def letter_of(outbound: Outbound) -> Letter:
    """Everything that leaves, read from the row and the file store."""
    return Letter(
        message_id=outbound.message_id,
        sender=Address(*outbound.sender),
        to=_addresses(outbound.to),
        cc=_addresses(outbound.cc),
        bcc=_addresses(outbound.bcc),
        reply_to=(),
        subject=outbound.subject,
        text=outbound.text,
        html=outbound.html,
        in_reply_to=outbound.in_reply_to or None,
        references=tuple(outbound.references),
        date=outbound.created_at,
        attachments=tuple(
            Attachment(name, content_type, files.read(key), None, False)
            for name, content_type, key in outbound.attachments
        ),
        headers=outbound.headers,
    )


def _addresses(pairs: list[list[str]]) -> tuple[Address, ...]:
    return tuple(Address(name, address) for name, address in pairs)

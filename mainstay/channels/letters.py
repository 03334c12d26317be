"""An outbound row as the letter that is sent."""

from contextlib import suppress

from mainstay.channels import files
from mainstay.channels.brands import LOGO, BrandLook, look_of
from mainstay.channels.dressing import dressed
from mainstay.channels.email.compose import Letter
from mainstay.channels.email.inbound import Address, Attachment
from mainstay.channels.models import Outbound


def letter_of(outbound: Outbound) -> Letter:
    """Everything that leaves, read from the row and the file store.

    A mail of a brand that has a look gets an HTML form in it beside its text.
    """
    html, pictures = _in_its_look(outbound)
    return Letter(
        message_id=outbound.message_id,
        sender=Address(*outbound.sender),
        to=_addresses(outbound.to),
        cc=_addresses(outbound.cc),
        bcc=_addresses(outbound.bcc),
        reply_to=(),
        subject=outbound.subject,
        text=outbound.text,
        html=html,
        in_reply_to=outbound.in_reply_to or None,
        references=tuple(outbound.references),
        date=outbound.created_at,
        attachments=(
            *pictures,
            *(_attachment(*each) for each in outbound.attachments),
        ),
        headers=outbound.headers,
    )


def _in_its_look(outbound: Outbound) -> tuple[str, tuple[Attachment, ...]]:
    look = look_of(outbound.mailbox.brand if outbound.mailbox else None)
    if look.is_plain:
        return outbound.html, ()
    logo = _logo(look)
    address = f"cid:{LOGO}" if logo else ""
    return dressed(outbound.text, look, html=outbound.html, logo=address), logo


def _logo(look: BrandLook) -> tuple[Attachment, ...]:
    # Another one may have taken its place since: no mail waits for a picture.
    with suppress(FileNotFoundError):
        if look.logo:
            name = f"logo.{look.logo_type.partition('/')[2]}"
            return (Attachment(name, look.logo_type, files.read(look.logo), LOGO, True),)
    return ()


def _attachment(name: str, content_type: str, key: str, content_id: str = "") -> Attachment:
    return Attachment(name, content_type, files.read(key), content_id or None, bool(content_id))


def _addresses(pairs: list[list[str]]) -> tuple[Address, ...]:
    return tuple(Address(name, address) for name, address in pairs)

"""Who wrote a message, as far as that is proven."""

from dataclasses import dataclass
from typing import Any

from mainstay.channels.email.authentication import Authentication, read
from mainstay.channels.email.inbound import Address, Inbound
from mainstay.channels.models import RawMessage
from mainstay.channels.own_addresses import own_addresses
from mainstay.clients import actions as clients
from mainstay.clients.models import Contact
from mainstay.conversations.correspondence import NOBODY
from mainstay.conversations.models import Conversation


@dataclass(frozen=True)
class Sender:
    """Who a message says it is from, and what our mail server found of that.

    `authentication` is None when nobody whom we believe has looked.
    """

    name: str
    address: str
    authentication: Authentication | None

    @property
    def is_failing(self) -> bool:
        return self.authentication is not None and self.authentication.is_failing


@dataclass(frozen=True)
class Writer:
    """The contact a message is of. With `claims`, an address, it is not proven to be theirs."""

    contact: Contact
    claims: str = ""


def sender_of(inbound: Inbound, raw: RawMessage | None) -> Sender:
    """Read the From header, and the results of the servers that the mailbox trusts."""
    named = inbound.sender or Address("", "")
    trusted = raw.mailbox.trusted_servers if raw and raw.mailbox else []
    return Sender(
        name=named.name,
        address=clients.normal(named.address) or NOBODY,
        authentication=read(inbound.headers, set(trusted)) if trusted else None,
    )


def writer_of(sender: Sender, language: str, conversation: Conversation | None) -> Writer:
    """The contact behind a sender.

    One whose domain denies the mail and who would pass for somebody we know, or for us, is
    nobody we know: they get a contact of their own, for this conversation.
    """
    if not (sender.is_failing and _would_pass_for_another(sender.address)):
        return Writer(clients.meet(sender.address, sender.name, language=language))
    contact = _earlier(sender.address, conversation) if conversation else None
    if contact is None:
        contact = clients.admit_unproven(sender.address, sender.name, language=language)
    return Writer(contact, claims=sender.address)


def answered(inbound: Inbound, writer: Writer) -> list[str] | None:
    """Where an answer goes, as [name, address]: where they ask for it, if that can be believed.

    Of an unproven one to the address that they claim: its owner may read what we say.
    """
    if inbound.sender is None:
        return None
    wished = inbound.reply_to[:1] if inbound.reply_to and not writer.claims else (inbound.sender,)
    return [wished[0].name, wished[0].address]


def kept(sender: Sender, writer: Writer) -> dict[str, Any] | None:
    """What is written on the message."""
    found = sender.authentication
    if found is None:
        return None
    results = {"spf": found.spf, "dkim": found.dkim, "dmarc": found.dmarc}
    claims = {"claims": writer.claims} if writer.claims else {}
    return {**results, "is_failing": found.is_failing, **claims}


def _would_pass_for_another(address: str) -> bool:
    if address == NOBODY:
        return False
    return clients.is_claim(address) or address in own_addresses()


def _earlier(address: str, conversation: Conversation) -> Contact | None:
    """Who claimed the same address in this conversation before."""
    before = conversation.messages.filter(authentication__claims=address).select_related("contact")
    message = before.order_by("-id").first()
    return message.contact if message else None

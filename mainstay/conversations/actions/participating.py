"""Who takes part beside the client: copied in, or answered too."""

from collections.abc import Iterable

from mainstay.channels.email.inbound import Address, Inbound
from mainstay.channels.own_addresses import own_addresses
from mainstay.clients.addresses import normal
from mainstay.clients.models import Contact, Identity
from mainstay.conversations.models import Conversation, Participant
from mainstay.core.clock import now

MOST = 50
"""How many one message brings in: whoever writes to more writes to a list."""


def bring_in(conversation: Conversation, people: Iterable[Address], *, but: str = "") -> None:
    """Note everybody who is not known there yet, without our own addresses and `but`."""
    by_address = {normal(each.address): each.name for each in people}
    by_address.pop(normal(but), None)
    by_address = {address: name for address, name in by_address.items() if "@" in address[:320]}
    if not by_address:
        return
    known = own_addresses() | _addresses_of(conversation)
    Participant.objects.bulk_create(
        [
            Participant(conversation=conversation, name=name[:200], address=address[:320], at=now())
            for address, name in list(by_address.items())[:MOST]
            if address not in known
        ],
        ignore_conflicts=True,
    )


def bring_in_readers(conversation: Conversation, inbound: Inbound, writer: Contact) -> None:
    """Note whom a client's mail went to beside us, and who wrote it if it was somebody else.

    A mail to one address alone came to us: nothing is asked then.
    """
    addressed = [*inbound.to, *inbound.cc]
    people = addressed if len(addressed) > 1 else []
    own = inbound.sender.address if inbound.sender else ""
    if inbound.sender and writer.pk != conversation.contact_id:
        bring_in(conversation, [inbound.sender, *people])
    elif people:
        bring_in(conversation, people, but=own)


def _addresses_of(conversation: Conversation) -> set[str]:
    """By which the client is known: they are no further participant."""
    theirs = Identity.objects.filter(contact=conversation.contact_id)
    return set(theirs.values_list("value", flat=True))

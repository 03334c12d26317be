"""Who takes part beside the client: copied in, or answered too."""

from collections.abc import Iterable

from django.db.models import QuerySet

from mainstay.channels.email.inbound import Address, Inbound
from mainstay.channels.own_addresses import own_addresses
from mainstay.clients.addresses import normal
from mainstay.clients.models import Contact, Identity
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.core.prepared import keeping, prepared

MOST = 50
"""How many one message brings in: whoever writes to more writes to a list."""


def bring_in(conversation: Conversation, people: Iterable[Address], *, but: str = "") -> None:
    """Note everybody who is not known there yet, without our own addresses and `but`."""
    by_address = {normal(each.address): each.name for each in people}
    by_address.pop(normal(but), None)
    by_address = {address: name for address, name in by_address.items() if "@" in address[:320]}
    if not by_address:
        return
    known = own_addresses().union(_addresses_of(conversation.contact_id or 0))
    others = [each for each in list(by_address.items())[:MOST] if each[0] not in known]
    if not others:
        return
    addresses, names = zip(*others, strict=True)
    with keeping() as cursor:
        cursor.execute(
            "INSERT INTO conversations_participant (conversation_id, name, address, at)"
            " SELECT %s, left(name, 200), left(address, 320), %s"
            " FROM unnest(%s::text[], %s::text[]) AS other(name, address) ON CONFLICT DO NOTHING",
            [conversation.pk, now(), list(names), list(addresses)],
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


@prepared
def _addresses_of(contact_id: int) -> QuerySet[Identity, str]:
    """By which the client is known: they are no further participant."""
    return Identity.objects.filter(contact=contact_id).values_list("value", flat=True)

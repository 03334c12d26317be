"""Who takes part in a conversation: its client, and whoever was written to or wrote in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from mainstay.channels.own_addresses import own_addresses
from mainstay.clients.addresses import normal
from mainstay.clients.models import Contact, family_of, target_of
from mainstay.conversations.models import Conversation, Message, Participant

_MOST = 2_000
"""Messages that are looked through, the oldest first; a newcomer after so many is not told."""

_PEOPLE = ("id", "contact_id", "sender", "to", "cc")


def takes_part(conversation: Conversation, contact: Contact, address: str) -> bool:
    """Whether a contact with this address is known there. An address of our own is nobody's."""
    client = conversation.contact
    if client and (client.pk == contact.pk or target_of(client).pk == contact.pk):
        return True
    if address in own_addresses():
        return False
    if Participant.objects.filter(conversation=conversation, address=address).exists():
        return True
    return any(
        contact_id == contact.pk or address in _addresses(sender, to, cc)
        for _id, contact_id, sender, to, cc in _said(conversation)
    )


def newcomers(conversation: Conversation, shown: Sequence[Message]) -> set[int]:
    """The ids of those messages whose sender nobody had written to and who had not written before.

    That may be a colleague whom a mail was forwarded to, and somebody who should not have it.
    """
    others = {each.contact_id for each in shown} - {conversation.contact_id, None}
    if not others or conversation.contact_id is None:
        return set()
    contacts = set(family_of(Contact, conversation.contact_id))
    if others <= contacts:
        return set()
    ids = {each.pk for each in shown}
    addresses: set[str] = set()
    found = set()
    for pk, contact_id, sender, to, cc in _said(conversation):
        if contact_id is not None and contact_id not in contacts:
            if pk in ids and not addresses & _addresses(sender):
                found.add(pk)
            contacts.add(contact_id)
        addresses |= _addresses(sender, to, cc)
    return found


def _said(conversation: Conversation) -> Iterator[tuple[int, int | None, Any, Any, Any]]:
    rows = Message.objects.filter(conversation=conversation, undone_at__isnull=True)
    said = rows.exclude(kind=Message.Kind.NOTE).order_by("at", "id")
    yield from said.values_list(*_PEOPLE)[:_MOST]


def _addresses(sender: Any, to: Any = (), cc: Any = ()) -> set[str]:
    """From people as they are kept: lists of [name, address]."""
    people = [*([sender] if sender else []), *(to or ()), *(cc or ())]
    return {normal(str(each[-1])) for each in people if each}

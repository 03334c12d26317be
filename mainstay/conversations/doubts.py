"""Who in a conversation has not proven to be whom they say to be."""

from dataclasses import dataclass

from django.db.models.fields.json import KeyTextTransform

from mainstay.clients.models import Identity
from mainstay.conversations.models import Conversation, Message


@dataclass(frozen=True)
class Doubt:
    """A sender who says to be `address`. `known` is the name of the contact who has it, if any.

    `is_client` says that the whole conversation is theirs, not only messages in it.
    """

    contact_id: int
    name: str
    address: str
    known: str
    is_client: bool


def doubts_of(conversation: Conversation) -> list[Doubt]:
    """One for each sender nobody has vouched for, in the order in which they came."""
    rows = Message.objects.filter(conversation=conversation, authentication__has_key="claims")
    said = rows.order_by("id").values_list(
        "contact_id", "contact__name", KeyTextTransform("claims", "authentication")
    )
    claims = {contact_id: (name, str(address)) for contact_id, name, address in said}
    if not claims:
        return []
    addresses = [address for _name, address in claims.values()]
    known = Identity.objects.filter(kind=Identity.Kind.EMAIL, value__in=addresses)
    names = dict(known.values_list("value", "contact__name"))
    return [
        Doubt(
            contact_id=contact_id,
            name=name,
            address=address,
            known=names.get(address, ""),
            is_client=contact_id == conversation.contact_id,
        )
        for contact_id, (name, address) in claims.items()
        if contact_id is not None
    ]

"""Who may be asked how it was, and where they are reached."""

from mainstay.channels.own_addresses import own_addresses
from mainstay.clients.models import Channel, Contact, Identity, family_of
from mainstay.conversations.models import Conversation, Message

_BY_HAND = "normal"
"""The kind of a mail that a person wrote."""


def may_be_asked(conversation: Conversation) -> bool:
    """Whether a person outside wrote there and was answered, and can be written to.

    Not about side conversations, spam, mail of machines, nor of somebody who was erased or is
    not proven to be who they say. A conversation that went into another is asked about there.
    """
    contact = conversation.contact
    if contact is None or conversation.side_of_id or conversation.is_aside:
        return False
    if contact.erased_at or conversation.merged_into_id:
        return False
    if contact.preferred_channel not in ("", Channel.EMAIL):
        return False
    said = conversation.messages.filter(undone_at__isnull=True)
    wrote = said.filter(kind=Message.Kind.IN, mail_kind=_BY_HAND)
    return wrote.exists() and said.filter(kind=Message.Kind.OUT).exists()


def reachable_address(conversation: Conversation, contact: Contact) -> str | None:
    """The contact's own address that mail reaches: the one they wrote from last, if it is theirs.

    Never an address that only stands in a mail. None for somebody unproven: they have none.
    """
    known = Identity.objects.filter(
        contact__in=family_of(Contact, contact.pk), kind=Channel.EMAIL, bounced_at__isnull=True
    )
    addresses = [each for each in known.order_by("id") if each.value not in own_addresses()]
    values = [each.value for each in addresses]
    written = conversation.messages.filter(kind=Message.Kind.IN, contact=contact).order_by("-id")
    sender = written.values_list("sender", flat=True).first()
    last = str(sender[1]).lower() if sender else ""
    if last in values:
        return last
    return values[0] if values else None

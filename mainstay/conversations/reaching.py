"""By which channel a client is answered, and whose choice that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mainstay.channels import kinds
from mainstay.channels.chat import address_of
from mainstay.channels.email.inbound import Address
from mainstay.clients.models import Contact, Identity, family_of
from mainstay.conversations.correspondence import recipient_of
from mainstay.conversations.models import Conversation, Message
from mainstay.core.errors import Refused
from mainstay.core.prepared import prepared

Choice = Literal["theirs", "last", "only", ""]


@dataclass(frozen=True)
class Way:
    """A channel by which a client can be written to, and who they are there.

    `choice`: it is the one to take, because the client wishes it, wrote there last, or there is
    no other; empty for any other way there is.
    """

    channel: str
    address: Address
    choice: Choice = ""

    @property
    def is_chat(self) -> bool:
        return kinds.named(self.channel).is_chat


def ways_to(conversation: Conversation) -> list[Way]:
    """Every channel that reaches the client, the one to take first. Empty: none does."""
    contact = conversation.contact
    if contact is None:
        return []
    found = {way.channel: way for way in (*_mail(conversation), *_chats(contact))}
    if len(found) == 1:
        (only,) = found.values()
        is_wish = only.channel == contact.preferred_channel
        return [Way(only.channel, only.address, "theirs" if is_wish else "only")]
    if contact.preferred_channel in found:
        return _first(found, contact.preferred_channel, "theirs")
    last = _last_channel(conversation)
    if last in found:
        return _first(found, last, "last")
    return list(found.values())


def way_to(conversation: Conversation, channel: str = "") -> Way:
    """The way to take, or by a channel that somebody chose. Raises Refused when there is none."""
    found = ways_to(conversation)
    if chosen := [way for way in found if not channel or way.channel == channel]:
        return chosen[0]
    if channel and channel != kinds.MAIL:
        raise Refused(
            _("{name} cannot be reached that way any more. Choose another.").format(
                name=conversation.contact or _("Nobody")
            )
        )
    # Says why nobody can be written to by mail.
    return Way(kinds.MAIL, recipient_of(conversation))


def other_way(conversation: Conversation, channel: str) -> str:
    """The channel, where it is another way to the client than would be taken; else empty."""
    if not channel:
        return ""
    return channel if channel in [way.channel for way in ways_to(conversation)[1:]] else ""


def last_said_there(conversation: Conversation, channel: str) -> str:
    """The id of the client's last message in a chat: it is answered where that was written."""
    received = conversation.messages.filter(kind=Message.Kind.IN, channel=channel)
    last = received.order_by("-at", "-id").values_list("message_id", flat=True).first()
    return last or ""


def _mail(conversation: Conversation) -> Iterator[Way]:
    try:
        yield Way(kinds.MAIL, recipient_of(conversation))
    except Refused:
        return


def _chats(contact: Contact) -> Iterator[Way]:
    """Of several of one channel the one that was added last."""
    by_channel: dict[str, list[str]] = {}
    for channel, value in _beside_mail(tuple(family_of(Contact, contact.pk))):
        by_channel.setdefault(channel, []).append(value)
    for channel, values in by_channel.items():
        open_ones = kinds.named(channel).reachable(values)
        for value in values:
            if value in open_ones:
                yield Way(channel, Address(contact.name, address_of(channel, value)))


@prepared
def _beside_mail(contact_ids: Sequence[int]) -> QuerySet[Identity, Any]:
    known = Identity.objects.filter(contact__in=contact_ids).exclude(kind=kinds.MAIL)
    return known.order_by("pk").values_list("kind", "value")


def _last_channel(conversation: Conversation) -> str:
    received = conversation.messages.filter(kind=Message.Kind.IN)
    return received.order_by("-at", "-id").values_list("channel", flat=True).first() or ""


def _first(found: dict[str, Way], channel: str, choice: Choice) -> list[Way]:
    chosen = found[channel]
    others = [way for way in found.values() if way.channel != channel]
    return [Way(chosen.channel, chosen.address, choice), *others]

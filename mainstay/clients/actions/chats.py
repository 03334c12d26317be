"""Who is behind somebody in a chat, and how we learn it."""

from collections.abc import Mapping

from django.db import transaction

from mainstay.channels import kinds
from mainstay.channels.chat import ChatMessage
from mainstay.clients import events
from mainstay.clients.actions.access import may_write, must_stand
from mainstay.clients.actions.merging import merge
from mainstay.clients.actions.reachability import clear_bounce
from mainstay.clients.models import Contact, Identity, family_of, target_of
from mainstay.core.actor import Actor, System
from mainstay.core.events import EventKind
from mainstay.core.log import record


@transaction.atomic(savepoint=False)
def meet_in_chat(message: ChatMessage, *, language: str = "") -> Contact:
    """The contact behind who wrote in a chat, made when nobody knows them.

    Whoever writes can be reached again. The caller holds a lock on who writes.
    """
    identity = _known(message)
    if identity is None:
        spoken = language or message.language
        contact = Contact.objects.create(name=message.name[:200], language=spoken[:8])
        _give(contact, message)
        record(events.CONTACT_MET, contact, by=System(message.channel), contact=contact.pk)
        return contact
    contact = target_of(identity.contact)
    if identity.bounced_at is not None:
        clear_bounce(identity, by=contact)
    if identity.label != message.label:
        identity.label = message.label
        identity.save(update_fields=["label"])
    if not contact.name and message.name:
        contact.name = message.name[:200]
        contact.save(update_fields=["name"])
    return contact


@transaction.atomic
def offer_chat(
    contact: Contact, channel: str, *, by: Actor, about: Mapping[str, int] | None = None
) -> kinds.Introduction:
    """Make a link by which this contact, and nobody else, begins a chat in which we know them.

    `about` are further ids that the code stands for. The code is told here and kept nowhere.
    """
    may_write(by)
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    must_stand(contact)
    made = kinds.named(channel).introduce({**(about or {}), "contact": contact.pk})
    record(events.CHAT_OFFERED, contact, by=by, contact=contact.pk, channel=channel)
    return made


@transaction.atomic(savepoint=False)
def recognise_in_chat(contact_id: int, message: ChatMessage) -> Contact | None:
    """Somebody in a chat said a code of this contact: it is them. None when it cannot be.

    Somebody we only knew from chats becomes one with the contact. Somebody who is known by an
    address of their own stays who they are: the link was passed on to them.
    """
    found = Contact.objects.select_for_update(of=("self",)).filter(pk=contact_id).first()
    contact = target_of(found) if found else None
    if contact is None or contact.erased_at is not None:
        return None
    identity = _known(message)
    if identity is None:
        _give(contact, message)
    else:
        other = target_of(identity.contact)
        if other.pk == contact.pk:
            return contact
        if _is_known_elsewhere(other):
            _tell(events.CHAT_MISTAKEN, contact, message, other=other.pk)
            return None
        merge(other, contact, by=System(message.channel))
    _tell(events.CHAT_BEGUN, contact, message)
    return contact


def _tell(kind: EventKind, contact: Contact, message: ChatMessage, **facts: int) -> None:
    channel = message.channel
    record(kind, contact, by=System(channel), contact=contact.pk, channel=channel, **facts)


def _known(message: ChatMessage) -> Identity | None:
    rows = Identity.objects.select_related("contact__organisation")
    return rows.filter(kind=message.channel, value=message.value).first()


def _give(contact: Contact, message: ChatMessage) -> None:
    Identity.objects.create(
        contact=contact, kind=message.channel, value=message.value, label=message.label
    )


def _is_known_elsewhere(contact: Contact) -> bool:
    """Whether we know more of them than that they write in chats."""
    family = family_of(Contact, contact.pk)
    return Identity.objects.filter(contact__in=family, kind=Identity.Kind.EMAIL).exists()

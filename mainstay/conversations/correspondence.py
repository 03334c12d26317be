"""What makes a mail of ours an answer: to whom it goes, what it answers, how it is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from mainstay.channels.email.inbound import Address
from mainstay.channels.email.kinds import Kind
from mainstay.channels.kinds import MAIL
from mainstay.clients.models import Contact, Identity, family_of
from mainstay.conversations.models import Conversation, Message
from mainstay.core.errors import Refused
from mainstay.core.prepared import prepared

NOBODY = "unknown@invalid"
"""For mail without a sender: it is kept and read, and nobody can be answered."""

# An id of the thread itself may come to them.
_MAX_REFERENCES = 19


@dataclass(frozen=True)
class Answered:
    """The mail that an answer is to. `sender` is None where none came."""

    sender: Address | None = None
    # Whom it went to beside its sender: names and addresses, those of our own among them.
    others: Sequence[Sequence[str]] = ()


def answered_mail(conversation: Conversation) -> Answered:
    """The last mail that came into it, as far as it says where an answer goes."""
    last = _last_received.first(conversation.pk)
    if last is None:
        return Answered()
    sender, to, cc = last
    return Answered(Address(*sender) if sender else None, [*to, *cc])


@prepared
def _last_received(conversation_id: int) -> models.QuerySet[Message, Any]:
    received = _mails(Conversation(pk=conversation_id)).filter(kind=Message.Kind.IN)
    return received.order_by("-at", "-id").values_list("sender", "to", "cc")[:1]


def recipient_of(conversation: Conversation, answered: Answered | None = None) -> Address:
    """Where the client's last mail asked to be answered, else their first address.

    `answered` is that mail, from whoever has read it. Raises Refused where no mail reaches them.
    """
    answered = answered or answered_mail(conversation)
    return answered.sender or first_address(conversation.contact)


def last_of_client(conversation: Conversation) -> Message | None:
    """The client's own last mail, whoever else has written since."""
    if conversation.contact_id is None:
        return None
    family = family_of(Contact, conversation.contact_id)
    received = _mails(conversation).filter(kind=Message.Kind.IN, contact__in=family)
    return received.order_by("-at", "-id").first()


def first_address(contact: Contact | None) -> Address:
    """The oldest mail address of a contact. Raises Refused for one who has none."""
    if contact is None:
        raise Refused(_("Nobody outside takes part here. Write to the department instead."))
    address = _addresses.first(contact.pk)
    if address is None:
        raise Refused(
            _("{name} has no e-mail address. Add one to the contact.").format(name=contact)
        )
    return Address(contact.name, address.value)


@prepared
def _addresses(contact_id: int) -> models.QuerySet[Identity]:
    rows = Identity.objects.filter(contact=contact_id, kind=Identity.Kind.EMAIL)
    return rows.exclude(value=NOBODY).order_by("id")[:1]


def references_of(conversation: Conversation) -> list[str]:
    """The ids of the thread, oldest first: the first and the latest, so that it stays short."""
    ids = _ids_of(conversation.pk)
    return ids if len(ids) <= _MAX_REFERENCES else ids[:1] + ids[1 - _MAX_REFERENCES :]


def subject_of_reply(conversation: Conversation) -> str:
    """The subject of the mail it answers, whatever we have renamed the conversation to.

    Mail programs begin a new thread where the subject changes.
    """
    answered = _last_subject.first(conversation.pk)
    if answered is None:
        return conversation.subject
    subject = answered or conversation.subject
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


@prepared
def _ids_of(conversation_id: int) -> models.QuerySet[Message, str]:
    said = _mails(Conversation(pk=conversation_id)).exclude(message_id="")
    standing = said.filter(undone_at__isnull=True)
    return standing.order_by("at", "id").values_list("message_id", flat=True)


@prepared
def _last_subject(conversation_id: int) -> models.QuerySet[Message, str]:
    """Of what was said between the client and us, without replies that were taken back."""
    said = _mails(Conversation(pk=conversation_id)).exclude(kind=Message.Kind.NOTE)
    standing = said.filter(undone_at__isnull=True)
    return standing.order_by("-at", "-id").values_list("subject", flat=True)[:1]


def _mails(conversation: Conversation) -> models.QuerySet[Message]:
    """Without what was said by another channel, and what mail servers sent back."""
    return conversation.messages.filter(channel=MAIL).exclude(mail_kind=Kind.BOUNCE)

"""Who is asked how it was, and about what nobody is."""

from mainstay.channels.email.kinds import Kind
from mainstay.channels.kinds import MAIL
from mainstay.clients.models import Channel, Contact, Identity, family_of, target_of
from mainstay.conversations.models import Conversation, Message


def may_be_asked(conversation: Conversation) -> bool:
    """Whether a person outside wrote there and was answered, and can be written to.

    Not about side conversations, spam and mail of machines. A conversation that went into
    another is asked about there.
    """
    if conversation.contact is None or conversation.side_of_id or conversation.is_aside:
        return False
    if conversation.merged_into_id:
        return False
    said = conversation.messages.filter(undone_at__isnull=True)
    wrote = said.filter(kind=Message.Kind.IN, mail_kind=Kind.NORMAL)
    return wrote.exists() and said.filter(kind=Message.Kind.OUT).exists()


def whom_to_ask(conversation: Conversation) -> Contact:
    """Whoever an automatic mail goes to: who wrote last by mail, else the client."""
    assert conversation.contact is not None
    received = conversation.messages.filter(kind=Message.Kind.IN, channel=MAIL)
    last = received.exclude(mail_kind=Kind.BOUNCE).select_related("contact")
    message = last.order_by("-at", "-id").first()
    return target_of(message.contact if message and message.contact else conversation.contact)


def wants_mail(contact: Contact) -> bool:
    """Not one who was erased, prefers another channel, or is not proven to be who they say.

    Somebody unproven has no address of their own.
    """
    if contact.erased_at or contact.preferred_channel not in ("", Channel.EMAIL):
        return False
    family = family_of(Contact, contact.pk)
    return Identity.objects.filter(contact__in=family, kind=Channel.EMAIL).exists()


def channel_of(conversation: Conversation) -> str:
    """By which channel the client wrote last."""
    received = conversation.messages.filter(kind=Message.Kind.IN).order_by("-at", "-id")
    return received.values_list("channel", flat=True).first() or MAIL

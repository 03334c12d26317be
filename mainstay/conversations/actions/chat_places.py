"""Where something that is said in a chat belongs: a chat has no subjects and no threads."""

from django.db.models import QuerySet

from mainstay.channels.chat import ChatMessage
from mainstay.clients.models import Contact, family_of
from mainstay.conversations.models import Conversation, Message, ThreadKey, thread_key


def place_in_chat(said: ChatMessage, contact: Contact) -> Conversation | None:
    """The conversation that something said in a chat goes on with, locked; None for none.

    The one it answers; else, of those unfinished, the one that the chat was linked to, the one
    it was about last, the contact's newest by whatever channel; else the last one of the chat.
    """
    if said.answers and (answered := _of_key(said.answers)):
        return answered
    linked = _of_key(said.address)
    last = _last_of_chat(said, contact)
    for each in (linked, last):
        if each is not None and not each.is_finished:
            return each
    unfinished = _of(contact).filter(state__in=Conversation.UNFINISHED, side_of=None)
    newest = unfinished.order_by("-last_message_at", "-pk").first()
    return newest or last or linked


def link_chat(said: ChatMessage, conversation_id: int, contact: Contact) -> Conversation | None:
    """Let the chat go on in this conversation, if it is one of the contact's."""
    rows = Conversation.objects.select_for_update(of=("self",))
    conversation = rows.filter(pk=conversation_id).first()
    while conversation and conversation.merged_into_id:
        conversation = rows.get(pk=conversation.merged_into_id)
    if conversation is None or conversation.contact_id not in family_of(Contact, contact.pk):
        return None
    key = ThreadKey(key=thread_key(said.address), conversation=conversation)
    ThreadKey.objects.bulk_create(
        [key], update_conflicts=True, unique_fields=["key"], update_fields=["conversation"]
    )
    return conversation


def _of(contact: Contact) -> QuerySet[Conversation]:
    """Those with this person, however often they were merged; among them those in which we ask
    them for the sake of another client.
    """
    return Conversation.objects.select_for_update(of=("self",)).filter(
        contact__in=family_of(Contact, contact.pk), merged_into=None
    )


def _of_key(message_id: str) -> Conversation | None:
    found = ThreadKey.objects.filter(key=thread_key(message_id)).first()
    if found is None:
        return None
    rows = Conversation.objects.select_for_update(of=("self",))
    conversation = rows.get(pk=found.conversation_id)
    while conversation.merged_into_id:
        conversation = rows.get(pk=conversation.merged_into_id)
    return conversation


def _last_of_chat(said: ChatMessage, contact: Contact) -> Conversation | None:
    """Whichever they and we spoke about there last."""
    spoken = Message.objects.filter(
        channel=said.channel,
        conversation__contact__in=family_of(Contact, contact.pk),
        conversation__merged_into=None,
        kind__in=[Message.Kind.IN, Message.Kind.OUT],
        undone_at=None,
    )
    last = spoken.order_by("-at", "-pk").values_list("conversation", flat=True).first()
    return _of(contact).filter(pk=last).first() if last else None

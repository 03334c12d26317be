"""Somebody writes in a chat, or changes what they wrote: whose matter is it?"""

from django.db import transaction

from mainstay.channels import files, kinds
from mainstay.channels.chat import ChatMessage
from mainstay.channels.email.language import language_of
from mainstay.channels.models import RawMessage
from mainstay.clients import actions as clients
from mainstay.clients.models import Contact
from mainstay.conversations import events, work
from mainstay.conversations.actions.chat_places import link_chat, place_in_chat
from mainstay.conversations.actions.following import going_on, is_over, tell_of_follow_up
from mainstay.conversations.actions.opening import open_for
from mainstay.conversations.actions.receiving import Received
from mainstay.conversations.actions.waking import one_at_a_time, wake
from mainstay.conversations.models import (
    Attachment,
    Conversation,
    Message,
    ThreadKey,
    thread_key,
)
from mainstay.core.clock import now
from mainstay.core.log import record


@transaction.atomic(savepoint=False)
def hear(said: ChatMessage, raw: RawMessage | None = None) -> Received | None:
    """Put what was said in a chat into the conversation that goes on with its contact.

    That is the one it answers, else the contact's newest unfinished one by whatever channel, else
    the one that the chat was about before. States follow from it as from a mail. None when
    somebody only opened the chat: then nothing is said yet.
    """
    one_at_a_time(said.address, said.message_id)
    if said.code is not None:
        _open_chat(said)
        return None
    known = Message.objects.filter(fingerprint=thread_key(said.message_id)).first()
    if known is not None:
        return _change(known, said) if said.is_edit else _duplicate(known)

    language = language_of(said.text) or ""
    contact = clients.meet_in_chat(said, language=language)
    conversation, followed = place_in_chat(said, contact), None
    if conversation and is_over(conversation):
        conversation, followed = going_on(conversation)
    is_new = conversation is None
    if conversation is None:
        conversation = open_for(
            contact,
            subject=followed.subject if followed else "",
            text=said.text,
            language=language,
            department_id=said.department.pk if said.department else None,
            brand_id=said.brand.pk if said.brand else None,
            followed=followed,
        )
    message = _add(conversation, said, contact, language, raw)
    if is_new:
        work.refresh(conversation)
    else:
        wake(conversation, contact, words=_words(said), at=message.at)
    kind = events.OPENED if is_new else events.RECEIVED
    record(kind, conversation, by=contact, contact=contact.pk, message=message.pk)
    if followed:
        tell_of_follow_up(conversation, followed, by=contact)
    return Received("conversation" if is_new else "appended", conversation.pk)


def _add(
    conversation: Conversation,
    said: ChatMessage,
    contact: Contact,
    language: str,
    raw: RawMessage | None,
) -> Message:
    message = Message.objects.create(
        conversation=conversation,
        kind=Message.Kind.IN,
        contact=contact,
        raw=raw,
        channel=said.channel,
        message_id=said.message_id,
        fingerprint=thread_key(said.message_id),
        sender=[said.name, said.address],
        text=said.text,
        language=language or contact.language,
        sent_at=said.sent_at,
        edited_at=(said.sent_at or now()) if said.is_edit else None,
        at=now(),
    )
    _attach(message, said)
    key = ThreadKey(key=thread_key(said.message_id), conversation=conversation)
    ThreadKey.objects.bulk_create([key], ignore_conflicts=True)
    return message


def _change(message: Message, said: ChatMessage) -> Received:
    """They changed what they wrote: the new words stand there, and what they wrote first is kept.

    Whoever had it answered is asked to look again.
    """
    conversation = Conversation.objects.select_for_update(of=("self",)).get(
        pk=message.conversation_id
    )
    changed_at = said.sent_at or now()
    is_late = message.edited_at is not None and changed_at < message.edited_at
    has_new_files = _attach(message, said)
    contact = message.contact
    if contact is None or is_late or not (has_new_files or said.text != message.text):
        return _duplicate(message)
    if message.edited_at is None:
        message.former_text = message.text
    message.text, message.edited_at = said.text, changed_at
    message.language = language_of(said.text) or message.language
    message.save(update_fields=["text", "former_text", "edited_at", "language"])
    wake(conversation, contact, words=_words(said), at=now())
    record(events.EDITED, conversation, by=contact, contact=contact.pk, message=message.pk)
    return Received("appended", conversation.pk)


def _attach(message: Message, said: ChatMessage) -> bool:
    """Keep the files that are not there yet. Whether there were any."""
    kept = set(message.attachments.values_list("file", flat=True))
    fresh = [(files.keep(each.content), each) for each in said.attachments]
    made = Attachment.objects.bulk_create(
        Attachment(
            message=message,
            filename=each.filename[:255],
            content_type=each.content_type[:127],
            size=each.size,
            file=key,
        )
        for key, each in fresh
        if key not in kept
    )
    return bool(made)


def _open_chat(said: ChatMessage) -> None:
    """Somebody opened a chat. With a good code we learn who it is, and what it will be about."""
    kind = kinds.named(said.channel)
    stands_for = kind.redeem(said.code) if said.code else None
    contact = clients.recognise_in_chat(stands_for["contact"], said) if stands_for else None
    if contact is not None and stands_for is not None and "conversation" in stands_for:
        conversation = link_chat(said, stands_for["conversation"], contact)
        if conversation is not None:
            record(
                events.CHAT_BEGUN,
                conversation,
                by=contact,
                contact=contact.pk,
                channel=said.channel,
            )
    kind.greet(said, is_known=contact is not None)


def _duplicate(message: Message) -> Received:
    return Received("duplicate", message.conversation_id)


def _words(said: ChatMessage) -> str:
    """What stands in lists: of a file alone, its name."""
    return said.text or ", ".join(each.filename for each in said.attachments)

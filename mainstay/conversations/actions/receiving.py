"""A message arrives: whose is it, and which conversation does it belong to?"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import transaction

from mainstay.channels import files
from mainstay.channels.bouncing import note_bounce
from mainstay.channels.email.bounces import Bounce
from mainstay.channels.email.inbound import Inbound
from mainstay.channels.kinds import MAIL
from mainstay.channels.models import RawMessage
from mainstay.clients import actions as clients
from mainstay.clients.models import Contact
from mainstay.conversations import events, work
from mainstay.conversations.actions.belonging import (
    find_by_ids,
    find_by_words,
    keep,
    look_up,
    thread_keys,
)
from mainstay.conversations.actions.following import going_on, is_over, tell_of_follow_up
from mainstay.conversations.actions.joining import join_early_answers
from mainstay.conversations.actions.opening import open_for
from mainstay.conversations.actions.participating import bring_in_readers
from mainstay.conversations.actions.senders import (
    Sender,
    Writer,
    answered,
    kept,
    sender_of,
    writer_of,
)
from mainstay.conversations.actions.siding_answers import not_reached
from mainstay.conversations.actions.siding_places import rightful_place
from mainstay.conversations.actions.waking import one_at_a_time, wake
from mainstay.conversations.apart import kept_apart
from mainstay.conversations.models import (
    Attachment,
    Conversation,
    Message,
    thread_key,
)
from mainstay.conversations.reading import Reading, read
from mainstay.core.actor import System
from mainstay.core.clock import now
from mainstay.core.log import record

Outcome = Literal["conversation", "appended", "duplicate"]


@dataclass(frozen=True)
class Received:
    """What became of a message: it began a conversation, joined one, or was here already."""

    outcome: Outcome
    conversation_id: int


@transaction.atomic(savepoint=False)
def receive(
    inbound: Inbound,
    raw: RawMessage | None = None,
    reading: Reading | None = None,
    *,
    channel: str = MAIL,
) -> Received:
    """Put a client's message into the conversation it belongs to, or into a new one.

    A reply of the client opens a solved conversation again, and a closed one for two weeks; a
    later one begins another that follows it. Automatic mail opens nothing. A sender who is not
    proven brings nothing together and joins a conversation only by the ids of its messages.
    Whoever has read the mail already gives its `reading`.
    """
    reading = reading or read(inbound)
    sender = sender_of(inbound, raw)
    fingerprint = thread_key(f"{inbound.message_id or ''} {inbound.content_hash}")
    keys = thread_keys(inbound, reading)
    one_at_a_time(sender.address, *(str(key) for key in keys), str(fingerprint))

    found = look_up(keys, fingerprint)
    if fingerprint in found:
        return Received("duplicate", found[fingerprint])

    conversation = find_by_ids(inbound, reading, keys, found)
    writer = writer_of(sender, reading.language, conversation)
    contact = writer.contact
    if conversation is None and not sender.is_failing:
        conversation = find_by_words(inbound, contact, sender.address)
    if conversation and conversation.contact_id != contact.pk:
        conversation = rightful_place(conversation, contact, sender.address)
    followed = None
    if conversation and reading.asks_for_us and is_over(conversation):
        conversation, followed = going_on(conversation)
    is_new = conversation is None
    if conversation is None:
        conversation = _begin(inbound, reading, contact, raw, followed)
    early_id = found.get(keys[0]) if inbound.message_id and not sender.is_failing else None
    if early_id not in (None, conversation.pk):
        join_early_answers(early_id, conversation)

    message = _add(conversation, inbound, reading, sender, writer, raw, fingerprint, channel)
    keep([key for key in keys if key not in found], conversation)

    if is_new:
        work.refresh(conversation)
    elif reading.asks_for_us:
        if raw and raw.mailbox:
            # We answer by the mailbox that was written to last.
            conversation.mailbox, conversation.brand_id = raw.mailbox, raw.mailbox.brand_id
        wake(conversation, contact, words=message.text, at=message.at)
    if reading.asks_for_us and not sender.is_failing:
        bring_in_readers(conversation, inbound, contact)
    for bounce in reading.bounces:
        _note(bounce)
        if bounce.is_hard:
            not_reached(conversation)
    kind = events.OPENED if is_new else events.RECEIVED
    record(kind, conversation, by=contact, contact=contact.pk, message=message.pk)
    if followed:
        tell_of_follow_up(conversation, followed, by=contact)
    if writer.claims:
        _doubt(conversation, writer, message)
    return Received("conversation" if is_new else "appended", conversation.pk)


def _begin(
    inbound: Inbound,
    reading: Reading,
    contact: Contact,
    raw: RawMessage | None,
    followed: Conversation | None,
) -> Conversation:
    mailbox = raw.mailbox if raw else None
    return open_for(
        contact,
        subject=inbound.subject,
        text=reading.text,
        language=reading.language,
        department_id=mailbox.department_id if mailbox else None,
        brand_id=mailbox.brand_id if mailbox else None,
        mailbox=mailbox,
        followed=followed,
    )


def _add(
    conversation: Conversation,
    inbound: Inbound,
    reading: Reading,
    sender: Sender,
    writer: Writer,
    raw: RawMessage | None,
    fingerprint: UUID,
    channel: str,
) -> Message:
    message = Message.objects.create(
        conversation=conversation,
        kind=Message.Kind.IN,
        contact=writer.contact,
        raw=raw,
        channel=channel,
        message_id=inbound.message_id or "",
        fingerprint=fingerprint,
        sender=_answered(conversation, inbound, writer),
        to=[[each.name, each.address] for each in inbound.to],
        cc=[[each.name, each.address] for each in inbound.cc],
        subject=inbound.subject,
        text=reading.text,
        quoted=reading.quoted,
        signature=reading.signature,
        mail_kind=reading.kind,
        html=inbound.html,
        language=reading.language or writer.contact.language,
        authentication=kept(sender, writer),
        sent_at=inbound.sent_at,
        at=now(),
    )
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            filename=each.filename[:255],
            content_type=each.content_type[:127],
            size=each.size,
            content_id=(each.content_id or "")[:255],
            is_inline=each.is_inline,
            file=files.keep(each.content),
        )
        for each in inbound.attachments
    )
    return message


def _answered(conversation: Conversation, inbound: Inbound, writer: Writer) -> list[str] | None:
    """Where an answer goes. Not where a wish of theirs would lead it to the other side."""
    wished = answered(inbound, writer)
    own = inbound.sender
    if wished is None or own is None or wished[1] == own.address:
        return wished
    return [own.name, own.address] if kept_apart(conversation, [wished[1]]) else wished


def _doubt(conversation: Conversation, writer: Writer, message: Message) -> None:
    record(
        events.SENDER_DOUBTED,
        conversation,
        by=System("mail"),
        contact=writer.contact.pk,
        address=writer.claims,
        message=message.pk,
    )


def _note(bounce: Bounce) -> None:
    """Tell it on the message that came back, and on the address that is out of reach."""
    returned = note_bounce(bounce)
    if returned and returned.address and bounce.is_hard:
        clients.note_bounce(returned.address, bounce.diagnostic or bounce.status or "")

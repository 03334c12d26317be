"""A message arrives: whose is it, and which conversation does it belong to?"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from mainstay.channels import files
from mainstay.channels.bouncing import note_bounce
from mainstay.channels.email.inbound import Inbound
from mainstay.channels.models import RawMessage
from mainstay.clients import actions as clients
from mainstay.clients.models import Contact
from mainstay.conversations import events, work
from mainstay.conversations.actions.joining import join_early_answers
from mainstay.conversations.models import (
    Attachment,
    Conversation,
    Message,
    ThreadKey,
    first_words,
    thread_key,
)
from mainstay.conversations.reading import Reading, read
from mainstay.core.clock import now
from mainstay.core.log import record
from mainstay.team.departments import default_department

Outcome = Literal["conversation", "appended", "duplicate"]
NOBODY = "unknown@invalid"
"""For mail without a sender: it is kept and read, and nobody can be answered."""


@dataclass(frozen=True)
class Received:
    """What became of a message: it began a conversation, joined one, or was here already."""

    outcome: Outcome
    conversation_id: int


@transaction.atomic(savepoint=False)
def receive(
    inbound: Inbound, raw: RawMessage | None = None, reading: Reading | None = None
) -> Received:
    """Put a client's message into the conversation it belongs to, or into a new one.

    A reply of the client opens a solved or closed conversation again; automatic mail opens
    nothing. Whoever has read the mail already gives its `reading`.
    """
    reading = reading or read(inbound)
    sender = inbound.sender
    address = clients.normal(sender.address) if sender and sender.address else NOBODY
    fingerprint = thread_key(f"{inbound.message_id or ''} {inbound.content_hash}")
    keys = _thread_keys(inbound, reading)
    _queue_up(address, *(str(key) for key in keys), str(fingerprint))

    found = _look_up(keys, fingerprint)
    if fingerprint in found:
        return Received("duplicate", found[fingerprint])

    contact = clients.meet(address, sender.name if sender else "", language=reading.language)
    conversation = _find(keys, found)
    is_new = conversation is None
    if conversation is None:
        conversation = _begin(inbound, reading, contact, raw)
    early_id = found.get(keys[0]) if inbound.message_id else None
    if early_id not in (None, conversation.pk):
        join_early_answers(early_id, conversation)

    message = _add(conversation, inbound, reading, contact, raw, fingerprint)
    missing = [ThreadKey(key=key, conversation=conversation) for key in keys if key not in found]
    ThreadKey.objects.bulk_create(missing, ignore_conflicts=True)

    was_open = conversation.is_open and not is_new
    if not is_new and reading.asks_for_us:
        _wake(conversation, contact, message)
    if conversation.is_open and not was_open:
        work.refresh(conversation)
    for bounce in reading.bounces:
        note_bounce(bounce)
    kind = events.OPENED if is_new else events.RECEIVED
    record(kind, conversation, by=contact, contact=contact.pk, message=message.pk)
    return Received("conversation" if is_new else "appended", conversation.pk)


def _thread_keys(inbound: Inbound, reading: Reading) -> list[UUID]:
    """The ids to look for, the surest first: its own (spoken of by a child), parent, ancestors.

    A bounce belongs to the message that came back.
    """
    ids = [inbound.message_id] if inbound.message_id else []
    ids += [each.original_message_id for each in reading.bounces if each.original_message_id]
    ids += inbound.thread_ids
    return [thread_key(each) for each in dict.fromkeys(ids)]


def _queue_up(*names: str) -> None:
    """Wait for whoever takes in a message of the same sender or thread right now.

    Locks are taken in one order, so that two who share several never wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(key) FROM ("
            " SELECT DISTINCT hashtextextended(name, 4600110) AS key"
            " FROM unnest(%s::text[]) AS name ORDER BY key) AS locks",
            [list(names)],
        )


def _look_up(keys: list[UUID], fingerprint: UUID) -> dict[UUID, int]:
    """The conversations of these ids, and of the same message if it is here: one statement."""
    known = ThreadKey.objects.filter(key__in=keys).values_list("key", "conversation_id")
    said = Message.objects.filter(fingerprint=fingerprint)
    return dict(known.union(said.values_list("fingerprint", "conversation_id"), all=True))


def _find(keys: list[UUID], found: dict[UUID, int]) -> Conversation | None:
    """The conversation of the nearest message spoken of; of its own id only as the last resort."""
    nearest = next((found[key] for key in keys[1:] + keys[:1] if key in found), None)
    if nearest is None:
        return None
    rows = Conversation.objects.select_for_update(of=("self",))
    conversation = rows.get(pk=nearest)
    while conversation.merged_into_id:  # since we looked for its keys
        conversation = rows.get(pk=conversation.merged_into_id)
    return conversation


def _begin(
    inbound: Inbound, reading: Reading, contact: Contact, raw: RawMessage | None
) -> Conversation:
    mailbox = raw.mailbox if raw else None
    subject = " ".join(inbound.subject.split())[:1000]
    return Conversation.objects.create(
        subject=subject or first_words(reading.text, 80) or _("(no subject)"),
        contact=contact,
        organisation_id=contact.organisation_id,
        department=(mailbox and mailbox.department) or default_department(),
        since=now(),
        turn_at=now(),
        created_at=now(),
        last_message_at=now(),
        last_words=first_words(reading.text),
        language=reading.language or contact.language,
    )


def _add(
    conversation: Conversation,
    inbound: Inbound,
    reading: Reading,
    contact: Contact,
    raw: RawMessage | None,
    fingerprint: UUID,
) -> Message:
    sender = (inbound.reply_to or (inbound.sender,))[0] if inbound.sender else None
    message = Message.objects.create(
        conversation=conversation,
        kind=Message.Kind.IN,
        contact=contact,
        raw=raw,
        message_id=inbound.message_id or "",
        fingerprint=fingerprint,
        sender=[sender.name, sender.address] if sender else None,
        to=[[each.name, each.address] for each in inbound.to],
        cc=[[each.name, each.address] for each in inbound.cc],
        subject=inbound.subject,
        text=reading.text,
        quoted=reading.quoted,
        signature=reading.signature,
        mail_kind=reading.kind,
        html=inbound.html,
        language=reading.language or contact.language,
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


def _wake(conversation: Conversation, contact: Contact, message: Message) -> None:
    """The next step is ours. One who waits already keeps their place in the queue."""
    if not conversation.is_open:
        was_finished = conversation.is_finished
        conversation.stand(Conversation.State.OPEN, message.at)
        if was_finished:
            record(events.REOPENED, conversation, by=contact)
    conversation.last_message_at = message.at
    conversation.last_words = first_words(message.text)
    conversation.save(update_fields=[*Conversation.STANDING, "last_message_at", "last_words"])

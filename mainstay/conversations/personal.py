"""What this module holds of a person."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from django.db import models

from mainstay.channels import files, intake
from mainstay.channels import personal as channels
from mainstay.channels.models import Outbound
from mainstay.clients.personal import telling_names
from mainstay.conversations.models import Attachment, Conversation, Message
from mainstay.core.log import kind_of
from mainstay.core.personal import HeldFile, Holder, Identifiers, Person, Redaction, Rows, Subject

_NO_WORDS = ("kind", "mail_kind", "language")
"""Columns that say of what kind a message is and nothing of its author: reports count by them."""


def _identifiers(contact_ids: Sequence[int]) -> Identifiers:
    """The names they signed their mail with."""
    said = Message.objects.filter(contact__in=contact_ids, sender__isnull=False)
    senders = said.values_list("sender", flat=True).distinct()
    names = {str(sender[0]).strip() for sender in senders if sender}
    return Identifiers(names=telling_names(names))


def _export(person: Person) -> Rows:
    return [
        {
            "conversation": message.conversation_id,
            "direction": "from them" if message.kind == Message.Kind.IN else "to them",
            "at": message.at.isoformat(),
            "from": message.sender,
            "to": message.to,
            "cc": message.cc,
            "subject": message.subject,
            "text": message.text,
            "quoted": message.quoted,
            "signature": message.signature,
            "html": message.html,
            "language": message.language,
            "attachments": [each.filename for each in message.attachments.all()],
        }
        for message in _between(person).prefetch_related("attachments")
    ]


def _files(person: Person) -> Iterator[HeldFile]:
    for message in _between(person).prefetch_related("attachments"):
        if message.raw_id is not None:
            name = f"messages/{message.pk}.eml"
            yield HeldFile(name, partial(intake.content_of, message.raw_id))
        for each in message.attachments.all():
            name = f"attachments/{message.pk}/{each.pk}-{_safe(each.filename)}"
            yield HeldFile(name, partial(files.read, each.file))


def _redact(person: Person) -> int:
    said = Message.objects.filter(contact__in=person.contact_ids)
    theirs = Conversation.objects.filter(contact__in=person.contact_ids)
    shared = {*said.values_list("conversation", flat=True), *theirs.values_list("pk", flat=True)}

    # What was asked beside theirs speaks of them.
    shared |= set(Conversation.objects.filter(side_of__in=theirs).values_list("pk", flat=True))

    channels.drop_bytes(list(said.filter(raw__isnull=False).values_list("raw_id", flat=True)))
    attached = Attachment.objects.filter(message__in=said)
    keys = list(attached.values_list("file", flat=True))
    attached.delete()
    # Their files that we passed on to somebody else are no longer ours to keep, either.
    Attachment.objects.filter(message__conversation__side_of__in=theirs, file__in=keys).delete()
    channels.release(keys)
    emptied = said.update(**{name: field.get_default() for name, field in _words().items()})
    theirs.update(subject="", last_words="")

    others = Message.objects.exclude(contact__in=person.contact_ids)
    emptied += _take_out(others.filter(conversation__in=shared), person, person.close_redaction)
    # Whom we ask is spoken of where we asked for somebody else's sake.
    notes = others.filter(kind=Message.Kind.NOTE, conversation__sides__in=theirs)
    emptied += _take_out(notes, person, person.close_redaction)
    _redact_subjects(shared, person)
    _redact_unwritten(shared, person)
    return emptied + _take_out(_naming(others, person), person, person.redaction)


def _take_out(messages: Any, person: Person, redaction: Redaction) -> int:
    """Take their identifiers out of what others said, and let the bytes go that still name them."""
    changed, raw_ids, letters = 0, [], []
    names = list(_words())
    for message in messages.only("pk", "raw_id", "outbound_id", *names):
        values = {name: redaction.value(getattr(message, name)) for name in names}
        for name in ("to", "cc"):
            values[name] = redaction.value(channels.without(getattr(message, name), person))
        values = {name: each for name, each in values.items() if each != getattr(message, name)}
        if not values:
            continue
        Message.objects.filter(pk=message.pk).update(**values)
        changed += 1
        if message.raw_id is not None:
            raw_ids.append(message.raw_id)
        if message.outbound_id is not None:
            letters.append(message.outbound_id)
    channels.drop_bytes(raw_ids)
    channels.redact_letters(letters, redaction)
    return changed


def _redact_subjects(conversation_ids: Collection[int], person: Person) -> None:
    """Of conversations of others that they took part in."""
    for each in Conversation.objects.filter(pk__in=conversation_ids):
        subject = person.close_redaction.text(each.subject)
        last_words = person.close_redaction.text(each.last_words)[:200]
        if (subject, last_words) != (each.subject, each.last_words):
            Conversation.objects.filter(pk=each.pk).update(subject=subject, last_words=last_words)


def _redact_unwritten(conversation_ids: Collection[int], person: Person) -> None:
    """Of mails that no person wrote: they are letters without a message."""
    letters = Outbound.objects.filter(about_kind=kind_of(Conversation), message__isnull=True)
    theirs = letters.filter(about_id__in=conversation_ids)
    channels.redact_letters(list(theirs.values_list("pk", flat=True)), person.close_redaction)


def _naming(messages: Any, person: Person) -> Any:
    """Messages in which one of their identifiers stands."""
    pattern = person.redaction.search_pattern
    if not pattern:
        return messages.none()
    found = models.Q()
    for name, field in _words().items():
        if isinstance(field, models.JSONField):
            cast = models.functions.Cast(name, models.TextField())
            messages = messages.annotate(**{f"{name}_text": cast})
            name = f"{name}_text"
        found |= models.Q(**{f"{name}__iregex": pattern})
    return messages.filter(found)


def _between(person: Person) -> Any:
    """What they wrote to us and we to them, oldest first. Notes of ours are not among it."""
    letters = [letter.pk for letter in channels.letters_to(person)]
    said = models.Q(contact__in=person.contact_ids)
    written = models.Q(kind=Message.Kind.OUT, undone_at__isnull=True) & (
        models.Q(outbound__in=letters) | models.Q(conversation__contact__in=person.contact_ids)
    )
    return Message.objects.filter(said | written).order_by("at", "id")


def _words() -> dict[str, Any]:
    """The columns of a message in which somebody's words may stand, new ones too."""
    return {
        field.name: field
        for field in Message._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and field.name not in _NO_WORDS
    }


def _subjects(person: Person) -> list[Subject]:
    theirs = Conversation.objects.filter(contact__in=person.contact_ids)
    return [("conversation", pk) for pk in theirs.values_list("pk", flat=True)]


def _safe(filename: str) -> str:
    """A name that leads nowhere else when the archive is unpacked."""
    name = re.sub(r"[^\w. -]", "_", filename.replace("\\", "/").rpartition("/")[2])
    return name.strip(". ")[-120:] or "file"


def _keys_in_use(keys: Collection[str]) -> list[str]:
    return list(Attachment.objects.filter(file__in=keys).values_list("file", flat=True))


channels.files_used_by(_keys_in_use)
HOLDER = Holder(
    "conversations",
    _export,
    _redact,
    _subjects,
    files=_files,
    identifiers=_identifiers,
)

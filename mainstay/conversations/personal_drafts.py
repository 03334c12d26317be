"""What has been begun and not yet sent, of a person: it can name them as any message can."""

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from mainstay.channels import files
from mainstay.channels import personal as channels
from mainstay.conversations.models import Draft, DraftFile
from mainstay.core.personal import HeldFile, Holder, Person, Redaction, Rows

_PEOPLE = ("to", "cc", "bcc")


def _export(person: Person) -> Rows:
    return [
        {
            "conversation": draft.conversation_id,
            "begun_at": draft.updated_at.isoformat(),
            "to": draft.to,
            "cc": draft.cc,
            "bcc": draft.bcc,
            "text": draft.text,
            "attachments": [each.filename for each in draft.files.all()],
        }
        for draft in _to(person).prefetch_related("files")
    ]


def _files(person: Person) -> Iterator[HeldFile]:
    for each in DraftFile.objects.filter(draft__in=_to(person)):
        name = f"drafts/{each.draft_id}/{each.pk}"
        yield HeldFile(name, partial(files.read, each.file))


def _redact(person: Person) -> int:
    about = Draft.objects.filter(conversation__contact__in=person.contact_ids)
    changed = _take_out(about, person, person.close_redaction)
    others = Draft.objects.exclude(conversation__contact__in=person.contact_ids)
    return changed + _take_out(_naming(others, person), person, person.redaction)


def _take_out(drafts: Any, person: Person, redaction: Redaction) -> int:
    changed = 0
    for draft in drafts:
        before = [draft.text, draft.to, draft.cc, draft.bcc]
        draft.text = redaction.text(draft.text)
        for name in _PEOPLE:
            left = channels.without(getattr(draft, name), person)
            setattr(draft, name, redaction.value(left))
        if before != [draft.text, draft.to, draft.cc, draft.bcc]:
            draft.save(update_fields=["text", *_PEOPLE])
            changed += 1
        for file in draft.files.all():
            filename = redaction.text(file.filename)
            if filename != file.filename:
                DraftFile.objects.filter(pk=file.pk).update(filename=filename[:255])
                changed += 1
    return changed


def _to(person: Person) -> Any:
    """Answers to them that wait. Notes of ours are not among it."""
    replies = Draft.objects.filter(kind=Draft.REPLY)
    return replies.filter(conversation__contact__in=person.contact_ids).order_by("id")


def _naming(drafts: Any, person: Person) -> Any:
    pattern = person.redaction.search_pattern
    if not pattern:
        return drafts.none()
    found = Q(text__iregex=pattern) | Q(files__filename__iregex=pattern)
    for name in _PEOPLE:
        drafts = drafts.annotate(**{f"{name}_text": Cast(name, TextField())})
        found |= Q(**{f"{name}_text__iregex": pattern})
    return drafts.filter(found).distinct()


def _keys_in_use(keys: Collection[str]) -> list[str]:
    return list(DraftFile.objects.filter(file__in=keys).values_list("file", flat=True))


channels.files_used_by(_keys_in_use)
HOLDER = Holder("drafts", _export, _redact, files=_files)

"""Who takes part in conversations of others, and for whom we wait by name."""

from typing import Any

from mainstay.conversations.models import BulkItem, Conversation, Merge, Participant
from mainstay.core.personal import Holder, Person, Rows


def _export(person: Person) -> Rows:
    return [
        {"conversation": each.conversation_id, "as": [each.name, each.address]}
        for each in _as(person).order_by("id")
    ]


def _redact(person: Person) -> int:
    gone, _kinds = _as(person).delete()
    return int(gone) + _take_out_of_notes(person) + _take_out_of_kept_notes(person)


def _take_out_of_notes(person: Person) -> int:
    waiting = Conversation.objects.filter(state=Conversation.State.WAITING)
    notes = waiting.exclude(waiting_note="").only("pk", "contact_id", "waiting_note")
    changed = 0
    for each in notes.iterator():
        is_theirs = each.contact_id in person.contact_ids
        redaction = person.close_redaction if is_theirs else person.redaction
        note = redaction.text(each.waiting_note)[:200]
        if note != each.waiting_note:
            Conversation.objects.filter(pk=each.pk).update(waiting_note=note)
            changed += 1
    return changed


def _take_out_of_kept_notes(person: Person) -> int:
    """Whom it waited on before a merge or a bulk change that can still be taken back."""
    changed = 0
    for model in (Merge, BulkItem):
        named = model.objects.filter(before__icontains="waiting_note").only("pk", "before")
        for each in named.iterator():
            before = person.redaction.value(each.before)
            if before != each.before:
                model.objects.filter(pk=each.pk).update(before=before)
                changed += 1
    return changed


def _as(person: Person) -> Any:
    return Participant.objects.filter(address__in=person.identifiers.addresses)


HOLDER = Holder("taking part", _export, _redact)

"""What this module holds of a person: bytes that came in, letters that left, files of both."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import structlog
from django.core.files.storage import default_storage
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from mainstay.channels import intake
from mainstay.channels.actions import DUE
from mainstay.channels.models import (
    Brand,
    Outbound,
    RawContent,
    RawMessage,
    SpamRule,
    SpamRuleQuerySet,
)
from mainstay.core import alarms, jobs
from mainstay.core.personal import HeldFile, Holder, Person, Redaction, Rows

GONE = "erased"
"""The key of bytes that were erased: no file has it, so reading them says that they are gone."""

_STEP = 200
_PENDING = (Outbound.State.HELD, Outbound.State.QUEUED)
_RECIPIENTS = ("to", "cc", "bcc")
_log = structlog.get_logger(__name__)

InUse = Callable[[Collection[str]], Iterable[str]]
_users: list[InUse] = []


def files_used_by(in_use: InUse) -> None:
    """Register a module with files: it says which of some keys rows of its own still name."""
    _users.append(in_use)


def release(keys: Iterable[str]) -> None:
    """Delete those of these files that nobody names any more, once this transaction has ended."""
    wanted = sorted(set(keys) - {"", GONE})
    if wanted:
        drop_unused_files.defer(keys=wanted)


@jobs.job("channels.drop_unused_files", queue="upkeep")
def drop_unused_files(*, keys: list[str]) -> None:
    """Delete files whose last row has gone. One that somebody names again meanwhile stays."""
    used = {key for in_use in _users for key in in_use(keys)}
    for key in set(keys) - used:
        default_storage.delete(key)


def drop_bytes(raw_ids: Collection[int]) -> int:
    """Let the bytes of messages go. Their rows stay, so that the same bytes are still known."""
    contents = RawContent.objects.filter(pk__in=raw_ids).exclude(file=GONE)
    keys = list(contents.exclude(file="").values_list("file", flat=True))
    dropped = contents.update(compressed=None, file=GONE)
    RawMessage.objects.filter(pk__in=raw_ids).update(origin="", explanation="")
    release(keys)
    return dropped


def letters_to(person: Person) -> list[Outbound]:
    """What we wrote to a person, oldest first."""
    return [
        letter
        for letter in _letters_naming(person).order_by("pk")
        if any(_is_theirs(each, person) for name in _RECIPIENTS for each in getattr(letter, name))
    ]


def without(people: Sequence[Sequence[str]], person: Person) -> list[Sequence[str]]:
    """A list of [name, address] without those of this person."""
    return [each for each in people if not _is_theirs(each, person)]


def redact_letters(ids: Collection[int], redaction: Redaction) -> None:
    """Take names out of letters that are surely about their person."""
    for letter in Outbound.objects.filter(pk__in=ids):
        for name in ("subject", "text", "html", *_RECIPIENTS, "attachments"):
            setattr(letter, name, redaction.value(getattr(letter, name)))
        letter.save(update_fields=["subject", "text", "html", *_RECIPIENTS, "attachments"])


def _export(person: Person) -> Rows:
    return [
        {
            "at": letter.created_at.isoformat(),
            "state": letter.state,
            "from": letter.sender,
            "to": letter.to,
            "cc": letter.cc,
            "subject": letter.subject,
            "text": letter.text,
        }
        for letter in letters_to(person)
    ]


def _files(person: Person) -> Iterator[HeldFile]:
    for raw_id in _speaking_of(person, RawMessage.objects.quarantined().order_by()):
        name = f"quarantine/{raw_id}.eml"
        yield HeldFile(name, partial(intake.content_of, raw_id))


def _redact(person: Person) -> int:
    changed = _take_out_of_letters(person)
    changed += _rules_about(person).delete()[0]
    quarantined = _speaking_of(person, RawMessage.objects.quarantined().order_by())
    keys = RawContent.objects.filter(pk__in=quarantined).values_list("file", flat=True)
    release(list(keys))
    RawMessage.objects.filter(pk__in=quarantined).delete()
    # What waits to be understood came in after all of this was asked for: it is a new letter.
    others = RawMessage.objects.exclude(state=RawMessage.State.STORED)
    return changed + len(quarantined) + drop_bytes(_speaking_of(person, others))


def _rules_about(person: Person) -> SpamRuleQuerySet:
    """Spam rules that are their address and nothing else."""
    addresses = sorted(person.identifiers.addresses)
    return SpamRule.objects.filter(field=SpamRule.Field.SENDER, words__in=addresses)


def _take_out_of_letters(person: Person) -> int:
    """Nothing goes to them any more; what has left names them no longer."""
    changed = 0
    for letter in _letters_naming(person).select_for_update():
        before = [getattr(letter, name) for name in _RECIPIENTS]
        after = [without(each, person) for each in before]
        if after == before:
            continue
        for name, left in zip(_RECIPIENTS, after, strict=True):
            setattr(letter, name, left)
        if letter.state in _PENDING and not letter.to:
            letter.state = Outbound.State.CANCELLED
            alarms.cancel(DUE, letter)
        letter.save(update_fields=["state", *_RECIPIENTS])
        changed += 1
    return changed


def _letters_naming(person: Person) -> Any:
    """Letters with one of their addresses among the recipients, or something like it."""
    addresses = person.identifiers.addresses
    if not addresses:
        return Outbound.objects.none()
    pattern = "|".join(re.escape(each) for each in sorted(addresses))
    rows = Outbound.objects.annotate(
        **{f"{name}_text": Cast(name, TextField()) for name in _RECIPIENTS}
    )
    found = Q()
    for name in _RECIPIENTS:
        found |= Q(**{f"{name}_text__iregex": pattern})
    return rows.filter(found)


def _is_theirs(each: Sequence[str], person: Person) -> bool:
    return bool(each) and str(each[-1]).lower() in person.identifiers.addresses


def _speaking_of(person: Person, messages: Any) -> list[int]:
    """Those of these raw messages whose bytes name the person."""
    found: list[int] = []
    contents = RawContent.objects.filter(message__in=messages).exclude(file=GONE).order_by("pk")
    last = 0
    while step := list(contents.filter(pk__gt=last).values_list("pk", flat=True)[:_STEP]):
        last = step[-1]
        for raw_id in step:
            try:
                if person.redaction.is_in(intake.content_of(raw_id)):
                    found.append(raw_id)
            except FileNotFoundError:
                _log.warning("bytes of a message are gone", raw=raw_id)
    return found


def _keys_in_use(keys: Collection[str]) -> Iterator[str]:
    yield from RawContent.objects.filter(file__in=keys).values_list("file", flat=True)
    yield from Brand.objects.filter(logo__in=keys).values_list("logo", flat=True)
    for attached in Outbound.objects.exclude(attachments=[]).values_list("attachments", flat=True):
        yield from (each[2] for each in attached if each[2] in keys)


files_used_by(_keys_in_use)
HOLDER = Holder("channels", _export, _redact, files=_files)

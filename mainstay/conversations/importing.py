"""Bringing mail that lies on a disk into the desk: safe to stop anywhere and to run again."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from mainstay.channels import intake
from mainstay.channels.email.sources import Source
from mainstay.channels.models import RawMessage
from mainstay.channels.spam_rules.signs import at_work
from mainstay.conversations.actions.receiving import Outcome
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Message
from mainstay.conversations.reading import Understood
from mainstay.conversations.reading_ahead import Reader
from mainstay.core.boundary import retrying

UNREADABLE_FILE = "unreadable_file"
"""The cause that is counted for a file without any bytes that could be kept."""

_MOST = 50
_LARGEST = 8 * 1024 * 1024


@dataclass(frozen=True)
class Fate:
    """What became of one stored message. The conversation is None where it is not known."""

    outcome: Outcome | Literal["quarantined"]
    conversation_id: int | None = None
    cause: str = ""


def fate_of(
    raw_id: int, content: bytes | None = None, understood: Understood | None = None
) -> Fate:
    """Take in a stored message, unless that has happened, and say what became of it.

    It may have happened elsewhere: in a worker at the same time, or in a try of our own whose
    answer was lost with the database.
    """
    return retrying(partial(_taken_in, raw_id, content, understood))


@dataclass
class Tally:
    """What became of what was read. Each source counts once, so the rest adds up to `read`."""

    read: int = 0
    conversations: int = 0
    appended: int = 0
    duplicates: int = 0
    quarantined: Counter[str] = field(default_factory=Counter)

    @property
    def settled(self) -> int:
        """Those whose fate is known: what was read and is still waiting is missing."""
        aside = sum(self.quarantined.values())
        return self.conversations + self.appended + self.duplicates + aside


def import_mail(sources: Iterable[Source], reader: Reader | None = None) -> Iterator[Tally]:
    """Take in every message, in the order given. Yields the running tally after each step.

    Messages are stored and committed in batches before any of them is understood, so whatever
    was read survives a crash at any point. Bytes that were kept before count as duplicates.
    Whoever imports several times may give a `reader` for all of them.
    """
    if reader is None:
        with Reader() as reader:
            yield from import_mail(sources, reader)
        return
    tally = Tally()
    newest = _newest()
    yield tally
    for batch in _batches(sources):
        tally.read += len(batch)
        if unread := sum(source.raw is None for source in batch):
            tally.quarantined[UNREADABLE_FILE] += unread
        arrived = [(source.raw, source.file) for source in batch if source.raw is not None]
        stored = retrying(partial(intake.store_all, arrived, source="import"))

        # Not `is_new`: a commit whose answer was lost is tried again and finds its own rows.
        # Ids only grow, so what was kept before this batch has a smaller one.
        fresh: dict[int, bytes] = {}
        for (raw, _file), each in zip(arrived, stored, strict=True):
            if each.raw_id > newest and each.raw_id not in fresh:
                fresh[each.raw_id] = raw
            else:
                tally.duplicates += 1
        newest = max([newest, *fresh])

        readings = reader.read_all(list(fresh.values()), retrying(at_work))
        for (raw_id, raw), understood in zip(fresh.items(), readings, strict=True):
            _count(tally, fate_of(raw_id, raw, understood))
            yield tally
    yield tally


def keep_plans() -> None:
    """Let every statement of an import be planned once: other work keeps those of hot pages only.

    Called before an import, outside of any transaction.
    """
    if settings.ENV.keeps_plans:
        connection.settings_dict["OPTIONS"]["server_side_binding"] = True
        connection.close()


def take_in_left() -> Iterator[int]:
    """Take in what was stored and never understood, as by a run that was killed. Yields ids."""
    seen = 0
    while ids := retrying(partial(intake.waiting, after=seen)):
        for seen in ids:
            fate_of(seen)
            yield seen


def _newest() -> int:
    found = retrying(lambda: RawMessage.objects.aggregate(newest=Max("pk")))
    return found["newest"] or 0


def _batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += len(source.raw or b"")
        if len(batch) >= _MOST or size >= _LARGEST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _count(tally: Tally, fate: Fate) -> None:
    if fate.outcome == "quarantined":
        tally.quarantined[fate.cause] += 1
    elif fate.outcome == "duplicate":
        tally.duplicates += 1
    elif fate.outcome == "conversation":
        tally.conversations += 1
    else:
        tally.appended += 1


def _taken_in(raw_id: int, content: bytes | None, understood: Understood | None) -> Fate:
    while True:
        if received := take_in(raw_id, content, understood):
            return Fate(received.outcome, received.conversation_id)
        if fate := _known_fate(raw_id):
            return fate


@transaction.atomic
def _known_fate(raw_id: int) -> Fate | None:
    """What it is by now. Waits for whoever is at it; None when they left it as it was."""
    raw = RawMessage.objects.select_for_update().get(pk=raw_id)
    match raw.state:
        case RawMessage.State.STORED:
            return None
        case RawMessage.State.QUARANTINED:
            return Fate("quarantined", cause=raw.cause)
        case RawMessage.State.DUPLICATE:
            return Fate("duplicate")
    message = Message.objects.get(raw_id=raw_id)
    earlier = Message.objects.filter(conversation=message.conversation_id, pk__lt=message.pk)
    outcome: Outcome = "appended" if earlier.exists() else "conversation"
    return Fate(outcome, message.conversation_id)

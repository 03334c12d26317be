"""Raw messages: stored before they are understood, and set aside when they cannot be."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import zstandard
from django.db import connection, transaction

from mainstay.channels import events, files
from mainstay.channels.models import Mailbox, RawContent, RawMessage
from mainstay.core.actor import System
from mainstay.core.clock import now
from mainstay.core.log import record
from mainstay.core.prepared import keeping

IN_TABLE = 1024 * 1024
"""Bytes up to which a raw message is kept in the database; a larger one is a file."""

# Written out, because every message needs them: the ORM would take longer to make these
# sentences than the database to do what they say.
_COLUMNS = [each.attname for each in RawMessage._meta.concrete_fields]
_CLAIM = (
    f"SELECT {', '.join(_COLUMNS)}"  # noqa: S608
    " FROM channels_rawmessage WHERE id = %s AND state = 'stored' FOR UPDATE SKIP LOCKED"
)
_MARK = (
    "UPDATE channels_rawmessage SET state = %s, is_beginning = %s, cause = '', explanation = '',"
    " attempts = attempts + 1 WHERE id = %s"
)

_compressor = zstandard.ZstdCompressor(level=3)
_next: list[Any] = []


@dataclass(frozen=True)
class Stored:
    """`is_new` is False for bytes that were here already."""

    raw_id: int
    is_new: bool


def store(raw: bytes, *, source: str, origin: str = "", mailbox: Mailbox | None = None) -> Stored:
    """Keep one message as it arrived. The same bytes are kept once."""
    return store_all([(raw, origin)], source=source, mailbox=mailbox)[0]


@transaction.atomic
def store_all(
    arrived: Sequence[tuple[bytes, str]],
    *,
    source: str,
    mailbox: Mailbox | None = None,
    channel: str = "email",
) -> list[Stored]:
    """Keep several messages, given as (bytes, origin), in one transaction. Order is kept."""
    rows = [
        RawMessage(
            channel=channel,
            sha256=hashlib.sha256(raw).hexdigest(),
            size=len(raw),
            source=source,
            origin=origin[:500],
            mailbox=mailbox,
            received_at=now(),
        )
        for raw, origin in arrived
    ]
    _queue_up([row.sha256 for row in rows])
    known = _ids([row.sha256 for row in rows])
    fresh = {row.sha256: row for row in rows if row.sha256 not in known}
    RawMessage.objects.bulk_create(fresh.values())
    ids = known | {sha256: row.pk for sha256, row in fresh.items()}

    contents = {}
    for (raw, _origin), row in zip(arrived, rows, strict=True):
        if row.sha256 in fresh:
            contents[row.sha256] = _content(ids[row.sha256], raw)
    RawContent.objects.bulk_create(contents.values())

    results = []
    for row in rows:
        results.append(Stored(ids[row.sha256], fresh.pop(row.sha256, None) is not None))
    return results


def passed_on_to(job: Any) -> None:
    """Name the job that takes in what was stored. It is given `raw_ids`. Said once, from above."""
    _next.append(job)


def pass_on(raw_ids: Sequence[int], *, in_turn: str = "") -> None:
    """Queue the taking in of stored messages, in the transaction that stores them.

    What is passed on with the same words of `in_turn` is taken in one after the other.
    """
    if raw_ids:
        for job in _next:
            job.configure(lock=in_turn or None).defer(raw_ids=list(raw_ids))


def content_of(raw_id: int) -> bytes:
    """The bytes as they arrived."""
    return arrived(raw_id)[1]


def arrived(raw_id: int) -> tuple[str, bytes]:
    """By which channel a message came, and its bytes."""
    content = RawContent.objects.select_related("message").get(pk=raw_id)
    if content.compressed is None:
        return content.message.channel, files.read(content.file)
    return content.message.channel, zstandard.decompress(bytes(content.compressed))


def beginnings_of(raw_ids: Sequence[int], length: int) -> dict[int, bytes]:
    """At most `length` first bytes of each of these messages: enough to see what they are."""
    found = RawContent.objects.filter(pk__in=raw_ids).values_list("pk", "compressed", "file")
    return {pk: _beginning(compressed, file, length) for pk, compressed, file in found}


def waiting(*, after: int = 0, before: datetime | None = None, limit: int = 100) -> list[int]:
    """Ids of stored messages that nobody has understood yet, oldest first, above `after`.

    With `before` only those that have waited since then or longer.
    """
    rows = RawMessage.objects.filter(state=RawMessage.State.STORED, pk__gt=after).order_by("id")
    if before is not None:
        rows = rows.filter(received_at__lt=before)
    return list(rows.values_list("pk", flat=True)[:limit])


def still_waiting(raw_ids: Sequence[int]) -> list[int]:
    """Those of these messages that nobody has understood yet, oldest first."""
    waiting = RawMessage.objects.filter(state=RawMessage.State.STORED, pk__in=raw_ids)
    return list(waiting.order_by("id").values_list("pk", flat=True))


def claim(raw_id: int) -> RawMessage | None:
    """Lock a message that still waits; None when it was taken or another process has it.

    Its mailbox comes with it.
    """
    with keeping() as cursor:
        cursor.execute(_CLAIM, [raw_id])
        row = cursor.fetchone()
    if row is None:
        return None
    raw = RawMessage.from_db(connection.alias, _COLUMNS, row)
    if raw.mailbox_id is not None:
        raw.mailbox = Mailbox.objects.get(pk=raw.mailbox_id)
    return raw


def mark(raw: RawMessage, state: str, *, is_beginning: bool | None = None) -> None:
    """Say what became of a claimed message, and whether a conversation began with it."""
    raw.state, raw.is_beginning = state, is_beginning
    with keeping() as cursor:
        cursor.execute(_MARK, [state, is_beginning, raw.pk])


@transaction.atomic
def quarantine(raw_id: int, cause: str, explanation: str) -> RawMessage:
    """Set a message aside with its cause. Its bytes stay, to be tried again or taken out."""
    raw = RawMessage.objects.select_for_update().get(pk=raw_id)
    if raw.state != RawMessage.State.STORED:
        return raw
    raw.state, raw.cause, raw.explanation = RawMessage.State.QUARANTINED, cause, explanation
    raw.attempts += 1
    raw.save(update_fields=["state", "cause", "explanation", "attempts"])
    record(events.QUARANTINED, raw, by=System("mail"), cause=cause)
    return raw


def release(raw: RawMessage) -> bool:
    """Let a quarantined message wait to be understood again. False when it is not quarantined."""
    quarantined = RawMessage.objects.filter(pk=raw.pk, state=RawMessage.State.QUARANTINED)
    changed = quarantined.update(state=RawMessage.State.STORED, cause="", explanation="")
    return bool(changed)


def _queue_up(hashes: Sequence[str]) -> None:
    """Wait for whoever stores the same bytes right now: to one of us they are new.

    Locks are taken in one order, so that two who share several never wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(key) FROM ("
            " SELECT DISTINCT hashtextextended(hash, 4600111) AS key"
            " FROM unnest(%s::text[]) AS hash ORDER BY key) AS locks",
            [list(hashes)],
        )


def _beginning(compressed: bytes | memoryview | None, file: str, length: int) -> bytes:
    if compressed is None:
        return files.beginning(file, length)
    with zstandard.ZstdDecompressor().stream_reader(bytes(compressed)) as reader:
        return reader.read(length)


def _ids(hashes: list[str]) -> dict[str, int]:
    return dict(RawMessage.objects.filter(sha256__in=hashes).values_list("sha256", "pk"))


def _content(raw_id: int, raw: bytes) -> RawContent:
    if len(raw) <= IN_TABLE:
        return RawContent(message_id=raw_id, compressed=_compressor.compress(raw))
    return RawContent(message_id=raw_id, file=files.keep(raw))

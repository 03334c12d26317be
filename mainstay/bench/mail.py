"""Mail coming in: stored, parsed, threaded, told as a fact; beside what the least would cost."""

import email
import resource
import time
from collections.abc import Callable, Iterator

from django.db import connection

from mainstay.bench.report import Result, result
from mainstay.channels.email.sources import Source
from mainstay.conversations.importing import import_mail, keep_plans
from mainstay.conversations.reading_ahead import Reader

_IN_TURN = 100
"""Ours and the floor alternate after so many, so that a busy moment of the machine hits both."""


def measure(mails: list[bytes], on_progress: Callable[[int], None]) -> Result:
    """Take in all mails in an empty desk. `on_progress` is told how many are done."""
    keep_plans()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (id bigserial PRIMARY KEY, raw bytea NOT NULL)")
    ours: list[float] = []
    floor: list[float] = []
    with Reader() as reader:
        list(reader.read_all(mails[:1]))  # loads the words of the languages, once in an import
        for start in range(0, len(mails), _IN_TURN):
            some = mails[start : start + _IN_TURN]
            floor += _floor(some)
            for took in _ours(some, start, reader):
                ours.append(took)
                on_progress(len(ours))
    return result("mail import", ours, floor, memory_mb=_memory_mb())


def _memory_mb() -> float:
    """The most that this process had, and the reader, which is the largest of those it started."""
    ours, reader = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (ours.ru_maxrss + reader.ru_maxrss) / 1024


def _ours(mails: list[bytes], number: int, reader: Reader) -> Iterator[float]:
    """What each took. The storing of a batch counts for the first of it."""
    sources = (Source(f"{number + at}.eml", raw) for at, raw in enumerate(mails))
    settled = 0
    began = time.perf_counter()
    for tally in import_mail(sources, reader):
        if tally.settled > settled:
            now = time.perf_counter()
            # Those that were here already are settled by the step that stores them.
            yield from [(now - began) / (tally.settled - settled)] * (tally.settled - settled)
            settled, began = tally.settled, now


def _floor(mails: list[bytes]) -> list[float]:
    """The standard library reads every part, and the raw bytes are inserted and committed."""
    connection.ensure_connection()
    plain = connection.connection
    took = []
    for raw in mails:
        began = time.perf_counter()
        for part in email.message_from_bytes(raw).walk():
            part.get_payload(decode=True)
        plain.execute("INSERT INTO bench_floor (raw) VALUES (%s)", [raw])
        took.append(time.perf_counter() - began)
    return took

"""Promises that only load can break: no fact is skipped, no alarm is lost, doubled or late."""

import random
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from mainstay.core.log import record
from mainstay.core.models import Alarm, Event
from mainstay.core.projections import Projection, catch_up

from . import clocks
from .conftest import US

pytestmark = pytest.mark.sql

WRITERS = 16
SMALL, LONG = pytest.param(1, id="small"), pytest.param(20, id="long", marks=pytest.mark.long)


class Crash(Exception):
    """A reader dies in the middle of its transaction."""


@pytest.fixture
def seen_table(committed):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE seen (event_id bigint)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE seen")


def write(mailbox, knocked, transactions, committed, seed):
    """Transactions of one to three facts, slow to commit; every fifth is rolled back."""
    chance = random.Random(seed)
    for _n in range(transactions):
        with transaction.atomic():
            written = []
            for _fact in range(chance.randint(1, 3)):
                written.append(record(knocked, mailbox, by=US, times=seed).pk)
                time.sleep(chance.random() * 0.02)
            is_kept = chance.random() > 0.2
            transaction.set_rollback(not is_kept)
        if is_kept:
            committed.extend(written)


def read(reader, is_over, crashes):
    """Read on until everybody has written and everything is read; crash now and then."""
    until = float("inf")
    while True:
        was_over = is_over.is_set()
        if was_over and until == float("inf"):
            until = time.monotonic() + 60
        try:
            if not catch_up(reader, limit=20):
                # A transaction of any other database on this server holds readers up, too.
                if was_over and (is_all_read() or time.monotonic() > until):
                    return
                time.sleep(0.005)
        except Crash:
            crashes.append(1)


def is_all_read():
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM core_event) <= (SELECT count(*) FROM seen)")
        return cursor.fetchone()[0]


def remember(chance):
    def apply(events):
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO seen VALUES (%s)", [(event.pk,) for event in events])
        if chance.random() < 0.1:
            raise Crash

    return apply


@pytest.mark.parametrize("times", [SMALL, LONG])
def test_a_projection_sees_every_committed_fact_once(seen_table, mailbox, knocked, times):
    committed, crashes, over = [], [], threading.Event()
    reader = Projection("proof", remember(random.Random(1)))
    writers = [
        threading.Thread(target=in_thread(write, mailbox, knocked, 20 * times, committed, seed))
        for seed in range(WRITERS)
    ]
    readers = [threading.Thread(target=in_thread(read, reader, over, crashes)) for _n in range(2)]
    for thread in writers + readers:
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    for thread in readers:
        thread.join()

    with connection.cursor() as cursor:
        cursor.execute("SELECT event_id FROM seen")
        seen = [event_id for (event_id,) in cursor.fetchall()]
    assert len(committed) > 300 * times
    assert Counter(seen) == Counter(committed)
    assert set(seen) == set(Event.objects.values_list("pk", flat=True))
    assert crashes
    print(f"{len(seen)} facts, {len(crashes)} crashes of a reader")  # noqa: T201


def in_thread(function, *arguments):
    def run():
        try:
            function(*arguments)
        finally:
            connections.close_all()

    return run


@pytest.mark.parametrize(
    ("pending", "due", "seconds"),
    [
        pytest.param(2_000, 150, 5, id="small"),
        pytest.param(100_000, 3_000, 60, id="long", marks=pytest.mark.long),
    ],
)
def test_an_alarm_rings_once_within_two_seconds(committed, pending, due, seconds):
    chance = random.Random(2)
    with clocks.running(3) as tickers:
        clocks.wait_for(lambda: clocks.at_work() == len(tickers))
        set_alarms(range(pending), [timezone.now() + timedelta(days=1)] * pending)
        begin = timezone.now() + timedelta(seconds=2)
        moments = [begin + timedelta(seconds=chance.random() * seconds) for _n in range(due)]
        set_alarms(range(pending, pending + due), moments)

        kills = 0
        while timezone.now() < begin + timedelta(seconds=seconds + 2.5):
            time.sleep(chance.uniform(0.1, 1.5))
            place = chance.randrange(len(tickers))
            tickers[place].kill()
            tickers[place].wait()
            tickers[place] = clocks.start()
            clocks.wait_for(lambda: clocks.at_work() == len(tickers))
            kills += 1

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (due->>1)::int, count(*)"
            " FROM procrastinate_jobs, jsonb_array_elements(args->'due') due"
            " WHERE task_name = 'core.ring_all' GROUP BY 1"
        )
        rang = dict(cursor.fetchall())
        cursor.execute(
            "SELECT extract(epoch FROM fired_at - due_at) FROM core_alarm"
            " WHERE fired_at IS NOT NULL ORDER BY 1"
        )
        late = [float(seconds) for (seconds,) in cursor.fetchall()]
    assert rang == dict.fromkeys(range(pending, pending + due), 1)
    assert Alarm.objects.filter(fired_at__isnull=True).count() == pending
    middle, most = late[len(late) // 2], late[int(len(late) * 0.99)]
    print(f"{kills} kills; late by {middle:.2f} s (median), {most:.2f} (p99), {late[-1]:.2f} (max)")  # noqa: T201
    assert late[0] >= 0
    assert late[-1] < 2


def set_alarms(subject_ids, moments):
    Alarm.objects.bulk_create(
        (
            Alarm(kind="proof", subject_kind="switch", subject_id=subject_id, due_at=moment)
            for subject_id, moment in zip(subject_ids, moments, strict=True)
        ),
        batch_size=5_000,
    )

"""The jobs of a dead worker go on, and old rows go away."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mainstay.core import jobs, once, upkeep
from mainstay.core.models import Alarm, FailedJob, OnceKey

from . import clocks
from .test_boundary import cut_off
from .test_ticker import ticker  # noqa: F401

pytestmark = pytest.mark.sql

ran = []
_troubles = []


@jobs.job("core.tests.remember")
def remember(*, word):
    if _troubles:
        _troubles.pop()()
    ran.append(word)


@pytest.fixture(autouse=True)
def _nothing_ran():
    ran.clear()
    _troubles.clear()


def ask(query, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return cursor.fetchall() if cursor.description else None


def claimed_by_a_worker(silent_for, attempts=0):
    """A job that a worker has begun, which gave its last sign of life some seconds ago."""
    remember.defer(word="payout")
    ask(
        "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - make_interval(secs => %s)) RETURNING id)"
        " UPDATE procrastinate_jobs SET status = 'doing', attempts = %s,"
        " worker_id = (SELECT id FROM worker)",
        silent_for,
        attempts,
    )


def test_the_job_of_a_dead_worker_is_done_by_another(work):
    claimed_by_a_worker(silent_for=upkeep.SILENCE + 5)
    assert upkeep.take_up_stalled() == 1
    work()
    assert ran == ["payout"]


def test_the_job_of_a_living_worker_is_left_alone(work):
    claimed_by_a_worker(silent_for=20)
    assert upkeep.take_up_stalled() == 0
    work()
    assert ran == []


def test_also_when_the_worker_is_not_even_known_any_more(work):
    claimed_by_a_worker(silent_for=20)
    ask("DELETE FROM procrastinate_workers")
    assert upkeep.take_up_stalled() == 1


def test_a_job_that_kills_its_workers_is_left_to_a_person(work):
    claimed_by_a_worker(silent_for=upkeep.SILENCE + 5, attempts=jobs.MAX_ATTEMPTS - 1)
    upkeep.take_up_stalled()
    failed = FailedJob.objects.waiting().get()
    assert (failed.job, failed.arguments) == ("core.tests.remember", {"word": "payout"})
    assert ask("SELECT status FROM procrastinate_jobs") == [("failed",)]
    assert upkeep.take_up_stalled() == 0


def test_the_ticker_sees_to_it(committed, request):
    claimed_by_a_worker(silent_for=upkeep.SILENCE + 5)
    request.getfixturevalue("ticker")
    status = "SELECT status::text FROM procrastinate_jobs WHERE task_name = %s"
    clocks.wait_for(lambda: ask(status, "core.tests.remember") == [("todo",)])
    clocks.wait_for(lambda: ask(status, "core.tidy") == [("todo",)])


def test_a_job_starts_anew_by_itself_when_the_database_is_lost(work):
    _troubles.append(cut_off)
    remember.defer(word="payout")
    work()
    assert ran == ["payout"]
    assert ask("SELECT status::text, attempts FROM procrastinate_jobs") == [("succeeded", 1)]


def test_old_jobs_keys_and_rung_alarms_are_deleted(work):
    remember.defer(word="old")
    work()
    ask("UPDATE procrastinate_events SET at = at - interval '4 days'")
    remember.defer(word="waits")
    past = timezone.now() - timedelta(days=31)
    for n in range(2):
        key = once.new_key()
        once.claim(key)
        OnceKey.objects.filter(pk=key).update(used_at=past if n else timezone.now())
        Alarm.objects.create(
            kind="proof", subject_kind="switch", subject_id=n, due_at=past,
            fired_at=past if n else None,
        )  # fmt: skip
    upkeep.tidy.func.__wrapped__()
    assert ask("SELECT args->>'word' FROM procrastinate_jobs") == [("waits",)]
    assert OnceKey.objects.count() == 1
    assert Alarm.objects.get().fired_at is None

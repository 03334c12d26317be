"""A row to speak of, kinds of facts and work that exist for one test, and a real worker."""

import asyncio
import threading
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from mainstay.core import alarms, events, jobs, projections, reactions, worklist
from mainstay.core.actor import System
from mainstay.core.models import Switch

US = System("test")


@pytest.fixture(autouse=True)
def _registries_as_before(monkeypatch):
    """What a test declares or registers is gone after it."""
    monkeypatch.setattr(events, "_kinds", dict(events._kinds))
    monkeypatch.setattr(worklist, "_kinds", dict(worklist._kinds))
    monkeypatch.setattr(alarms, "_ringing", dict(alarms._ringing))
    monkeypatch.setattr(projections, "_projections", {})
    monkeypatch.setattr(reactions, "_by_name", dict(reactions._by_name))
    by_kind = reactions._by_kind.copy()
    monkeypatch.setattr(
        reactions, "_by_kind", type(by_kind)(list, {k: list(v) for k, v in by_kind.items()})
    )


@pytest.fixture
def mailbox(db):
    """A row that facts, alarms and work can be about."""
    return Switch.objects.create(name="mailbox")


@pytest.fixture
def knocked():
    """A kind of fact."""
    return events.declare(
        "switch.knocked", "{actor} knocked {times} times", personal=(), facts=("times",)
    )


@pytest.fixture
def committed(transactional_db, monkeypatch):
    """What is written is there for other processes; a worker's threads end at once."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)


@pytest.fixture
def work(committed):
    """Let a real worker do everything that is queued now, whatever pause it was given."""

    def run():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
        asyncio.run(_work_off())

    return run


@pytest.fixture
def queued(db):
    """The names of the jobs that wait."""

    def names():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
            )
            return cursor.fetchall()

    return names


@contextmanager
def beside(work):
    """Do something in a thread, with a database connection of its own."""
    failures = []

    def run():
        try:
            work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    yield thread
    thread.join(30)
    assert not thread.is_alive()
    assert not failures, failures


async def _work_off():
    worker = jobs.worker_app()
    async with worker.open_async():
        await worker.run_worker_async(
            wait=False, install_signal_handlers=False, listen_notify=False
        )

"""What nobody asks for and everybody needs: jobs of dead workers go on, old rows go away."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.sql import queries

from mainstay.core import jobs
from mainstay.core.clock import now
from mainstay.core.models import Alarm, OnceKey

SILENCE = 60
"""Seconds without a sign of life after which a worker counts as dead; it gives one every 10."""

KEEP_JOBS = timedelta(days=3)
KEEP_ONCE_KEYS = timedelta(days=7)
KEEP_RUNG_ALARMS = timedelta(days=30)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Chore:
    """Something the clock does every `seconds`. It is quick: what takes longer it queues."""

    do: Callable[[], object]
    seconds: float


_chores: list[Chore] = []


def every(seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a chore of a module."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        _chores.append(Chore(function, seconds))
        return function

    return register


def chores() -> tuple[Chore, ...]:
    return tuple(_chores)


def queue_once(job: Any) -> None:
    """Queue a job unless it waits already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.configure(queueing_lock=job.name).defer()


@every(30)
@transaction.atomic
def take_up_stalled() -> int:
    """Queue the jobs again whose worker died. Returns how many; nobody else would do it.

    A job that has killed its worker too often is left to a person, as any that fails for good.
    """
    stalled = _ask(
        "select_stalled_jobs_by_heartbeat",
        seconds_since_heartbeat=SILENCE,
        queue=None,
        task_name=None,
    )
    for job in stalled:
        tries = job["attempts"] + 1
        _log.warning("job of a dead worker", job=job["task_name"], tries=tries)
        if tries < jobs.MAX_ATTEMPTS:
            _do(
                "retry_job",
                job_id=job["id"],
                retry_at=now(),
                new_priority=None,
                new_queue_name=None,
                new_lock=None,
            )
        else:
            arguments = json.loads(job["args"])
            jobs.leave_to_a_person(job["task_name"], arguments, tries, "Its worker died.")
            _do("finish_job", job_id=job["id"], status="failed", delete_job=False)
    return len(stalled)


@jobs.job("core.tidy", queue="upkeep")
def tidy() -> None:
    """Delete what nobody will ask for any more."""
    hours = int(KEEP_JOBS.total_seconds() // 3600)
    statuses = ["succeeded", "cancelled", "aborted", "failed"]
    _do("delete_old_jobs", nb_hours=hours, statuses=statuses, queue=None)
    OnceKey.objects.filter(used_at__lt=now() - KEEP_ONCE_KEYS).delete()
    Alarm.objects.filter(fired_at__lt=now() - KEEP_RUNG_ALARMS).delete()


@every(3600)
def queue_tidying() -> None:
    queue_once(tidy)


# The library's own queries, by Django's connection: its functions for them want an event loop.
def _ask(query: str, **arguments: Any) -> list[dict[str, Any]]:
    return app.connector.get_sync_connector().execute_query_all(queries[query], **arguments)


def _do(query: str, **arguments: Any) -> None:
    app.connector.get_sync_connector().execute_query(queries[query], **arguments)

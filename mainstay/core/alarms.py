"""Alarms: promises, undo windows, snoozes, retries. No other clock engine stands beside this."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from django.db import connection, models, transaction

from mainstay.core import jobs
from mainstay.core.boundary import is_lost
from mainstay.core.clock import now
from mainstay.core.log import kind_of
from mainstay.core.models import Alarm
from mainstay.core.planned import put
from mainstay.core.prepared import keeping

Ring = Callable[[int, str], None]
_ringing: dict[str, Ring] = {}

BATCH = 500

_AT_ONCE = 4
"""Jobs for what is due at one moment: as many as a worker does at once."""

_SECONDS = 1.0
"""After so long the rest of a job's alarms ring by jobs of their own: one of them is slow."""

_log = structlog.get_logger(__name__)


def alarm(kind: str) -> Callable[[Ring], Ring]:
    """Register what happens when an alarm of this kind is due: a function of subject id and step.

    It asks first whether the alarm still holds: the subject may have moved on meanwhile.
    """

    def register(function: Ring) -> Ring:
        _ringing[kind] = function
        return function

    return register


def set_alarm(kind: str, subject: models.Model, due_at: datetime, *, step: str = "") -> None:
    """Ring at `due_at`. One alarm per subject, kind and step: setting it again moves it."""
    if kind not in _ringing:
        raise ValueError(f"Nothing rings for {kind}.")
    alarm = Alarm(
        kind=kind,
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        step=step,
        due_at=due_at,
        set_at=now(),
    )
    put(alarm, unique=("subject_kind", "subject_id", "kind", "step"))


def cancel(kind: str, subject: models.Model, *, step: str | None = None) -> int:
    """Take back alarms that have not rung. Returns how many."""
    text = (
        "DELETE FROM core_alarm WHERE fired_at IS NULL"
        " AND kind = %s AND subject_kind = %s AND subject_id = %s"
    )
    values = [kind, kind_of(subject), subject.pk]
    with keeping() as cursor:
        if step is None:
            cursor.execute(text, values)
        else:
            cursor.execute(f"{text} AND step = %s", [*values, step])
        return int(cursor.rowcount)


@transaction.atomic
def fire_due(limit: int = BATCH) -> int:
    """Ring what is due, the longest due first. Returns how many rang.

    Marking them and queueing their jobs is one transaction, so each rings once however many
    tickers run and wherever they die.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE core_alarm SET fired_at = clock_timestamp()
            WHERE id = ANY(ARRAY(
                SELECT id FROM core_alarm
                WHERE fired_at IS NULL AND due_at <= clock_timestamp()
                ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED
            ))
            RETURNING kind, subject_id, step
            """,
            [limit],
        )
        rung = cursor.fetchall()
    if rung:
        size = -(-len(rung) // _AT_ONCE)
        ring_all.batch_defer(
            *({"due": rung[start : start + size]} for start in range(0, len(rung), size))
        )
    return len(rung)


@jobs.job("core.ring_all", queue="alarms")
def ring_all(*, due: Sequence[tuple[str, int, str]]) -> None:
    """Ring one after another: a job for each would cost more than most of them do.

    What fails is tried again by a job of its own, and so is what would wait for a slow one.
    """
    until = time.monotonic() + _SECONDS
    for kind, subject_id, step in due:
        if time.monotonic() < until:
            try:
                _ringing[kind](subject_id, step)
                continue
            except Exception as error:
                if is_lost(error):
                    raise
                _log.warning("alarm failed", kind=kind, subject=subject_id, error=repr(error))
        ring.defer(kind=kind, subject_id=subject_id, step=step)


@jobs.job("core.ring", queue="alarms")
def ring(*, kind: str, subject_id: int, step: str) -> None:
    """Do what one alarm is for."""
    _ringing[kind](subject_id, step)

"""Alarms: promises, undo windows, snoozes, retries. No other clock engine stands beside this."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, models, transaction

from mainstay.core import jobs
from mainstay.core.clock import now
from mainstay.core.log import kind_of
from mainstay.core.models import Alarm

Ring = Callable[[int, str], None]
_ringing: dict[str, Ring] = {}

BATCH = 500


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
    Alarm.objects.bulk_create(
        [
            Alarm(
                kind=kind,
                subject_kind=kind_of(subject),
                subject_id=subject.pk,
                step=step,
                due_at=due_at,
                set_at=now(),
            )
        ],
        update_conflicts=True,
        unique_fields=["subject_kind", "subject_id", "kind", "step"],
        update_fields=["due_at", "fired_at", "set_at"],
    )


def cancel(kind: str, subject: models.Model, *, step: str | None = None) -> int:
    """Take back alarms that have not rung. Returns how many."""
    pending = Alarm.objects.filter(
        kind=kind, subject_kind=kind_of(subject), subject_id=subject.pk, fired_at__isnull=True
    )
    if step is not None:
        pending = pending.filter(step=step)
    return pending.delete()[0]


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
        ring.batch_defer(
            *(
                {"kind": kind, "subject_id": subject_id, "step": step}
                for kind, subject_id, step in rung
            )
        )
    return len(rung)


@jobs.job("core.ring", queue="alarms")
def ring(*, kind: str, subject_id: int, step: str) -> None:
    """Do what an alarm is for."""
    _ringing[kind](subject_id, step)

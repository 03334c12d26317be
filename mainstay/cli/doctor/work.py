"""What runs and what waits: clock, worker, jobs, and what needs a person."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection

from mainstay.channels.models import Outbound, RawMessage
from mainstay.cli.doctor.finding import Finding, attention, broken, ok
from mainstay.core.clock import now
from mainstay.core.models import Alarm, FailedJob, Switch
from mainstay.core.ticker import is_leased

_LATE = timedelta(minutes=1)
_SLOW = timedelta(minutes=5)

# A worker tells every ten seconds that it is alive.
_JOBS = """
    SELECT
        (SELECT count(*) FROM procrastinate_workers
          WHERE last_heartbeat > now() - interval '1 minute'),
        count(*) FILTER (WHERE status = 'todo'),
        count(*) FILTER (WHERE status = 'todo' AND greatest(scheduled_at, (
            SELECT min(at) FROM procrastinate_events WHERE job_id = procrastinate_jobs.id
        )) < now() - %s * interval '1 second'),
        count(*) FILTER (WHERE status = 'doing' AND NOT EXISTS (
            SELECT FROM procrastinate_workers AS worker WHERE worker.id = worker_id
                AND last_heartbeat > now() - interval '1 minute'
        ))
    FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
"""


def examine() -> Iterator[Finding]:
    yield from _clock()
    yield from _worker()
    yield from _waiting_for_people()
    yield from _sending()


def _clock() -> Iterator[Finding]:
    late = Alarm.objects.filter(fired_at__isnull=True, due_at__lt=now() - _LATE)
    count = late.count()
    if not is_leased():
        waiting = f" {count} alarms are late." if count else ""
        yield attention("clock", f"No clock runs.{waiting} Start: mainstay up (or mainstay clock)")
    elif count:
        yield broken("clock", f"{count} alarms are late although a clock runs. Read its log.")
    else:
        yield ok("clock", "The clock runs and no alarm is late.")


def _worker() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_JOBS, [_SLOW.total_seconds()])
        workers, todo, slow, stalled = cursor.fetchone()
    if not workers:
        yield attention(
            "worker", f"No worker runs; {todo} jobs wait. Start: mainstay up (or mainstay worker)"
        )
    elif slow:
        yield broken(
            "worker",
            f"{slow} jobs have waited for more than five minutes although a worker runs. "
            "Read its log, or start more workers.",
        )
    else:
        yield ok("worker", f"{workers} at work, {todo} jobs wait.")
    if stalled:
        yield attention(
            "worker",
            f"{stalled} jobs belong to a worker that is gone. A running one takes them up.",
        )


def _waiting_for_people() -> Iterator[Finding]:
    if failed := FailedJob.objects.waiting().count():
        yield attention("work", f"{failed} jobs failed for good. Look at them in Settings.")
    if aside := RawMessage.objects.not_understood().count():
        yield attention("work", f"{aside} messages were set aside. Look at the quarantine page.")
    if waiting := RawMessage.objects.filter(
        state=RawMessage.State.STORED, received_at__lt=now() - _SLOW
    ).count():
        yield attention(
            "work",
            f"{waiting} messages are kept but not taken in yet. A worker or the next "
            "mainstay mail import does it.",
        )


def _sending() -> Iterator[Finding]:
    if switch := Switch.objects.filter(name="sending", is_off=True).first():
        yield attention(
            "sending", f"Mail is held back: {switch.reason}. Let it go with: mainstay sending on"
        )
    unsent = Outbound.objects.filter(state__in=[Outbound.State.FAILED, Outbound.State.UNCERTAIN])
    if count := unsent.count():
        yield attention("sending", f"{count} replies did not leave. Their conversations say why.")

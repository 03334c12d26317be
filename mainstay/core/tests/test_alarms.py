"""An alarm rings once, when it is due, and not when it was taken back."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mainstay.core import alarms
from mainstay.core.models import Alarm, FailedJob

pytestmark = pytest.mark.sql

PAST, FUTURE = timedelta(seconds=-5), timedelta(hours=1)


@pytest.fixture
def rung():
    """What rang, as (subject id, step)."""
    heard = []

    @alarms.alarm("mailbox.reminder")
    def remind(subject_id, step):
        heard.append((subject_id, step))

    return heard


def set_reminder(mailbox, after, **more):
    alarms.set_alarm("mailbox.reminder", mailbox, timezone.now() + after, **more)


def test_it_rings_when_it_is_due(mailbox, rung, deliver):
    set_reminder(mailbox, PAST)
    deliver()
    assert rung == [(mailbox.pk, "")]


def test_it_does_not_ring_before(mailbox, rung, deliver):
    set_reminder(mailbox, FUTURE)
    deliver()
    assert rung == []


def test_it_rings_once(mailbox, rung, deliver):
    set_reminder(mailbox, PAST)
    deliver()
    deliver()
    assert len(rung) == 1


def test_the_longest_due_rings_first(mailbox, rung):
    set_reminder(mailbox, PAST, step="late")
    set_reminder(mailbox, PAST * 2, step="later")
    assert alarms.fire_due(limit=1) == 1
    assert Alarm.objects.get(fired_at__isnull=False).step == "later"


def test_setting_it_again_moves_it(mailbox, rung, deliver):
    set_reminder(mailbox, PAST)
    set_reminder(mailbox, FUTURE)
    deliver()
    assert rung == []
    assert Alarm.objects.count() == 1


def test_setting_it_again_after_it_rang_lets_it_ring_again(mailbox, rung, deliver):
    set_reminder(mailbox, PAST)
    deliver()
    set_reminder(mailbox, PAST)
    deliver()
    assert len(rung) == 2


def test_steps_ring_apart(mailbox, rung, deliver):
    set_reminder(mailbox, PAST, step="half time")
    set_reminder(mailbox, PAST, step="late")
    deliver()
    assert sorted(rung) == [(mailbox.pk, "half time"), (mailbox.pk, "late")]


def test_taken_back_it_does_not_ring(mailbox, rung, deliver):
    set_reminder(mailbox, PAST, step="half time")
    set_reminder(mailbox, PAST, step="late")
    assert alarms.cancel("mailbox.reminder", mailbox, step="late") == 1
    deliver()
    assert rung == [(mailbox.pk, "half time")]


def test_what_rang_cannot_be_taken_back(mailbox, rung):
    set_reminder(mailbox, PAST)
    alarms.fire_due()
    assert alarms.cancel("mailbox.reminder", mailbox) == 0


def test_an_unknown_kind_is_refused(mailbox):
    with pytest.raises(ValueError, match="Nothing rings"):
        alarms.set_alarm("mailbox.unheard", mailbox, timezone.now())


def test_a_ticker_that_dies_in_the_middle_leaves_it_due(committed, mailbox, rung, queued):
    set_reminder(mailbox, PAST)
    with transaction.atomic():
        assert alarms.fire_due() == 1
        transaction.set_rollback(True)
    assert queued() == []
    assert alarms.fire_due() == 1
    assert len(queued()) == 1


def test_a_worker_does_what_it_is_for(work, mailbox, rung):
    set_reminder(mailbox, PAST)
    alarms.fire_due()
    work()
    assert rung == [(mailbox.pk, "")]
    assert not FailedJob.objects.exists()


def test_many_that_are_due_ring_by_a_few_jobs(work, mailbox, rung, queued):
    for number in range(10):
        set_reminder(mailbox, PAST * (20 - number), step=str(number))
    alarms.fire_due()
    assert len(queued()) == 4
    work()
    assert sorted(rung) == [(mailbox.pk, str(number)) for number in range(10)]


def test_one_that_fails_is_tried_again_and_holds_up_no_other(work, mailbox, rung, queued):
    @alarms.alarm("mailbox.broken")
    def fail(_subject_id, _step):
        raise ValueError("broken")

    for number in range(10):
        kind = "mailbox.broken" if number == 3 else "mailbox.reminder"
        moment = timezone.now() + PAST * (20 - number)
        alarms.set_alarm(kind, mailbox, moment, step=str(number))
    alarms.fire_due()
    work()
    assert len(rung) == 9
    assert [name for name, _args in queued()] == ["core.ring"]


def test_what_would_wait_for_a_slow_one_rings_by_itself(work, monkeypatch, mailbox, rung, queued):
    for step in "abcdefgh":
        set_reminder(mailbox, PAST, step=step)
    monkeypatch.setattr(alarms, "_SECONDS", 0)
    alarms.fire_due()
    work()
    assert sorted(rung) == [(mailbox.pk, step) for step in "abcdefgh"]
    assert not FailedJob.objects.exists()


def test_it_finds_what_is_due_by_the_index(mailbox, rung):
    Alarm.objects.bulk_create(
        Alarm(
            kind="mailbox.reminder",
            subject_kind="switch",
            subject_id=n,
            due_at=timezone.now() + (PAST if n % 100 == 0 else FUTURE),
            fired_at=timezone.now() if n % 10 == 1 else None,
        )
        for n in range(5_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_alarm")
    with CaptureQueriesContext(connection) as asked:
        assert alarms.fire_due() == 50
    [query] = [each["sql"] for each in asked if "SKIP LOCKED" in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "alarm_pending" in plan
    assert "Seq Scan on core_alarm" not in plan

"""When this happened, do that: queued with the fact, retried alone, shown when it fails."""

import json

import pytest
from django.db import connection, transaction

from mainstay.core import actions, jobs
from mainstay.core.log import record
from mainstay.core.models import Event, FailedJob, Switch
from mainstay.core.reactions import reaction

from .conftest import US

pytestmark = pytest.mark.sql


class Ear:
    """Remembers the events that reached the reaction; fails while it is shut."""

    def __init__(self):
        self.events = []
        self.is_shut = False


@pytest.fixture
def heard(knocked):
    ear = Ear()

    @reaction(knocked)
    def hear(event):
        if ear.is_shut:
            raise ValueError("the door is shut")
        ear.events.append(event.pk)

    return ear


def test_it_is_queued_with_the_fact(mailbox, knocked, heard, queued):
    event = record(knocked, mailbox, by=US, times=1)
    [(job, arguments)] = queued()
    assert job == "core.react"
    assert json.loads(arguments)["event_id"] == event.pk


def test_it_vanishes_with_a_fact_that_is_rolled_back(committed, mailbox, knocked, heard, queued):
    with transaction.atomic():
        record(knocked, mailbox, by=US, times=1)
        transaction.set_rollback(True)
    assert queued() == []
    assert not Event.objects.exists()


def test_another_kind_of_fact_queues_nothing(db, heard, queued):
    actions.switch_off("sending", reason="", by=US)
    assert queued() == []


def test_a_worker_runs_it(work, mailbox, knocked, heard):
    event = record(knocked, mailbox, by=US, times=1)
    work()
    assert heard.events == [event.pk]


def test_facts_about_one_row_are_reacted_to_in_their_order(work, mailbox, knocked, heard):
    order = [record(knocked, mailbox, by=US, times=n).pk for n in range(5)]
    work()
    assert heard.events == order


def test_it_is_tried_again(work, mailbox, knocked, heard):
    event = record(knocked, mailbox, by=US, times=1)
    heard.is_shut = True
    work()
    assert heard.events == []
    assert not FailedJob.objects.exists()
    heard.is_shut = False
    work()
    assert heard.events == [event.pk]


def test_its_pauses_grow(work, mailbox, knocked, heard):
    record(knocked, mailbox, by=US, times=1)
    heard.is_shut = True
    pauses = []
    for _try in range(3):
        work()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT extract(epoch FROM scheduled_at - now()) FROM procrastinate_jobs"
            )
            pauses.append(round(float(cursor.fetchone()[0])))
    assert pauses == pytest.approx([4, 16, 64], abs=2)


def test_what_it_wrote_before_it_failed_is_rolled_back(work, mailbox, knocked):
    @reaction(knocked)
    def half(_event):
        Switch.objects.create(name="half")
        raise ValueError("no further")

    record(knocked, mailbox, by=US, times=1)
    work()
    assert not Switch.objects.filter(name="half").exists()


def test_a_fact_recorded_by_a_job_queues_its_reactions_in_the_jobs_transaction(
    work, mailbox, knocked, heard, queued
):
    @jobs.job("core.tests.record_and_fail")
    def record_and_fail():
        with transaction.atomic():
            record(knocked, mailbox, by=US, times=1)
            raise ValueError("after the fact")

    record_and_fail.defer()
    work()
    assert [job for job, _arguments in queued()] == ["core.tests.record_and_fail"]


def test_failing_for_good_is_left_to_a_person_once(work, mailbox, knocked, heard, queued):
    event = record(knocked, mailbox, by=US, times=1)
    heard.is_shut = True
    for _try in range(jobs.MAX_ATTEMPTS + 2):
        work()
    failed = FailedJob.objects.waiting().get()
    assert failed.attempts == jobs.MAX_ATTEMPTS
    assert failed.error == "ValueError: the door is shut"
    assert failed.arguments["event_id"] == event.pk
    assert failed.title.endswith("hear")
    assert queued() == []


def test_a_person_retries_it(work, mailbox, knocked, heard):
    event = record(knocked, mailbox, by=US, times=1)
    heard.is_shut = True
    for _try in range(jobs.MAX_ATTEMPTS):
        work()
    heard.is_shut = False
    actions.retry_job(FailedJob.objects.get(), by=US)
    actions.retry_job(FailedJob.objects.get(), by=US)
    work()
    assert heard.events == [event.pk]
    assert not FailedJob.objects.waiting().exists()
    assert Event.objects.filter(kind="failedjob.retried").count() == 1


def test_a_person_lets_it_go(db, queued):
    failed = FailedJob.objects.create(
        job="core.react", arguments={"reaction": "x", "event_id": 1}, attempts=8, error="no"
    )
    actions.drop_job(failed, by=US)
    actions.drop_job(failed, by=US)
    actions.retry_job(failed, by=US)
    assert not FailedJob.objects.waiting().exists()
    assert queued() == []
    assert [event.kind for event in Event.objects.all()] == ["failedjob.dropped"]

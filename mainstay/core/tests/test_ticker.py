"""The process that keeps time: one works, another takes over, none gives up."""

import signal
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mainstay.core import projections
from mainstay.core.log import record
from mainstay.core.models import Alarm, Event
from mainstay.core.ticker import Ticker

from . import clocks
from .conftest import US

pytestmark = pytest.mark.sql


def due(subject_id, after=0.0):
    return Alarm.objects.create(
        kind="proof",
        subject_kind="switch",
        subject_id=subject_id,
        due_at=timezone.now() + timedelta(seconds=after),
    )


def rang(alarm):
    return lambda: Alarm.objects.get(pk=alarm.pk).fired_at is not None


@pytest.fixture
def ticker(committed):
    """A ticker in a thread of this process, with a connection of its own."""
    ticker = Ticker()
    thread = threading.Thread(target=ticker.run)
    thread.start()
    yield ticker
    ticker.stop()
    thread.join(20)
    assert not thread.is_alive()


def test_a_second_one_takes_over_when_the_first_is_killed(committed):
    with clocks.running(1) as tickers:
        clocks.wait_for(lambda: clocks.leases() == 1)
        tickers.append(clocks.start())
        clocks.wait_for(rang(due(1)))
        tickers[0].kill()
        killed_at = time.monotonic()
        clocks.wait_for(rang(due(2)))
        assert tickers[1].poll() is None
        assert clocks.leases() == 1
        assert time.monotonic() - killed_at < 10


def test_it_stops_when_it_is_told(committed):
    with clocks.running(1) as tickers:
        clocks.wait_for(lambda: clocks.leases() == 1)
        tickers[0].send_signal(signal.SIGTERM)
        assert tickers[0].wait(10) == 0


def test_it_comes_back_when_its_connection_is_cut(ticker):
    clocks.wait_for(rang(due(1)))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {clocks.OUR_LEASE}")
    clocks.wait_for(rang(due(2)))


def test_a_projection_that_fails_delays_neither_alarms_nor_others(
    transactional_db, mailbox, knocked, ticker
):
    seen = []

    @projections.projection("broken")
    def fail(_events):
        raise ValueError("no further")

    @projections.projection("good")
    def read(events):
        seen.extend(event.pk for event in events)

    event = record(knocked, mailbox, by=US, times=1)
    clocks.wait_for(lambda: seen == [event.pk])
    clocks.wait_for(rang(due(1)))


def test_a_projection_that_is_far_behind_does_not_hold_up_alarms(
    transactional_db, mailbox, knocked, ticker
):
    fired_before = []

    @projections.projection("slow")
    def read(_events):
        fired_before.append(Alarm.objects.filter(fired_at__isnull=False).count())
        due(len(fired_before))

    facts = [
        Event(
            kind=knocked.name,
            subject_kind="switch",
            subject_id=mailbox.pk,
            actor_kind="system",
            actor_id="test",
        )
        for _n in range(2 * projections.BATCH + 1)
    ]
    Event.objects.bulk_create(facts)
    clocks.wait_for(lambda: len(fired_before) == 3)
    assert fired_before == [0, 1, 2]

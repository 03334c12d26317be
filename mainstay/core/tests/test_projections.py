"""Readers of the log: in commit order, in batches, and nothing is skipped."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mainstay.core import projections
from mainstay.core.log import record
from mainstay.core.models import Event, ProjectionPosition, Switch
from mainstay.core.projections import Projection, catch_up, projection

from . import clocks
from .conftest import US, beside

pytestmark = pytest.mark.sql


@pytest.fixture
def seen():
    return []


@pytest.fixture
def reader(seen):
    return Projection("reader", lambda events: seen.extend(event.pk for event in events))


def read_on(reader, **options):
    """Read on, when nothing older runs: tests beside this one have transactions on this server."""
    clocks.wait_for(_is_settled)
    return catch_up(reader, **options)


def _is_settled():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(xid::text::bigint), 0)"
            " < pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM core_event"
        )
        return cursor.fetchone()[0]


def knock(mailbox, knocked, times=1):
    return [record(knocked, mailbox, by=US, times=n).pk for n in range(times)]


def test_it_reads_each_fact_once(transactional_db, mailbox, knocked, reader, seen):
    first = knock(mailbox, knocked, 3)
    assert read_on(reader) == 3
    second = knock(mailbox, knocked, 2)
    assert read_on(reader) == 2
    assert catch_up(reader) == 0
    assert seen == first + second


def test_it_reads_in_batches(transactional_db, mailbox, knocked, reader, seen):
    all_of_them = knock(mailbox, knocked, 5)
    assert [read_on(reader, limit=2) for _turn in range(4)] == [2, 2, 1, 0]
    assert seen == all_of_them


def test_several_facts_of_one_transaction_may_fall_into_two_batches(
    transactional_db, mailbox, knocked, reader, seen
):
    with transaction.atomic():
        all_of_them = knock(mailbox, knocked, 3)
    assert [read_on(reader, limit=2) for _turn in range(3)] == [2, 1, 0]
    assert seen == all_of_them


def test_it_waits_for_a_transaction_that_began_earlier(
    transactional_db, mailbox, knocked, reader, seen
):
    has_written, may_commit = threading.Event(), threading.Event()
    early = []

    def write_slowly():
        with transaction.atomic():
            early.extend(knock(mailbox, knocked))
            has_written.set()
            assert may_commit.wait(20)

    with beside(write_slowly):
        assert has_written.wait(20)
        late = knock(mailbox, knocked)
        assert catch_up(reader) == 0
        may_commit.set()
    assert read_on(reader) == 2
    assert seen == early + late


def test_what_it_wrote_and_its_position_go_together(transactional_db, mailbox, knocked):
    def write_and_fail(events):
        Switch.objects.create(name="half")
        raise ValueError("no further")

    knock(mailbox, knocked)
    with pytest.raises(ValueError, match="no further"):
        read_on(Projection("reader", write_and_fail))
    assert not Switch.objects.filter(name="half").exists()
    assert not ProjectionPosition.objects.exclude(event_id=0).exists()


def test_two_processes_do_not_read_at_once(transactional_db, mailbox, knocked, reader, seen):
    knock(mailbox, knocked)
    read_on(reader)
    knock(mailbox, knocked)
    is_locked, may_go = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            ProjectionPosition.objects.select_for_update().get(pk="reader")
            is_locked.set()
            assert may_go.wait(20)

    with beside(hold):
        assert is_locked.wait(20)
        assert catch_up(reader) == 0
        may_go.set()
    assert read_on(reader) == 1


def test_each_has_its_own_position(transactional_db, mailbox, knocked, reader, seen):
    other = []
    knock(mailbox, knocked)
    read_on(reader)
    read_on(Projection("other", lambda events: other.extend(event.pk for event in events)))
    assert seen == other


def test_registering_it_by_name(seen):
    @projection("by name")
    def read(events):
        seen.extend(events)

    assert [each.name for each in projections.all_projections()] == ["by name"]


def test_after_a_restore_the_old_is_read_out_and_the_new_is_read_on(
    transactional_db, mailbox, knocked, seen
):
    @projection("reader")
    def read(events):
        seen.extend(event.pk for event in events)

    old = knock(mailbox, knocked, 3)
    Event.objects.update(xid=2**40)  # given out by another cluster
    projections.settle()
    assert seen == old
    new = knock(mailbox, knocked, 2)
    read_on(projections.all_projections()[0])
    assert seen == old + new


def test_a_new_projection_reads_the_log_from_its_beginning_after_a_restore(
    transactional_db, mailbox, knocked, reader, seen
):
    all_of_them = knock(mailbox, knocked, 2)
    projections.settle()
    all_of_them += knock(mailbox, knocked, 2)
    while read_on(reader, limit=1):
        pass
    assert seen == all_of_them


def test_it_finds_its_place_by_the_index(transactional_db, mailbox, knocked, reader):
    Event.objects.bulk_create(
        Event(
            kind=knocked.name,
            subject_kind="switch",
            subject_id=mailbox.pk,
            actor_kind="system",
            actor_id="test",
        )
        for _n in range(5_000)
    )
    while read_on(reader):
        pass
    knock(mailbox, knocked, 10)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_event")
    with CaptureQueriesContext(connection) as asked:
        assert read_on(reader) == 10
    [query] = [each["sql"] for each in asked if "core_event.id) >" in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "event_in_commit_order" in plan
    assert "Sort" not in plan

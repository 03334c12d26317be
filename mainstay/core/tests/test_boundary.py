"""Only the outermost boundary tries again, and only what trying again may help."""

import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)
from procrastinate.contrib.django import app

from mainstay.core.boundary import is_lost, let_go, retrying
from mainstay.core.models import Switch

pytestmark = pytest.mark.sql


@pytest.fixture
def database(transactional_db):
    """One that a test may leave with a dead connection."""
    yield
    let_go()


def cut_off():
    """End this connection from the server's side, as a failover does. Raises."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_it_tries_again_when_the_connection_was_lost(database):
    tries = []

    def work():
        tries.append(1)
        with transaction.atomic():
            Switch.objects.create(name="made")
            if len(tries) < 3:
                cut_off()
        return "done"

    assert retrying(work) == "done"
    assert len(tries) == 3
    assert Switch.objects.count() == 1


def test_it_sees_a_connection_that_the_job_library_lost(database):
    tries = []

    def work():
        tries.append(1)
        with transaction.atomic():
            if len(tries) == 1:
                with pytest.raises(OperationalError):
                    cut_off()
            app.configure_task("core.ring").defer(kind="", subject_id=0, step="")
            transaction.set_rollback(True)

    retrying(work)
    assert len(tries) == 2


def test_it_gives_up_when_its_patience_ends(database):
    tries = []

    def work():
        tries.append(1)
        cut_off()

    with pytest.raises(OperationalError):
        retrying(work, patience=0.5)
    assert len(tries) == 2


def test_other_errors_are_not_tried_again(database):
    tries = []

    def work():
        tries.append(1)
        Switch.objects.create(name="twice")
        Switch.objects.create(name="twice")

    with pytest.raises(IntegrityError):
        retrying(work)
    assert len(tries) == 1


def test_inside_of_a_transaction_nothing_is_tried_again(database):
    tries = []

    def work():
        tries.append(1)
        raise OperationalError("gone")

    with pytest.raises(OperationalError), transaction.atomic():
        retrying(work)
    assert len(tries) == 1


@pytest.mark.parametrize(
    "state", ["57P01", "57P02", "57P03", "25006", "40001", "40P01", "08006", "08003"]
)
def test_what_passes_with_a_failover(database, state):
    with pytest.raises(DatabaseError) as caught:
        raise_in_database(state)
    assert is_lost(caught.value)


@pytest.mark.parametrize("state", ["23505", "22021", "42P01", "57014", "53100"])
def test_what_stays_wrong(database, state):
    with pytest.raises(DatabaseError) as caught:
        raise_in_database(state)
    assert not is_lost(caught.value)


def test_errors_without_a_state():
    assert is_lost(OperationalError("connection refused"))
    assert is_lost(InterfaceError("the connection is closed"))
    assert not is_lost(ValueError("no database in it"))
    assert not is_lost(None)


def test_an_error_that_came_of_a_lost_connection(database):
    def look():
        try:
            cut_off()
        except DatabaseError as error:
            raise LookupError("no such row") from error

    with pytest.raises(LookupError) as caught:
        look()
    assert is_lost(caught.value)


def raise_in_database(state):
    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE SQLSTATE '{state}'; END $$")

"""What a database failover asks of the outermost boundary: retry the whole, once.

Only a request, a job and one message of an import retry. Nothing inside of them does: a part
that retries by itself would repeat half of a transaction.
"""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import psycopg
import structlog
from django.db import InterfaceError, OperationalError, connection, connections

Result = TypeVar("Result")

PATIENCE = 60.0
"""Seconds until we give up: an unplanned failover was measured at 20-25."""

_PAUSE = 0.25
_LONGEST_PAUSE = 2.0

# Connection errors, server shutting down or starting, a former primary that only reads,
# and two transactions that cannot both go on.
_PASSING = ("08", "57P01", "57P02", "57P03", "25006", "40001", "40P01")

_log = structlog.get_logger(__name__)


def is_lost(error: BaseException | None) -> bool:
    """Whether trying the whole transaction again may help, as after a failover."""
    for each in _behind(error):
        if isinstance(each, InterfaceError | psycopg.InterfaceError):
            return True
        if isinstance(each, psycopg.Error) and each.sqlstate:
            return each.sqlstate.startswith(_PASSING)
        if isinstance(each, psycopg.OperationalError):
            return True
        if isinstance(each, OperationalError) and each.__cause__ is None:
            return True
    return False


def retrying(work: Callable[[], Result], *, patience: float = PATIENCE) -> Result:
    """Run a whole unit of work, again from its start when the connection was lost.

    The outcome of a commit that was cut off is unknown, so the work carries a unique key of its
    own. After `patience` seconds the error is raised as it is. Inside of a transaction nothing
    is tried again: that is no outermost boundary.
    """
    if connection.in_atomic_block:
        return work()
    until = time.monotonic() + patience
    pause = _PAUSE
    while True:
        try:
            return work()
        except Exception as error:
            if not is_lost(error) or time.monotonic() + pause > until:
                raise
            _log.warning("database lost, trying again", error=str(error).strip(), pause=pause)
        let_go()
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def let_go() -> None:
    """Close this thread's connections, whatever state they are in."""
    for each in connections.all(initialized_only=True):
        each.needs_rollback = False
        each.in_atomic_block = False
        each.savepoint_ids = []
        each.atomic_blocks = []
        each.run_on_commit = []
        each.closed_in_transaction = False
        each.close()


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what caused it. The job library's errors lead around in a circle."""
    seen = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or error.__context__

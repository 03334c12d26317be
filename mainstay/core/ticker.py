"""The process that keeps time: rings alarms and lets projections read on.

One ticker works at a time, by an advisory lock that ends with its connection. Two would do no
harm (alarms are claimed, positions are locked), only work twice.
"""

import signal
import threading
import time
from types import FrameType

import structlog
from django.db import DatabaseError, InterfaceError, connection

from mainstay.core import alarms, projections
from mainstay.core.boundary import is_lost, let_go

_LEASE = 4_600_110_001
_PAUSE = 0.25
_log = structlog.get_logger(__name__)


class Ticker:
    """Ticks four times a second until it is told to stop."""

    def __init__(self) -> None:
        self._stopping = threading.Event()

    def run(self) -> None:
        """Tick until `stop()`. A lost database is waited for."""
        _log.info("clock started")
        while not self._stopping.is_set():
            try:
                self._tick()
            except (DatabaseError, InterfaceError) as error:
                if not is_lost(error):
                    raise
                _log.warning("clock lost the database", error=str(error).strip())
                let_go()
                time.sleep(1)
            self._stopping.wait(_PAUSE)
        let_go()

    def stop(self, *_signal: int | FrameType | None) -> None:
        self._stopping.set()

    def stop_on_signals(self) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def _tick(self) -> None:
        if not _holds_lease():
            self._stopping.wait(1)
            return
        while alarms.fire_due() and not self._stopping.is_set():
            pass
        for each in projections.all_projections():
            self._read_on(each)

    def _read_on(self, projection: projections.Projection) -> None:
        """One projection that fails delays neither alarms nor the others; it reads on later."""
        try:
            while projections.catch_up(projection) and not self._stopping.is_set():
                pass
        except Exception as error:
            if is_lost(error):
                raise
            _log.exception("projection failed", projection=projection.name)


def _holds_lease() -> bool:
    """Whether this connection is the one ticker. Asked each time: a lease ends with its session."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND pid = pg_backend_pid() AND classid = %s AND objid = %s)",
            [_LEASE >> 32, _LEASE & 0xFFFFFFFF],
        )
        if cursor.fetchone()[0]:
            return True
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LEASE])
        return bool(cursor.fetchone()[0])

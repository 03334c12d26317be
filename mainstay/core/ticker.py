"""The process that keeps time: rings alarms, lets projections read on, looks after the jobs.

One ticker works at a time, by an advisory lock that ends with its connection. Two would do no
harm (alarms are claimed, positions are locked), only work twice.
"""

import signal
import threading
import time
from types import FrameType

import structlog

from mainstay.core import alarms, leases, projections, upkeep
from mainstay.core.boundary import is_lost, let_go

_LEASE = 4_600_110_001
_PAUSE = 0.25
_REST_AFTER_FAILURE = 10.0
_log = structlog.get_logger(__name__)


class Ticker:
    """Ticks four times a second until it is told to stop."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._resting: dict[str, float] = {}
        self._next: dict[upkeep.Chore, float] = {}

    def run(self) -> None:
        """Tick until `stop()`. A lost database is waited for."""
        _log.info("clock started")
        while not self._stopping.is_set():
            try:
                is_behind = self._tick()
            except Exception as error:
                if not is_lost(error):
                    raise
                _log.warning("clock lost the database", error=str(error).strip())
                let_go()
                is_behind = False
            if not is_behind:
                self._stopping.wait(_PAUSE)
        let_go()

    def stop(self, *_signal: int | FrameType | None) -> None:
        self._stopping.set()

    def stop_on_signals(self) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def _tick(self) -> bool:
        """One batch of each, so that nothing waits for what has much to do. True: there is more."""
        if not leases.holds(_LEASE):
            return False
        is_behind = alarms.fire_due() >= alarms.BATCH
        for each in projections.all_projections():
            is_behind |= self._read_on(each)
        for chore in upkeep.chores():
            self._look_after(chore)
        return is_behind

    def _look_after(self, chore: upkeep.Chore) -> None:
        """One chore that fails delays neither alarms nor the others; its turn comes again."""
        if time.monotonic() < self._next.get(chore, 0.0):
            return
        self._next[chore] = time.monotonic() + chore.seconds
        try:
            chore.do()
        except Exception as error:
            if is_lost(error):
                raise
            _log.exception("chore failed", chore=chore.do.__name__)

    def _read_on(self, projection: projections.Projection) -> bool:
        """One projection that fails delays neither alarms nor the others; it reads on later."""
        if time.monotonic() < self._resting.get(projection.name, 0.0):
            return False
        try:
            return projections.catch_up(projection) >= projections.BATCH
        except Exception as error:
            if is_lost(error):
                raise
            _log.exception("projection failed", projection=projection.name)
            self._resting[projection.name] = time.monotonic() + _REST_AFTER_FAILURE
            return False


def is_leased() -> bool:
    """Whether a ticker is at work, in this process or any other."""
    return leases.is_held(_LEASE)

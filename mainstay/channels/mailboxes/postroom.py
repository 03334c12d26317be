"""The process that fetches: one thread to each mailbox and each bot, and none stops another."""

import signal
import threading
from types import FrameType

import structlog

from mainstay.channels import kinds
from mainstay.core import leases
from mainstay.core.boundary import is_lost, let_go

_LEASE = 4_600_110_003
_PAUSE = 1.0
_STOPS_WITHIN = 5.0
_Place = tuple[str, int]
_log = structlog.get_logger(__name__)


class Postroom:
    """Keeps a fetcher running for each place that something arrives at, until it is told to stop.

    One process of an installation fetches at a time. Two would do no harm, what arrives is
    counted once; they would only look twice.
    """

    def __init__(self) -> None:
        self._stopping = threading.Event()
        # By channel and id: the version of its settings, and who fetches with them.
        self._fetchers: dict[_Place, tuple[int, kinds.Fetcher]] = {}

    def run(self) -> None:
        """Work until `stop()`. A lost database is waited for."""
        _log.info("postroom opened")
        while not self._stopping.is_set():
            try:
                wanted = self._wanted() if leases.holds(_LEASE) else {}
            except Exception as error:
                if not is_lost(error):
                    raise
                _log.warning("postroom lost the database", error=str(error).strip())
                let_go()
            else:
                self._arrange(wanted)
            self._stopping.wait(_PAUSE)
        self._arrange({})
        let_go()

    def stop(self, *_signal: int | FrameType | None) -> None:
        self._stopping.set()

    def stop_on_signals(self) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def _wanted(self) -> dict[_Place, int]:
        return {
            (kind.name, pk): version
            for kind in kinds.everyone()
            for pk, version in kind.wanted_fetchers().items()
        }

    def _arrange(self, wanted: dict[_Place, int]) -> None:
        """Stop who is not wanted any more or has old settings, and start who is missing."""
        leaving = [
            place
            for place, (version, fetcher) in self._fetchers.items()
            if wanted.get(place) != version or not fetcher.is_alive()
        ]
        gone = [self._fetchers.pop(place)[1] for place in leaving]
        for fetcher in gone:
            fetcher.stop()
        for fetcher in gone:
            fetcher.join(_STOPS_WITHIN)
        for place, version in wanted.items():
            if place not in self._fetchers:
                channel, pk = place
                fetcher = kinds.named(channel).fetcher(pk)
                self._fetchers[place] = (version, fetcher)
                fetcher.start()


def is_leased() -> bool:
    """Whether some process fetches mail."""
    return leases.is_held(_LEASE)

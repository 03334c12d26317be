"""The process that fetches mail: one thread to each mailbox, and none stops another."""

import signal
import threading
from types import FrameType

import structlog

from mainstay.channels.mailboxes.fetching import Fetcher
from mainstay.channels.models import Mailbox
from mainstay.core import leases
from mainstay.core.boundary import is_lost, let_go

_LEASE = 4_600_110_003
_PAUSE = 1.0
_STOPS_WITHIN = 5.0
_log = structlog.get_logger(__name__)


class Postroom:
    """Keeps a fetcher running for each mailbox until it is told to stop.

    One process of an installation fetches at a time. Two would do no harm, what arrives is
    counted once; they would only look twice.
    """

    def __init__(self) -> None:
        self._stopping = threading.Event()
        # By mailbox: the version of its settings, and who fetches with them.
        self._fetchers: dict[int, tuple[int, Fetcher]] = {}

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

    def _wanted(self) -> dict[int, int]:
        return dict(Mailbox.objects.fetching().values_list("pk", "version"))

    def _arrange(self, wanted: dict[int, int]) -> None:
        """Stop who is not wanted any more or has old settings, and start who is missing."""
        leaving = [
            pk
            for pk, (version, fetcher) in self._fetchers.items()
            if wanted.get(pk) != version or not fetcher.is_alive()
        ]
        gone = [self._fetchers.pop(pk)[1] for pk in leaving]
        for fetcher in gone:
            fetcher.stop()
        for fetcher in gone:
            fetcher.join(_STOPS_WITHIN)
        for pk, version in wanted.items():
            if pk not in self._fetchers:
                fetcher = Fetcher(pk)
                self._fetchers[pk] = (version, fetcher)
                fetcher.start()


def is_leased() -> bool:
    """Whether some process fetches mail."""
    return leases.is_held(_LEASE)

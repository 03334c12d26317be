"""Reading mails in a process beside this one, while those before them are written.

The child knows no database: bytes go to it and what they say comes back, pickled, by two pipes that
nobody else holds. So it ends when we do, in whatever way we end, and leaves nothing half done.
"""

import fcntl
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType

import structlog

from mainstay.channels.email.spam import SpamSign
from mainstay.conversations.reading import Understood, understand

_LIVES = 3
_ROOM = 1024 * 1024  # bytes; the most that Linux lets anybody have
_log = structlog.get_logger(__name__)


class Reader:
    """One child, started at the first mails that are given. Used by one thread at a time.

    A child that dies is replaced at the next mails; after the third no other is tried.
    """

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._lives = _LIVES
        self._owed = 0

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read_all(
        self, raws: Sequence[bytes], signs: Sequence[SpamSign] = ()
    ) -> Iterator[Understood | None]:
        """What each of these mails says, in their order, as `understand` tells it.

        None for one that the child could not read, or did not live to read: whoever asks reads
        it then, and meets the error if there is one.
        """
        if self._owed:  # by somebody who asked and went away
            self.close()
        self._ask(raws, signs)
        for _raw in raws:
            yield self._answer()

    def close(self) -> None:
        """End the child. It holds nothing that could be lost."""
        child, self._child, self._owed = self._child, None, 0
        if child is not None:
            child.kill()
            with suppress(BrokenPipeError), child:
                pass

    def _ask(self, raws: Sequence[bytes], signs: Sequence[SpamSign]) -> None:
        # All at once and only when nothing is owed: the child takes everything before it says a
        # word, so neither ever waits for the other to empty a pipe.
        if self._child is not None and self._child.poll() is not None:
            self._bury(f"it ended with {self._child.returncode}")
        if not raws or not self._lives:
            return
        try:
            self._child = self._child or _start()
            assert self._child.stdin is not None
            self._child.stdin.write(pickle.dumps((raws, signs)))
            self._child.stdin.flush()
            self._owed = len(raws)
        except OSError as error:
            self._bury(repr(error))

    def _answer(self) -> Understood | None:
        if self._child is None:
            return None
        assert self._child.stdout is not None
        try:
            answer: Understood | None = pickle.load(self._child.stdout)  # noqa: S301
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._bury(repr(error))
            return None
        self._owed -= 1
        return answer

    def _bury(self, cause: str) -> None:
        self._lives -= 1
        _log.warning("the process that reads mail was lost", cause=cause, lives=self._lives)
        self.close()


def _start() -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A Ctrl-C reaches only us.
        start_new_session=True,
    )
    if sys.platform == "linux":
        # Without room for its answers the child is woken by each one that we take, just when
        # the database should run, which then waits for it: half a millisecond a message.
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)  # type: ignore[arg-type]
    return child


def _serve() -> None:
    """In the child: read what comes until nothing more can come."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # ends silently when nobody hears the answer
    with suppress(EOFError):
        while True:
            raws, signs = pickle.load(sys.stdin.buffer)  # noqa: S301
            for raw in raws:
                pickle.dump(_understood(raw, signs), sys.stdout.buffer)
                sys.stdout.buffer.flush()


def _understood(raw: bytes, signs: Sequence[SpamSign]) -> Understood | None:
    try:
        return understand(raw, signs)
    except Exception:
        return None


if __name__ == "__main__":
    _serve()

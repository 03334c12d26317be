"""Runs the processes of a desk and starts each again, whatever way it ended."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from types import FrameType

import structlog

_STOPS_WITHIN = 15.0
_LONGEST_PAUSE = 10.0
_PARENT = "MAINSTAY_SUPERVISOR"
_log = structlog.get_logger(__name__)


class Supervisor:
    """Keeps `mainstay NAME` running for each name until it is told to stop."""

    def __init__(self, commands: Mapping[str, list[str]]) -> None:
        self._commands = commands
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._pause = dict.fromkeys(commands, 0.5)
        self._start_at = dict.fromkeys(commands, 0.0)
        self._stopping = threading.Event()

    def run(self) -> None:
        """Start all, watch them, and stop all when a signal asks for it."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        try:
            while not self._stopping.is_set():
                for name in self._commands:
                    self._watch(name)
                self._stopping.wait(0.3)
        finally:
            self._stop_all()

    def stop(self, *_signal: int | FrameType | None) -> None:
        self._stopping.set()

    def _watch(self, name: str) -> None:
        child = self._children.get(name)
        if child is not None and child.poll() is None:
            return
        if child is not None:
            _log.warning("process ended, starting it again", process=name, code=child.returncode)
            del self._children[name]
            self._start_at[name] = time.monotonic() + self._pause[name]
            self._pause[name] = min(self._pause[name] * 2, _LONGEST_PAUSE)
        if time.monotonic() >= self._start_at[name]:
            self._children[name] = self._start(name)

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "mainstay", *self._commands[name]],
            stdin=subprocess.DEVNULL,
            env={**os.environ, _PARENT: str(os.getpid())},
            # A Ctrl-C reaches only us; we stop them in good order.
            start_new_session=True,
        )

    def _stop_all(self) -> None:
        for child in self._children.values():
            child.terminate()
        until = time.monotonic() + _STOPS_WITHIN
        for name, child in self._children.items():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                _log.warning("process did not stop, ending it", process=name)
                child.kill()
                child.wait()


def end_with_supervisor() -> None:
    """In a child: end when the supervisor is gone, even if it was killed without a word."""
    # Taken out, so that a program which this one starts is nobody's child by mistake.
    if parent := os.environ.pop(_PARENT, None):
        end_with(int(parent))


def end_with(parent: int) -> None:
    """End this process soon after the one that started it has ended."""

    def watch() -> None:
        # Gone before we looked is gone, too: then our parent is another one already.
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_STOPS_WITHIN)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()

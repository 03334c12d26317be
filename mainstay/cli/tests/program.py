"""The program as somebody runs it: another process, its output and its exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from mainstay.core import postgres

_OURS = ("MAINSTAY_", "DATABASE_URL", "DJANGO_", "PYTEST_", "PROMETHEUS_")


class Program:
    """`mainstay --home HOME ...`, with nothing of the tests' own settings."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(
        self, *arguments: str | Path, stdin: bytes = b"", **settings: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            self._command(*arguments),
            input=stdin,
            capture_output=True,
            env=_environment(settings),
            timeout=900,
            check=False,
        )

    def json(self, *arguments: str | Path, stdin: bytes = b"", **settings: str) -> Any:
        """The one object that it prints."""
        done = self.run(*arguments, "--json", stdin=stdin, **settings)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    @contextmanager
    def running(self, *arguments: str | Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(
            self._command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(settings),
            # Tests that run in the background ignore Ctrl-C, and so would what they start.
            preexec_fn=_hear_interrupts,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate(timeout=20)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask its database."""
        with postgres.in_use(self.home):
            where = {**postgres.connection(self.home)}
            with psycopg.connect(**where) as connection:
                return connection.execute(query).fetchall()

    def _command(self, *arguments: str | Path) -> list[str]:
        given = [str(each) for each in arguments]
        return [sys.executable, "-m", "mainstay", "--home", str(self.home), *given]


def wait_until(condition: Callable[[], object], *, seconds: float, what: str) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"{what}: not within {seconds} seconds"
        time.sleep(0.05)


def _environment(settings: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return kept | settings


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

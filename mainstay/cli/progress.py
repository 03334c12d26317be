"""How far a long command is: on standard error, so that standard output stays for a program."""

import sys
import time

import click

_EVERY_ON_A_SCREEN = 0.2
_EVERY_IN_A_LOG = 5.0


class Progress:
    """Shows count, rate and the time that is left: on a screen in one line, in a log now and then.

    `total` is 0 when nobody knows it.
    """

    def __init__(self, label: str, total: int = 0) -> None:
        self._label = label
        self._total = total
        self._stream = sys.stderr
        self._is_screen = self._stream.isatty()
        self._began = self._shown = time.monotonic()

    def show(self, done: int) -> None:
        """Say that so many are done. Called as often as one likes."""
        every = _EVERY_ON_A_SCREEN if self._is_screen else _EVERY_IN_A_LOG
        if time.monotonic() - self._shown >= every:
            self._shown = time.monotonic()
            self._write(self._line(done), is_last=False)

    def end(self, done: int) -> None:
        self._write(self._line(done), is_last=True)

    def _line(self, done: int) -> str:
        took = max(time.monotonic() - self._began, 0.001)
        rate = done / took
        of = f" of {self._total}" if self._total else ""
        left = ""
        if self._total > done and rate:
            left = f", {_duration((self._total - done) / rate)} left"
        return f"{self._label}: {done}{of}, {rate:.0f} a second{left}"

    def _write(self, line: str, *, is_last: bool) -> None:
        if self._is_screen:
            # Back to the beginning of the line, and clear it.
            click.echo(f"\r\x1b[K{line}", nl=is_last, err=True)
        else:
            click.echo(line, err=True)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"

"""File locks. The system releases them whichever way their holder ends, kill -9 included."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mainstay.core.errors import Unavailable

from .folders import open_own

PAUSE_SECONDS = 0.02


def lock(descriptor: int, *, shared: bool = False, seconds: float = 0) -> bool:
    """Take the lock; False if somebody else kept it for all these seconds."""
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(PAUSE_SECONDS)
        else:
            return True


def is_locked(path: Path) -> bool:
    """Whether somebody holds this lock exclusively."""
    if not path.exists():
        return False
    descriptor = open_own(path)
    try:
        return not lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


@contextmanager
def alone(path: Path, *, seconds: float, otherwise: str) -> Iterator[None]:
    """Hold the lock; raise Unavailable with this sentence when it is not free in time."""
    descriptor = open_own(path)
    try:
        if not lock(descriptor, seconds=seconds):
            raise Unavailable(otherwise)
        yield
    finally:
        os.close(descriptor)

"""Running PostgreSQL's own programs without a trace of our environment."""

import os
import subprocess
from pathlib import Path

from mainstay.core.errors import Unavailable

from .account import Account

# Nothing of ours reaches the programs: a stray PGOPTIONS or PGSERVICE would change what they do.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


class Failed(Exception):
    """A program ended badly; the text is what it said last."""


def run(
    program: Path, *arguments: str, account: Account | None = None, script: str = "", seconds: int
) -> str:
    """Run a program to its end and return what it printed. `script` is its standard input."""
    identity = account.identity if account else {}
    try:
        done = subprocess.run(
            [program, *arguments],
            input=script,
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env=ENVIRONMENT,
            timeout=seconds,
            check=False,
            start_new_session=True,
            **identity,
        )
    except subprocess.TimeoutExpired as expired:
        raise Failed(f"{program.name} did not end within {seconds} seconds") from expired
    except OSError as error:
        raise Unavailable(
            f"Mainstay cannot run {program}: {os.strerror(error.errno or 0)}."
        ) from error
    if done.returncode != 0:
        raise Failed(tail(done.stderr or done.stdout))
    return done.stdout


def tail(text: str, lines: int = 12) -> str:
    """The end of what a program said, short enough for an error message."""
    return "\n".join(text.strip().splitlines()[-lines:])


def advice(words: str) -> str:
    """What to do about these last words of a program, if they tell; empty otherwise."""
    if "No space left on device" in words:
        return "Its disk is full: free some space and try again. "
    return ""

"""The server's processes: are they there, and how they end.

A server holds a file lock from its first process to the end of its last one. So a dead server
is told from a living one without trusting the number in its pid file, which after a crash, or
in a new container, may belong to any other program.
"""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mainstay.core.errors import Unavailable

from .account import Account
from .commands import ENVIRONMENT
from .locks import PAUSE_SECONDS, is_locked
from .places import Places

STOP_SECONDS = 60
FAREWELL_SECONDS = 2  # children notice within milliseconds that the first process is gone

# A person's shell may stand in the database folder, too.
LEFTOVERS = """
for process in /proc/[0-9]*; do
  if [ "$process/cwd" -ef "$1" ] && [ "$(cat "$process/comm")" = postgres ]; then
    kill -KILL "${process#/proc/}"
  fi
done
"""


@dataclass(frozen=True)
class Process:
    """The first process of a server (the postmaster), as its pid file tells."""

    pid: int
    state: str  # starting, ready, standby or stopping

    @property
    def is_ready(self) -> bool:
        return self.state in ("ready", "standby")


@dataclass(frozen=True)
class Processes:
    """The processes of one home's server, which run as this account."""

    places: Places
    account: Account

    def find(self) -> Process | None:
        """The living first process, if it runs where we can see it."""
        try:
            lines = (self.places.database / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
        except (OSError, ValueError, IndexError):
            return None
        if not self._is_ours(pid):
            return None
        return Process(pid, lines[7].strip() if len(lines) > 7 else "starting")

    def is_alive(self) -> bool:
        """Whether any process exists, a child left over included."""
        return is_locked(self.places.alive) or self.find() is not None

    def settle(self) -> Process | None:
        """The same as `find`, when a start or an end that was cut short needs a moment more."""
        self._wait(lambda: self.find() is not None or not self.is_alive(), FAREWELL_SECONDS)
        return self.find()

    def shut_down(self) -> None:
        """End the server cleanly: sessions are closed, everything is on disk."""
        first = self.settle()
        if first:
            # INT is the fast shutdown: it waits for no client.
            self._as_account('kill -INT "$1"', str(first.pid))
            self.wait_until_gone()
        self.end_leftovers()

    def wait_until_gone(self) -> None:
        """Wait for a server that is stopping."""
        if not self._wait(lambda: self.find() is None, STOP_SECONDS):
            raise Unavailable(
                f"The database server of {self.places.home} is still stopping after "
                f"{STOP_SECONDS} seconds, perhaps its disk is slow. Wait a little and try again."
            )

    def end_leftovers(self) -> None:
        """After the first process died, end its children that did not notice.

        They still write into the database folder, so no new server may start beside them.
        """
        if self._wait(lambda: not self.is_alive(), FAREWELL_SECONDS):
            return
        # As safe as any crash: what was committed is in the write-ahead log.
        self._as_account(LEFTOVERS, str(self.places.database))
        if not self._wait(lambda: not self.is_alive(), FAREWELL_SECONDS):
            raise Unavailable(
                f"The database in {self.places.home} is in use by a server that we cannot see, "
                "perhaps in another container or under another user. Stop that one first."
            )

    def _is_ours(self, pid: int) -> bool:
        """Whether this is a process of our database: it works in the database folder."""
        working_folder = f"/proc/{pid}/cwd"
        if not Path("/proc/self/cwd").exists():
            return self._as_account('kill -0 "$1"', str(pid))
        try:
            return Path(working_folder).samefile(self.places.database)
        except FileNotFoundError:
            return False
        except PermissionError:
            # Root of a container may not look at other users' processes; they themselves may.
            return self._as_account('[ "$1" -ef "$2" ]', working_folder, str(self.places.database))

    def _as_account(self, script: str, *arguments: str) -> bool:
        """Run it as the server's user, so that even root touches no process of anybody else."""
        command = ["/bin/sh", "-c", script, "sh", *arguments]
        done = subprocess.run(
            command,
            cwd="/",
            env=ENVIRONMENT,
            capture_output=True,
            check=False,
            **self.account.identity,
        )
        return done.returncode == 0

    def _wait(self, condition: Callable[[], bool], seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() >= deadline:
                return False
            time.sleep(PAUSE_SECONDS)
        return True

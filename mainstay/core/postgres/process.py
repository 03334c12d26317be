"""The server's processes: are they there, start them, end them.

A server holds a file lock from its first process to the end of its last one. So a dead server
is told from a living one without trusting the number in its pid file, which after a crash, or
in a new container, may belong to any other program.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mainstay.core.errors import Unavailable

from .account import Account
from .binaries import binaries_for
from .commands import ENVIRONMENT, Failed, run, tail
from .folders import make_private, open_own
from .locks import PAUSE_SECONDS, is_locked, lock
from .places import PORT, Places

START_SECONDS = 60
STOP_SECONDS = 60
FAREWELL_SECONDS = 2  # children notice within milliseconds that the first process is gone


@dataclass(frozen=True)
class Process:
    """The first process of a server (the postmaster), as its pid file tells."""

    pid: int
    state: str  # starting, ready, standby or stopping

    @property
    def is_ready(self) -> bool:
        return self.state in ("ready", "standby")


def is_alive(places: Places) -> bool:
    """Whether any process of this home's server exists, a child left over included."""
    return is_locked(places.alive) or find(places) is not None


def find(places: Places) -> Process | None:
    """The living first process, if it runs where we can see it."""
    try:
        lines = (places.database / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if not _works_in(pid, places.database):
        return None
    return Process(pid, lines[7].strip() if len(lines) > 7 else "starting")


def launch(places: Places, account: Account) -> None:
    """Start the server and return when it answers. Nobody else's process may be alive."""
    programs = binaries_for(account, places)
    make_private(places.socket_folder, account)
    _clear_traces(places)

    alive = open_own(places.alive)
    try:
        if not lock(alive, seconds=FAREWELL_SECONDS):
            raise Unavailable(_elsewhere(places))
        _spawn(programs / "postgres", places, account, alive)
    finally:
        os.close(alive)
    wait_until_ready(places)


def wait_until_ready(places: Places) -> None:
    """Wait for a server that is starting; recovery after a crash may take its time."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        process = find(places)
        if process and process.is_ready:
            return
        if process is None and not is_alive(places):
            raise Unavailable(_failure(places))
        time.sleep(PAUSE_SECONDS)
    raise Unavailable(
        f"The database server of {places.home} is still starting after {START_SECONDS} seconds. "
        "It may be recovering from a crash: wait a little and try again. "
        f"It says:\n{_last_words(places)}"
    )


def shut_down(places: Places, account: Account) -> None:
    """End the server cleanly: sessions are closed, everything is on disk."""
    if find(places) is None:
        end_leftovers(places)
        return
    try:
        run(
            # As the server's user, so that even root ends no process of anybody else.
            binaries_for(account, places) / "pg_ctl",
            "stop",
            f"--pgdata={places.database}",
            "--mode=fast",
            "--silent",
            f"--timeout={STOP_SECONDS}",
            account=account,
            seconds=STOP_SECONDS + 10,
        )
    except Failed as failure:
        if find(places):
            raise Unavailable(
                f"The database server of {places.home} does not stop. It says:\n{failure}"
            ) from failure
    wait_until_gone(places)


def wait_until_gone(places: Places) -> None:
    """Wait for a server that is stopping."""
    deadline = time.monotonic() + STOP_SECONDS
    while find(places) and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    end_leftovers(places)


def end_leftovers(places: Places) -> None:
    """After the first process died, end its children that did not notice.

    They still write into the database folder, so no new server may start beside them.
    """
    deadline = time.monotonic() + FAREWELL_SECONDS
    while is_alive(places) and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    if not is_alive(places):
        return

    for pid in _processes_in(places.database):
        # As safe as any crash: what was committed is in the write-ahead log.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + FAREWELL_SECONDS
    while is_alive(places):
        if time.monotonic() >= deadline:
            raise Unavailable(_elsewhere(places))
        time.sleep(PAUSE_SECONDS)


def _spawn(postgres: Path, places: Places, account: Account, alive: int) -> None:
    settings = {
        # On the command line, because no setting in the database folder may undo them.
        "listen_addresses": "",
        "port": PORT,
        "unix_socket_directories": f'"{places.socket_folder}"',
        "unix_socket_permissions": "0700",
    }
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    places.start_log.unlink(missing_ok=True)
    with os.fdopen(open_own(places.start_log), "wb") as log:
        # Through a shell that ends at once, so that the server is nobody's child: a server that
        # is killed would stay our zombie, and its number would look alive.
        subprocess.run(
            ["/bin/sh", "-c", '"$@" &', "sh", postgres, "-D", places.database, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=ENVIRONMENT,
            start_new_session=True,  # Ctrl-C in our terminal is for us, not for the server
            pass_fds=(alive,),
            check=True,
            umask=0o077,
            **account.identity,
        )


def _clear_traces(places: Places) -> None:
    # The server takes them for a living one if their number belongs to any program of its user.
    pid_file = places.database / "postmaster.pid"
    for trace in (pid_file, places.socket, Path(f"{places.socket}.lock")):
        trace.unlink(missing_ok=True)


def _works_in(pid: int, database: Path) -> bool:
    """Whether this is a process of the database: its working folder is the database folder."""
    if not Path("/proc/self/cwd").exists():
        return _exists(pid)
    try:
        return Path(f"/proc/{pid}/cwd").samefile(database)
    except OSError:
        return False


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _processes_in(database: Path) -> Iterator[int]:
    for entry in Path("/proc").glob("[0-9]*"):
        pid = int(entry.name)
        if pid != os.getpid() and _is_postgres(pid) and _works_in(pid, database):
            yield pid


def _is_postgres(pid: int) -> bool:
    # A person's shell may stand in the same folder.
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip() == "postgres"
    except OSError:
        return False


def _elsewhere(places: Places) -> str:
    return (
        f"The database in {places.home} is in use by a server that we cannot see, perhaps in "
        "another container or under another user. Stop that one first."
    )


def _failure(places: Places) -> str:
    words = _last_words(places)
    if "No space left on device" in words:
        return (
            f"The database server of {places.home} does not start: its disk is full. "
            f"Free some space and try again. It says:\n{words}"
        )
    return f"The database server of {places.home} does not start. It says:\n{words}"


def _last_words(places: Places) -> str:
    logs = [places.start_log, *(places.database / "log").glob("*.log")]
    latest = sorted((log for log in logs if log.exists()), key=lambda log: log.stat().st_mtime)
    return tail("\n".join(tail(log.read_text(errors="replace")) for log in latest[-2:]))

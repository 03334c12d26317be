"""Starting the server."""

import os
import subprocess
import time
from pathlib import Path

from mainstay.core.errors import Unavailable

from .account import Account
from .binaries import binaries_for
from .commands import ENVIRONMENT, advice, tail
from .folders import make_private, open_own
from .locks import PAUSE_SECONDS, lock
from .places import PORT, Places
from .processes import Processes

START_SECONDS = 60
LOCK_SECONDS = 2  # somebody may just be looking whether the server lives


def launch(processes: Processes) -> None:
    """Start the server and return when it is ready. None of its processes may be alive."""
    places, account = processes.places, processes.account
    programs = binaries_for(account, places)
    make_private(places.socket_folder, account)
    clear_traces(places)

    alive = open_own(places.alive)
    try:
        if not lock(alive, seconds=LOCK_SECONDS):
            raise Unavailable(
                f"Somebody else is starting the database server of {places.home}. Try again."
            )
        _spawn(programs / "postgres", places, account, alive)
    finally:
        os.close(alive)
    wait_until_ready(processes)


def wait_until_ready(processes: Processes) -> None:
    """Wait for a server that is starting; recovery after a crash may take its time."""
    home = processes.places.home
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        first = processes.find()
        if first and first.is_ready:
            return
        if first is None and not processes.is_alive():
            words = _last_words(processes.places)
            raise Unavailable(
                f"The database server of {home} does not start. {advice(words)}It says:\n{words}"
            )
        time.sleep(PAUSE_SECONDS)
    raise Unavailable(
        f"The database server of {home} is still starting after {START_SECONDS} seconds. "
        "It may be recovering from a crash: wait a little and try again. "
        f"It says:\n{_last_words(processes.places)}"
    )


def clear_traces(places: Places) -> None:
    """Remove what a dead server left.

    The next one takes it for a sign of life if its number now belongs to any other program.
    """
    pid_file = places.database / "postmaster.pid"
    for trace in (pid_file, places.socket, Path(f"{places.socket}.lock")):
        trace.unlink(missing_ok=True)


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


def _last_words(places: Places) -> str:
    logs = [places.start_log, *(places.database / "log").glob("*.log")]
    latest = sorted((log for log in logs if log.exists()), key=lambda log: log.stat().st_mtime)
    return tail("\n".join(tail(log.read_text(errors="replace")) for log in latest[-2:]))

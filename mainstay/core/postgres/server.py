"""The server of one home: there while somebody uses it, and not longer."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from mainstay.core.errors import Unavailable

from .account import Account, server_account
from .binaries import binaries
from .commands import Failed, advice, run
from .creation import create, refuse_other_version
from .folders import make_home, open_own
from .launching import clear_traces, launch, wait_until_ready
from .locks import alone, lock
from .places import DATABASE, PORT, ROLE, SUPERUSER, Places
from .processes import Processes

TURN_SECONDS = 180  # longer than a start plus a stop of whoever is before us

# psql runs what the queries return: so nothing happens when it is already so.
ROLE_AND_DATABASE = f"""
SELECT 'CREATE ROLE {ROLE} LOGIN CREATEDB'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') \\gexec
SELECT 'CREATE DATABASE {DATABASE} OWNER {ROLE}'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec
"""  # noqa: S608


@contextmanager
def in_use(home: Path) -> Iterator[None]:
    """Have the server running meanwhile. The last one out stops it, whoever started it.

    Raises Unavailable if the server cannot be had.
    """
    with Server(home).use():
        yield


@contextmanager
def temporary_home() -> Iterator[Path]:
    """A home for a test or a measurement; it goes away afterwards, its server with it."""
    home = Path(tempfile.mkdtemp(prefix="mainstay-")).resolve()
    if os.geteuid() == 0:
        home.chmod(0o711)  # the server's user must pass
    try:
        yield home
    finally:
        try:
            Server(home).stop()
        finally:
            shutil.rmtree(home, ignore_errors=True)


class Server:
    """All methods may be called by several processes at once; they wait for each other.

    They raise Unavailable, with a sentence that says what to do, when it does not work.
    """

    def __init__(self, home: Path) -> None:
        self.places = Places(home.expanduser().resolve())

    @property
    def home(self) -> Path:
        return self.places.home

    @property
    def account(self) -> Account:
        """The operating system's user as which the server runs."""
        return server_account(self.places)

    @property
    def log_folder(self) -> Path:
        return self.places.database / "log"

    def is_running(self) -> bool:
        """Whether the server accepts connections."""
        found = self._processes.find()
        return found is not None and found.is_ready and self.places.socket.exists()

    def ensure(self) -> None:
        """Have the server running, with an empty database if there was none."""
        with self._turn():
            self._ensure()

    def start(self) -> None:
        """Start the server of an existing database. It may run already."""
        with self._turn():
            self._start()

    def stop(self) -> None:
        """Stop the server cleanly, even while others use it. It may be stopped already."""
        if not self.places.turn.exists():
            return
        with self._turn():
            self._stop()

    @contextmanager
    def use(self) -> Iterator[None]:
        """See `in_use`."""
        with ExitStack() as stack:
            with self._turn():
                try:
                    self._ensure()
                except KeyboardInterrupt:
                    self._stop_if_unused()
                    raise
                users = open_own(self.places.users)
                stack.callback(self._leave, users)
                lock(users, shared=True, seconds=TURN_SECONDS)
            yield

    @property
    def _processes(self) -> Processes:
        return Processes(self.places, self.account)

    def _leave(self, users: int) -> None:
        if not self.places.turn.exists():  # the home went away meanwhile
            os.close(users)
            return
        with ExitStack() as ours:
            ours.callback(os.close, users)
            with self._turn():
                ours.close()  # from here on we are no user any more
                self._stop_if_unused()

    def _ensure(self) -> None:
        if not (self.places.database / "PG_VERSION").exists():
            create(self.places, self.account)
        self._start()
        try:
            self._psql(ROLE_AND_DATABASE)
        except Failed as failure:
            raise Unavailable(
                f"The database server of {self.home} runs but does not answer. "
                f"{advice(str(failure))}It says:\n{failure}"
            ) from failure

    def _start(self) -> None:
        places = self.places
        if not (places.database / "PG_VERSION").exists():
            raise Unavailable(
                f"There is no database in {self.home} yet. Start Mainstay with this home once, "
                "or restore a backup into it."
            )
        refuse_other_version(places)

        processes = self._processes
        running = processes.settle()
        if running and running.state == "stopping":
            processes.wait_until_gone()
            running = None
        if running:
            wait_until_ready(processes)
            if places.socket.exists():
                return
            self._stop_lost()
        processes.end_leftovers()
        launch(processes)

    def _stop(self) -> None:
        self._processes.shut_down()
        with suppress(OSError):
            clear_traces(self.places)
            self.places.socket_folder.rmdir()

    def _stop_if_unused(self) -> None:
        if self._is_unused():
            self._stop()

    def _stop_lost(self) -> None:
        """Stop a server whose socket is not where it should be: cleaned away, or home moved."""
        if not self._is_unused():
            raise Unavailable(
                f"The database server of {self.home} runs, but its socket "
                f"{self.places.socket} is not to be seen from here. Stop the other processes of "
                "Mainstay that use this home and try again."
            )
        self._stop()

    def _is_unused(self) -> bool:
        users = open_own(self.places.users)
        try:
            return lock(users)
        finally:
            os.close(users)

    def _psql(self, script: str) -> None:
        host = self.places.socket_folder
        run(
            binaries() / "psql",
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            f"--dbname=host='{host}' port={PORT} user={SUPERUSER} dbname={SUPERUSER} "
            "connect_timeout=10",
            script=script,
            seconds=60,
        )

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with self._explained():
            make_home(self.home, self.account)
            busy = (
                f"Another process has been starting or stopping the database server of {self.home} "
                f"for {TURN_SECONDS} seconds. Look for a Mainstay that hangs, and end it."
            )
            with alone(self.places.turn, seconds=TURN_SECONDS, otherwise=busy):
                yield

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            place = error.filename or self.home
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                advice = "Free some space on its disk and try again."
            else:
                advice = (
                    "Give yourself the right to write there, or choose another data folder with "
                    "MAINSTAY_HOME."
                )
            raise Unavailable(
                f"Mainstay cannot use {place}: {os.strerror(error.errno or 0)}. {advice}"
            ) from error

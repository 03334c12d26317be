"""Copying a whole database into a file and back, for ours and for anybody's PostgreSQL >= 15."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from mainstay.core.errors import Refused, Unavailable

from .binaries import binaries
from .commands import ENVIRONMENT, tail
from .places import connection

Connection = Mapping[str, object]

WITHOUT_OWNERS = ("--no-owner", "--no-privileges")
PSQL = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
ENCRYPTED = ("require", "verify-ca", "verify-full")
HEADER_LINES = 60  # a dump begins with its settings, long before any row of data
# PostgreSQL 15 and 16 do not know this setting and would refuse the whole file for it.
TOO_NEW = b"SET transaction_timeout ="
TABLES = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
 WHERE relkind IN ('r', 'p') AND nspname <> 'information_schema' AND nspname !~ '^pg_'
   AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
"""


def dump(source: Path | Connection, file: Path) -> None:
    """Write the database into a file for `restore`, without owners and rights.

    `source` is a home whose server runs, or libpq's parameters (host, port, user, password,
    dbname and any other). The file appears when it is complete, readable by us alone.
    """
    database = _Database(source)
    unfinished = file.with_name(f"{file.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        # By name: into a stream it writes the table of contents without offsets, and twice.
        options = ("--format=custom", f"--file={unfinished}", *WITHOUT_OWNERS)
        database.run("pg_dump", *options).succeed()
        with unfinished.open("rb") as complete:
            os.fsync(complete.fileno())
        unfinished.replace(file)
    except OSError as error:
        raise Unavailable(
            f"Mainstay cannot write {file}: {os.strerror(error.errno or 0)}. "
            "Choose a place with enough space where you may write."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def restore(target: Path | Connection, file: Path) -> None:
    """Fill an empty database from a file of `dump`: all of it, or nothing.

    Raises Refused if the database holds tables already: nothing is ever overwritten.
    """
    database = _Database(target)
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    if database.ask(TABLES) != "0":
        raise Refused("The database holds tables already. Restore into an empty one.")

    # Comments go: the one on an extension may be written only by whoever owns the extension.
    options = ("--file=-", "--no-comments", *WITHOUT_OWNERS, str(file))
    reader = _Program(binaries() / "pg_restore", *options, stdout=subprocess.PIPE)
    writer = database.run("psql", *PSQL, "--file=-", "--single-transaction", stdin=subprocess.PIPE)
    try:
        _pour(reader, writer)
    finally:
        reader.end()
        writer.end()
    database.ask("ANALYZE")


def _pour(reader: "_Program", writer: "_Program") -> None:
    script, database = reader.process.stdout, writer.process.stdin
    assert script is not None
    assert database is not None
    try:
        for _ in range(HEADER_LINES):
            line = script.readline()
            if not line.startswith(TOO_NEW):
                database.write(line)
        shutil.copyfileobj(script, database, 1 << 20)
        database.flush()
        # The end of input commits, so psql must not see it after half a file.
        reader.succeed()
        database.close()
    except BrokenPipeError:
        pass  # psql has ended; it says why
    writer.succeed()


class _Database:
    """A database and the programs that can speak with it."""

    def __init__(self, target: Path | Connection) -> None:
        parameters = dict(connection(target) if isinstance(target, Path) else target)
        # Not on the command line, where everybody on the machine could read it.
        password = parameters.pop("password", None)
        self.environment = {"PGPASSWORD": str(password)} if password else {}
        self.conninfo = _conninfo(parameters)
        self.is_encrypted = parameters.get("sslmode") in ENCRYPTED

    def run(
        self,
        name: str,
        *options: str,
        stdin: int | None = None,
        stdout: IO[bytes] | int | None = None,
    ) -> "_Program":
        return _Program(
            self._program(name),
            *options,
            f"--dbname={self.conninfo}",
            stdin=stdin,
            stdout=stdout,
            environment=self.environment,
        )

    def ask(self, query: str) -> str:
        with tempfile.TemporaryFile() as answer:
            options = (*PSQL, "--tuples-only", "--no-align", f"--command={query}")
            self.run("psql", *options, stdout=answer).succeed()
            answer.seek(0)
            return answer.read().decode().strip()

    def _program(self, name: str) -> Path:
        if not self.is_encrypted:
            return binaries() / name
        # The programs that we bring were built without TLS.
        found = shutil.which(name)
        if found is None:
            raise Unavailable(
                f"An encrypted connection needs the program {name} of PostgreSQL's client tools. "
                "Install them, for example: apt install postgresql-client"
            )
        return Path(found)


class _Program:
    """A running program that keeps what it complains about."""

    def __init__(
        self,
        path: Path,
        *options: str,
        stdin: int | None = None,
        stdout: IO[bytes] | int | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.name = path.name
        self.complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed by end()
        self.process = subprocess.Popen(
            [path, *options],
            stdin=stdin or subprocess.DEVNULL,
            stdout=stdout or subprocess.DEVNULL,
            stderr=self.complaints,
            env={**ENVIRONMENT, **(environment or {})},
        )

    def succeed(self) -> None:
        """Wait for its end; raise Unavailable with its own words if that was a bad one."""
        if self.process.wait() != 0:
            self.complaints.seek(0)
            words = tail(self.complaints.read().decode(errors="replace"))
            raise Unavailable(f"{self.name} could not finish its work. It says:\n{words}")

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.complaints):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()


def _conninfo(parameters: Connection) -> str:
    def quoted(value: object) -> str:
        return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"

    return " ".join(f"{name}={quoted(value)}" for name, value in parameters.items())

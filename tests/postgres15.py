"""Runs tests on Debian's PostgreSQL 15, the oldest server that DATABASE_URL may name.

    python -m tests.postgres15 -- <arguments for pytest>

starts a cluster of its own that listens on a socket only, runs the tests marked `sql` on it and
removes it. Its exit code is that of pytest.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


def main() -> int:
    """The exit code of pytest; without PostgreSQL 15 that of a test that may be skipped."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not (PROGRAMS / "initdb").exists():
        print(f"Not run on PostgreSQL 15: there is none in {PROGRAMS} (apt: postgresql-15).")  # noqa: T201
        return int(os.environ.get("MAINSTAY_NO_SKIPS") == "1")
    with cluster() as url:
        command = [sys.executable, "-m", "pytest", *_only_sql(arguments)]
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode


@contextmanager
def cluster() -> Iterator[str]:
    """A server of its own, reached by the DATABASE_URL that is yielded."""
    folder = Path(tempfile.mkdtemp(prefix="mainstay-pg15-"))
    data = folder / "data"
    user = _server_user()
    try:
        if user:
            shutil.chown(folder, user, user)
        _run(user, "initdb", f"--pgdata={data}", "--username=postgres", "--encoding=UTF8",
             "--locale=C.UTF-8", "--auth=trust", "--no-sync")  # fmt: skip
        with (data / "postgresql.conf").open("a") as settings:
            settings.writelines(f"{name} = {value}\n" for name, value in _SETTINGS.items())
            settings.write(f"unix_socket_directories = '{folder}'\n")
        _run(user, "pg_ctl", "start", f"--pgdata={data}", f"--log={folder}/log", "--wait")
        try:
            # As in the embedded server: the product's role is no superuser.
            _sql(user, folder, "CREATE ROLE mainstay LOGIN CREATEDB")
            _sql(user, folder, "CREATE DATABASE mainstay OWNER mainstay")
            yield f"postgresql://mainstay@/mainstay?host={folder}"
        finally:
            _run(user, "pg_ctl", "stop", f"--pgdata={data}", "--mode=immediate", "--wait")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _only_sql(arguments: list[str]) -> list[str]:
    """Those marked `sql`, whatever else is asked for."""
    if "-m" not in arguments:
        return ["-m", "sql and not long", *arguments]
    place = arguments.index("-m") + 1
    return [*arguments[:place], f"sql and ({arguments[place]})", *arguments[place + 1 :]]


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return pwd.getpwnam("postgres").pw_name


def _sql(user: str | None, folder: Path, command: str) -> None:
    _run(user, "psql", f"--host={folder}", "--username=postgres", f"--command={command}")


def _run(user: str | None, program: str, *arguments: str) -> None:
    done = subprocess.run(
        [PROGRAMS / program, *arguments],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=None,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{program} of PostgreSQL 15 ended with {done.returncode}; see above.")


if __name__ == "__main__":
    sys.exit(main())

"""Creating the database folder of a home."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from mainstay.core.errors import Unavailable

from .account import Account
from .binaries import binaries_for, major_version
from .commands import Failed, advice, run
from .folders import make_private
from .places import SUPERUSER, Places

# Defaults that the keeper of an installation may change with ALTER SYSTEM.
SETTINGS = {
    "max_connections": "100",
    "jit": "off",  # our queries are short: compiling them costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "idle_in_transaction_session_timeout": "10min",
    # One log file for each day of the week, next week overwrites it.
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    # Texts of statements and details of errors hold clients' words, which erasure
    # could not find in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# Sorting by bytes never changes with an update of the system's C library, so no index goes
# bad. The character types must know more than ASCII: under plain C there are no trigrams
# for Cyrillic.
LOCALE = ("--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8")
# The only door is the socket, its folder has mode 0700 and so has the socket itself: only root
# and the server's own user get in, and both could read the files anyway. `peer` would add
# nothing but a map of user names that breaks when a home changes its owner.
DOOR = ("--auth-local=trust", "--auth-host=reject")


_MEMORY_LIMIT = Path("/sys/fs/cgroup/memory.max")


def memory_megabytes() -> int:
    """What this machine has, or what a container may take of it."""
    found = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):  # there is none, or it says "max"
        found = min(found, int(_MEMORY_LIMIT.read_text()))
    return found >> 20


def buffer_megabytes(memory: int) -> int:
    """An eighth: less than a server of its own would take, pages and workers live here, too."""
    return max(128, min(memory // 8, 512))


def create(places: Places, account: Account) -> None:
    """Create the database folder; a crash in the middle leaves nothing that counts as one."""
    if places.unfinished.exists():
        shutil.rmtree(places.unfinished)
    make_private(places.unfinished, account)

    chosen = SETTINGS | {"shared_buffers": f"{buffer_megabytes(memory_megabytes())}MB"}
    settings = [f"--set={name}={value}" for name, value in chosen.items()]
    try:
        run(
            binaries_for(account, places) / "initdb",
            f"--pgdata={places.unfinished}",
            f"--username={SUPERUSER}",
            "--data-checksums",
            "--no-instructions",
            *LOCALE,
            *DOOR,
            *settings,
            account=account,
            seconds=120,
        )
    except Failed as failure:
        raise Unavailable(
            f"The database in {places.home} could not be created. {advice(str(failure))}"
            f"PostgreSQL says:\n{failure}"
        ) from failure
    places.unfinished.rename(places.database)


def refuse_other_version(places: Places) -> None:
    """Raise Unavailable if this database belongs to another major version of PostgreSQL."""
    found, ours = (places.database / "PG_VERSION").read_text().strip(), str(major_version())
    if found != ours:
        raise Unavailable(
            f"The database in {places.database} was made by PostgreSQL {found}, this Mainstay "
            f"brings PostgreSQL {ours}, which cannot read it. With the version of Mainstay that "
            f"you used before, run `mainstay backup`; then move {places.database} elsewhere and "
            "run `mainstay restore` with this version."
        )

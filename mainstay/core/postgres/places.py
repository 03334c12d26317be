"""Where things lie. Nothing here starts or creates anything."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

PORT = "5432"  # names the socket file only: the server never listens on the network
SUPERUSER = "postgres"
# The product's own role is no superuser, as on any PostgreSQL that somebody else keeps for us.
ROLE = DATABASE = "mainstay"


def default_home() -> Path:
    """The data folder of this installation: MAINSTAY_HOME, or the usual place of this user."""
    if chosen := os.environ.get("MAINSTAY_HOME"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/mainstay")
    shared = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(shared).expanduser() / "mainstay"


def socket_folder(home: Path) -> Path:
    """The folder of the server's socket: short whatever the home's length, one for each home.

    It is no part of the home because a socket's path may have 107 bytes at most. It is not
    XDG_RUNTIME_DIR either: that one goes away with the last login session, the server does not.
    The name is the same for root and for the home's owner, so that both meet the same server.
    """
    home = home.resolve()
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    owner = _owner(home)
    # Root's goes where nobody else can take the name first.
    return Path(f"/run/mainstay-{digest}" if owner == 0 else f"/tmp/mainstay-{owner}-{digest}")  # noqa: S108


def connection(home: Path) -> dict[str, str]:
    """How to connect to the server of this home, in the words of libpq."""
    return {"host": str(socket_folder(home)), "port": PORT, "user": ROLE, "dbname": DATABASE}


@dataclass(frozen=True)
class Places:
    """The files of one home that belong to the embedded server."""

    home: Path

    @property
    def database(self) -> Path:
        return self.home / "database"

    @property
    def unfinished(self) -> Path:
        """A database being created; it gets its name when it is complete."""
        return self.home / "database.part"

    @property
    def turn(self) -> Path:
        """Locked while somebody starts, stops or creates: one at a time."""
        return self.home / "database.turn"

    @property
    def users(self) -> Path:
        """Locked (shared) by everyone who uses the server."""
        return self.home / "database.users"

    @property
    def alive(self) -> Path:
        """Locked by the server itself, until the last of its processes is gone."""
        return self.home / "database.alive"

    @property
    def start_log(self) -> Path:
        """What the server says before its own log is open."""
        return self.home / "database.start.log"

    @property
    def socket_folder(self) -> Path:
        return socket_folder(self.home)

    @property
    def socket(self) -> Path:
        return self.socket_folder / f".s.PGSQL.{PORT}"


def _owner(home: Path) -> int:
    us = os.geteuid()
    if us != 0:
        return us
    try:
        return home.stat().st_uid
    except OSError:
        return us

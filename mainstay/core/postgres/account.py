"""The operating system's user as which the server runs: ourselves, unless we are root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from mainstay.core.errors import Unavailable

from .places import Places

# A user of its own is best. `nobody` is the last resort: other programs may run as it, too.
UNPRIVILEGED = ("mainstay", "postgres", "nobody")


class Identity(TypedDict, total=False):
    """Arguments for `subprocess` that make a child another user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    @property
    def name(self) -> str:
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return str(self.uid)

    @property
    def identity(self) -> Identity:
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, test: str, *paths: Path) -> bool:
        """Ask the system itself (modes, ACLs, mounts): `test` is -r, -w or -x of test(1)."""
        script = f'for path; do test {test} "$path" || exit 1; done'
        command = ["/bin/sh", "-c", script, "sh", *map(str, paths)]
        return (
            subprocess.run(command, cwd="/", env={}, check=False, **self.identity).returncode == 0
        )


def server_account(places: Places) -> Account:
    """The user for the server of this home.

    PostgreSQL refuses to run as root. For root it is the owner of what is already there,
    so that this user can run the same home without root later.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())

    for folder in (places.database, places.home):
        owner = folder.stat() if folder.exists() else None
        if owner and owner.st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)

    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return Account(found.pw_uid, found.pw_gid)
    raise Unavailable(
        "The database server refuses to run as root and there is no user for it. "
        "Create one: useradd --system mainstay"
    )

"""Folders and files around the database: who may pass, who owns the ones that we make."""

import os
from contextlib import suppress
from pathlib import Path

from mainstay.core.errors import Unavailable

from .account import Account


def make_home(home: Path, account: Account) -> None:
    """Make the home if missing; refuse one that the server's user cannot reach.

    An existing folder never changes its owner or mode, whosoever it is.
    """
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    _refuse_closed(existing, account)

    # Others must pass through root's home to their database, but they need not list it.
    mode = 0o711 if account.identity else 0o700
    missing = [folder for folder in (home, *home.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir()
        folder.chmod(mode)  # whatever the umask says


def make_private(folder: Path, account: Account) -> None:
    """Make a folder that only this user may enter. An existing one must already be like that."""
    created = False
    try:
        folder.mkdir(mode=0o700)
        created = True
    except FileExistsError:
        pass
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise _taken(folder) from error
    try:
        found = os.fstat(descriptor)
        # Root's folder of mode 0700 is ours: made by a run that was killed on the next line.
        if account.identity and found.st_uid == 0 and (created or found.st_mode & 0o077 == 0):
            os.fchown(descriptor, account.uid, account.gid)
        elif found.st_uid != account.uid:
            raise _taken(folder)
        os.fchmod(descriptor, 0o700)
    finally:
        os.close(descriptor)


def open_own(file: Path) -> int:
    """Open a file of ours, creating it if missing; it belongs to the owner of its folder."""
    flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
    with suppress(FileExistsError):
        descriptor = os.open(file, flags | os.O_CREAT | os.O_EXCL, 0o600)
        # Only a file that we just made is given away: anything else could be a trap for root.
        if os.geteuid() == 0:
            folder = file.parent.stat()
            os.fchown(descriptor, folder.st_uid, folder.st_gid)
        return descriptor
    return os.open(file, flags)


def _refuse_closed(folder: Path, account: Account) -> None:
    if account.can("-x", folder):
        return
    closed = next(
        each for each in (*reversed(folder.parents), folder) if not account.can("-x", each)
    )
    if not account.identity:
        raise Unavailable(
            f"You may not enter {closed}. Choose another data folder with MAINSTAY_HOME."
        )
    raise Unavailable(
        f"The database server refuses to run as root, so it runs as the user {account.name}, "
        f"who may not enter {closed}. Choose another data folder with MAINSTAY_HOME, "
        f"or let others pass through this one: chmod o+x {closed}"
    )


def _taken(folder: Path) -> Unavailable:
    return Unavailable(
        f"{folder} belongs to somebody else, but the database server needs this name. "
        "Remove it and try again."
    )

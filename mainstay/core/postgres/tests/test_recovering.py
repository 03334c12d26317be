import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from mainstay.core.errors import Unavailable
from mainstay.core.postgres import Server, processes, socket_folder

from .conftest import ROOT
from .probes import children_of, exists, needs_proc, needs_root, postmaster, query, wait_for

pytestmark = needs_proc

ENSURING = """
import sys
from pathlib import Path
from mainstay.core.postgres import Server
Server(Path(sys.argv[1])).ensure()
"""


@pytest.fixture
def kept(server):
    query(server.home, "DROP TABLE IF EXISTS kept")
    query(server.home, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
    return lambda: query(server.home, "SELECT count(*) FROM kept") == [(1000,)]


def test_a_killed_server_comes_back_with_its_data(server, kept):
    os.kill(postmaster(server.home), signal.SIGKILL)
    server.ensure()
    assert kept()


def test_all_its_processes_killed_at_once_is_no_harm_either(server, kept):
    first = postmaster(server.home)
    for pid in [first, *children_of(first)]:
        with suppress(ProcessLookupError):  # a worker may have come to its end by itself
            os.kill(pid, signal.SIGKILL)
    server.ensure()
    assert kept()


def test_a_child_that_does_not_notice_the_death_is_ended(server, kept):
    first = postmaster(server.home)
    deaf = children_of(first)[0]
    os.kill(deaf, signal.SIGSTOP)
    os.kill(first, signal.SIGKILL)
    server.ensure()
    assert kept()
    assert not exists(deaf)


def test_a_pid_file_that_names_somebody_else_is_no_server(server, kept):
    os.kill(postmaster(server.home), signal.SIGKILL)
    # After a restart of a container the old number often belongs to another program of the user.
    stranger = subprocess.Popen(["sleep", "60"], **server.account.identity)
    try:
        for file in (
            server.home / "database/postmaster.pid",
            socket_folder(server.home) / ".s.PGSQL.5432.lock",
        ):
            lines = file.read_text().splitlines()
            file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        server.ensure()
        assert kept()
        server.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@needs_root
@pytest.mark.skipif(not shutil.which("setpriv"), reason="takes a right away with setpriv")
def test_root_of_a_container_sees_its_server_too(server, kept):
    # As under Docker: root may not look at the processes of other users.
    confined = [
        *("setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"),
        *(sys.executable, "-c", ENSURING, str(server.home)),
    ]
    first = postmaster(server.home)
    deaf = children_of(first)[0]
    subprocess.run(confined, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert postmaster(server.home) == first

    os.kill(deaf, signal.SIGSTOP)
    os.kill(first, signal.SIGKILL)
    subprocess.run(confined, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert kept()
    assert not exists(deaf)


def test_a_creation_that_was_killed_is_done_again(home):
    half = home / "database.part"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    Server(home).ensure()
    assert query(home, "SELECT 1") == [(1,)]
    assert not half.exists()


def test_a_socket_that_was_cleaned_away_comes_back(server, kept):
    (socket_folder(server.home) / ".s.PGSQL.5432").unlink()
    assert not server.is_running()
    server.ensure()
    assert kept()


def test_a_home_that_moved_under_a_running_server_comes_back(own_server):
    query(own_server.home, "CREATE TABLE kept (id int)")
    old_place = socket_folder(own_server.home)
    moved = own_server.home / "moved"
    moved.mkdir()
    moved.chmod(0o711)
    for entry in own_server.home.glob("database*"):
        entry.rename(moved / entry.name)
    try:
        Server(moved).ensure()
        assert query(moved, "SELECT count(*) FROM kept") == [(0,)]
    finally:
        Server(moved).stop()
        old_place.rmdir()


def test_a_server_that_we_cannot_see_is_left_alone(server, python, monkeypatch):
    monkeypatch.setattr(processes, "FAREWELL_SECONDS", 0.2)
    server.stop()
    # As from another container: its lock is there, its processes are not.
    holder = python(
        "import fcntl, sys, time\n"
        "file = open(sys.argv[1], 'r+'); fcntl.flock(file, fcntl.LOCK_EX)\n"
        "print(flush=True); time.sleep(60)",
        server.places.alive,
    )
    holder.stdout.readline()
    with pytest.raises(Unavailable, match="a server that we cannot see"):
        server.ensure()
    holder.kill()
    wait_for(lambda: holder.poll() is not None)
    server.ensure()

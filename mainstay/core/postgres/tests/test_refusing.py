import errno
import os
from pathlib import Path
from unittest.mock import Mock

import pytest

from mainstay.core.errors import Unavailable
from mainstay.core.postgres import Server, launching, socket_folder
from mainstay.core.postgres import server as server_module

from .probes import needs_root


def test_a_database_of_another_major_version_is_refused_and_kept(own_server):
    own_server.stop()
    version = own_server.home / "database/PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(Unavailable, match=r"PostgreSQL 17.*mainstay backup.*mainstay restore"):
        own_server.ensure()
    assert version.read_text() == "17\n"


def test_a_server_that_does_not_start_says_why(own_server):
    own_server.stop()
    with (own_server.home / "database/postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = 'a lot'\n")
    with pytest.raises(Unavailable, match="invalid value for parameter"):
        own_server.start()


def test_a_server_that_takes_too_long_says_what_it_does(server, monkeypatch):
    monkeypatch.setattr(launching, "START_SECONDS", 0)
    server.stop()
    with pytest.raises(Unavailable, match="still starting"):
        server.start()


def test_a_home_that_is_a_file_is_refused(home):
    (home / "file").write_text("")
    with pytest.raises(Unavailable, match="MAINSTAY_HOME"):
        Server(home / "file").ensure()


def test_a_home_that_cannot_be_written_is_refused():
    with pytest.raises(Unavailable, match="MAINSTAY_HOME"):
        Server(Path("/proc/mainstay")).ensure()


def test_a_full_disk_is_named(home, monkeypatch):
    full = OSError(errno.ENOSPC, "full", str(home))
    monkeypatch.setattr(server_module, "make_home", Mock(side_effect=full))
    with pytest.raises(Unavailable, match=r"No space left on device.*Free some space"):
        Server(home).ensure()


@needs_root
def test_a_socket_folder_of_somebody_else_is_refused(home):
    taken = socket_folder(home)
    taken.mkdir()
    os.chown(taken, 12345, 12345)
    try:
        with pytest.raises(Unavailable, match="belongs to somebody else"):
            Server(home).ensure()
        assert taken.stat().st_uid == 12345
    finally:
        taken.rmdir()


def test_a_socket_folder_that_is_a_link_is_refused(home):
    taken = socket_folder(home)
    taken.symlink_to(home)
    try:
        with pytest.raises(Unavailable, match="belongs to somebody else"):
            Server(home).ensure()
    finally:
        taken.unlink()

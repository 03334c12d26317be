"""What the tests ask a server and its processes."""

import os
import time
from pathlib import Path

import psycopg
import pytest

from mainstay.core.postgres import connection

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="reads /proc")


def query(home, sql):
    with psycopg.connect(**connection(home), autocommit=True) as database:
        answer = database.execute(sql)
        return answer.fetchall() if answer.description else []


def postmaster(home):
    return int((home / "database" / "postmaster.pid").read_text().split()[0])


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def exists(pid):
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)

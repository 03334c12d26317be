"""Tickers as processes of their own, that a test may kill."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from django.db import connection
from psycopg.conninfo import make_conninfo

PROGRAM = """
import django
django.setup()
from mainstay.core.ticker import Ticker
ticker = Ticker()
ticker.stop_on_signals()
ticker.run()
"""


# Tests beside this one have tickers on databases of the same server.
OUR_LEASE = (
    "FROM pg_locks WHERE locktype = 'advisory'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def start():
    """A ticker on the database of this test."""
    settings = connection.settings_dict
    database = make_conninfo(
        host=settings["HOST"],
        port=settings["PORT"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=settings["NAME"],
    )
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env={**os.environ, "DATABASE_URL": database}
    )


@contextmanager
def running(count):
    """So many tickers, gone afterwards. A test may put others in their places."""
    tickers = [start() for _n in range(count)]
    try:
        yield tickers
    finally:
        for ticker in tickers:
            ticker.kill()
            ticker.wait()


def leases():
    """How many tickers hold the lease: one, or none while it changes hands."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {OUR_LEASE}")
        return cursor.fetchone()[0]


def at_work():
    """How many tickers are connected: started, and ready to take over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def wait_for(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)

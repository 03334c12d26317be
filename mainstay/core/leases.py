"""Work that one process of an installation does at a time, while the others stand by.

A lease is an advisory lock of the database: it ends with the session of who holds it, however
that session ends.
"""

from django.db import connection


def holds(lease: int) -> bool:
    """Whether this connection has the lease, now or by this question. Ask before each step."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND pid = pg_backend_pid() AND classid = %s AND objid = %s)",
            [lease >> 32, lease & 0xFFFFFFFF],
        )
        if cursor.fetchone()[0]:
            return True
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lease])
        return bool(cursor.fetchone()[0])


def is_held(lease: int) -> bool:
    """Whether any process has the lease."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND classid = %s AND objid = %s AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [lease >> 32, lease & 0xFFFFFFFF],
        )
        return bool(cursor.fetchone()[0])

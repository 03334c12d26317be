"""The database: what it is, and whether it can do all that we ask of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mainstay.cli.doctor.finding import Finding, attention, broken, ok

_OLDEST = 150_000
_EXTENSIONS = ["pg_trgm", "unaccent"]
_MOST_APART = 5.0
"""Seconds between the database's clock and ours before we mention it."""


def examine() -> Iterator[Finding]:
    yield from _server()
    yield from _letters()
    yield from _tables()
    yield from _clock()


def pending_steps() -> int:
    """How many migrations have not been done yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _server() -> Iterator[Finding]:
    name, number = _ask(
        "SELECT current_setting('server_version'), current_setting('server_version_num')::int"
    )
    if number < _OLDEST:
        yield broken("database", f"PostgreSQL {name} is too old. Mainstay needs 15 or later.")
    else:
        yield ok("database", f"PostgreSQL {name} answers.")
    if _ask("SELECT pg_is_in_recovery()")[0]:
        yield broken(
            "database",
            "This server only reads: it is a standby. Name the primary in DATABASE_URL, or all "
            "servers separated by commas.",
        )
    if _ask("SHOW fsync")[0] != "on":
        yield broken("database", "fsync is off: a power cut would destroy the data. Turn it on.")


def _letters() -> Iterator[Finding]:
    encoding, ctype = _ask(
        "SELECT pg_encoding_to_char(encoding), datctype FROM pg_database"
        " WHERE datname = current_database()"
    )
    if encoding != "UTF8":
        yield broken(
            "letters", f"The database is encoded in {encoding}. Make it again with ENCODING 'UTF8'."
        )
    (missing,) = _ask(
        "SELECT array_agg(name) FROM unnest(%s::text[]) AS name"
        " WHERE name NOT IN (SELECT extname FROM pg_extension)",
        _EXTENSIONS,
    )
    if missing:
        yield broken(
            "letters",
            f"The extensions {', '.join(missing)} are missing. Run: mainstay migrate",
        )
    # Under LC_CTYPE C only ASCII letters are letters, and no Russian word would be found.
    elif not _ask("SELECT show_trgm('привет')")[0]:
        yield broken(
            "letters",
            f"With LC_CTYPE {ctype} a part of a Russian name cannot be found. Make the database "
            "again with LC_CTYPE 'C.UTF-8'.",
        )
    else:
        yield ok("letters", f"All alphabets can be searched (LC_CTYPE {ctype}).")


def _tables() -> Iterator[Finding]:
    if steps := pending_steps():
        yield broken("tables", f"{steps} steps are missing. Run: mainstay migrate")
    else:
        yield ok("tables", "The tables are up to date.")


def _clock() -> Iterator[Finding]:
    (theirs,) = _ask("SELECT clock_timestamp()")
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart > _MOST_APART:
        yield attention(
            "time",
            f"The clocks of this machine and of the database are {apart:.0f} seconds apart. "
            "Let both follow a time server.",
        )


def _ask(query: str, *values: str | list[str]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row: tuple[Any, ...] = cursor.fetchone()
    return row

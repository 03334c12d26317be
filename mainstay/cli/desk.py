"""Making a desk ready for a command: its home, its database, its tables."""

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import click
import django
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from mainstay.config.environment import Environment
from mainstay.core import postgres
from mainstay.core.boundary import is_lost
from mainstay.core.errors import Unavailable

_MIGRATING = 4_600_110_002
_UNFINISHED = "restore.unfinished"


@contextmanager
def desk(
    *, migrated: bool = True, even_unfinished: bool = False, with_models: bool = True
) -> Iterator[Environment]:
    """Have the database running and its tables up to date meanwhile. Django is ready inside.

    Without models there are settings and connections alone, in two thirds of the memory.

    The embedded server starts when nobody uses it yet; the last one out stops it. A home whose
    restore was interrupted is refused, unless `even_unfinished`.
    """
    env = Environment()
    if (env.home / _UNFINISHED).exists() and not even_unfinished:
        raise Unavailable(
            f"A restore into {env.home} did not come to its end. Empty the folder (and the "
            "database, if it is another one) and restore again."
        )
    make_home(env.home)
    _give_key(env.home)
    with ExitStack() as stack:
        if env.is_embedded:
            stack.enter_context(postgres.in_use(env.home))
        if with_models:
            django.setup()
        stack.callback(connection.close)
        with _explained():
            if migrated and with_models:
                migrate_if_needed()
            yield env


@contextmanager
def mark_unfinished(home: Path) -> Iterator[None]:
    """Let nobody use this home until what happens inside has come to its end."""
    mark = home / _UNFINISHED
    mark.touch()
    yield
    mark.unlink()


def migrate_if_needed() -> int:
    """Bring the tables up to date, one process at a time. Returns how many steps were taken."""
    if not _pending():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            pending = _pending()
            if pending:
                click.echo(f"Bringing the database up to date, {pending} steps.", err=True)
                call_command("migrate", verbosity=0, interactive=False)
                call_command("createcachetable", verbosity=0)
            return pending
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


def _pending() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _explained() -> Iterator[None]:
    """Say in a sentence that the database is away, instead of showing where we noticed."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if not is_lost(error):
            raise
        words = str(error).strip().splitlines()[0]
        raise Unavailable(
            f"The database does not answer: {words}. Run this again when it does; what was "
            "committed stays."
        ) from error


def make_home(home: Path) -> None:
    """Make the folder of the desk. An existing one stays as it is."""
    with _usable(home):
        if not home.exists():
            home.mkdir(parents=True)
            # The database server's own user has to pass through, not to read.
            home.chmod(0o711)


def _give_key(home: Path) -> None:
    key = home / "secret_key"
    with _usable(home), suppress(FileExistsError):  # another process was faster
        descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))


@contextmanager
def _usable(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(
            f"The folder {home} cannot be used: {error.strerror}. Choose another with --home."
        ) from error

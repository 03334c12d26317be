"""`mainstay backup` and `mainstay restore`: a whole desk in one file, and back."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from psycopg.conninfo import conninfo_to_dict

from mainstay import __version__
from mainstay.cli import archive
from mainstay.cli.desk import desk, make_home, mark_unfinished
from mainstay.cli.progress import Progress
from mainstay.config.environment import Environment
from mainstay.core import postgres
from mainstay.core.errors import Refused, Unavailable

_TOMBSTONES = "tombstones"

_json_option = click.option(
    "--json", "wants_json", is_flag=True, help="The manifest as one JSON object."
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_json_option
def backup(file: Path, wants_json: bool) -> None:
    """Write database, files and secret key into one archive. The desk may run meanwhile.

    With a name that ends in .zst it is compressed. Keep it as safe as the desk itself.
    """
    file = file.absolute()
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.")
    with desk() as env, _scratch(file.parent) as scratch:
        manifest = archive.Manifest(
            version=__version__,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            postgres=_postgres_major(),
            counts=_counts(),
        )
        click.echo("Copying the database.", err=True)
        # Before the files: they are there before the row that names them.
        dump = Path(scratch, archive.DUMP)
        postgres.dump(_database(env), dump)
        files = _Files()
        archive.write(
            file,
            manifest,
            key=env.home / archive.KEY,
            dump=dump,
            files=env.home / archive.FILES,
            on_file=files.one_more,
        )
        files.end()
    if wants_json:
        click.echo(json.dumps(asdict(manifest)))
    else:
        size = file.stat().st_size / 1024**2
        click.echo(f"{file} holds {_spoken(manifest.counts)} ({size:.1f} MB).")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the restored desk. Default: $MAINSTAY_HOME.",
)
@click.option(
    "--tombstones",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file of that name in the former home: people who were erased after the backup.",
)
@_json_option
def restore(file: Path, home: Path | None, tombstones: Path | None, wants_json: bool) -> None:
    """Bring a desk back from an archive, into a home that is empty. Mail is held back at first.

    People who were erased since the backup are erased again, if the list of them is at hand: the
    file `tombstones`, given or alone in the home.
    """
    if home is not None:
        os.environ["MAINSTAY_HOME"] = str(home.expanduser().resolve())
    env = Environment()
    _refuse_used(env.home)
    stones = tombstones.read_bytes() if tombstones else None
    with archive.read(file) as (manifest, members):
        make_home(env.home)
        if stones is not None:
            (env.home / _TOMBSTONES).write_bytes(stones)
        with mark_unfinished(env.home), _scratch(env.home) as scratch:
            dump = Path(scratch, archive.DUMP)
            files = _Files()
            archive.unpack(members, env.home, dump=dump, on_file=files.one_more)
            files.end()
            click.echo("Filling the database.", err=True)
            _fill(env, dump)
            found, erased = _settle(env.home, manifest)
    if wants_json:
        click.echo(json.dumps(asdict(manifest) | {"counts": found, "erased_again": erased}))
        return
    click.echo(f"{env.home} holds {_spoken(found)}, as of {manifest.made_at}.")
    if found != manifest.counts:
        click.echo(f"When the backup began it was {_spoken(manifest.counts)}.")
    if erased:
        click.echo(f"Erased again, because they were erased after the backup: {erased} people.")
    elif not (env.home / _TOMBSTONES).exists():
        click.echo("If people were erased since then: restore with --tombstones, see the manual.")
    click.echo("Mail is held back. When all is as it should be: mainstay sending on")
    click.echo("See how it is with: mainstay doctor")


def _refuse_used(home: Path) -> None:
    if home.exists() and any(each.name != _TOMBSTONES for each in home.iterdir()):
        raise Refused(
            f"{home} is not empty. A backup is restored into a home of its own: "
            "choose another with --home, or move this one away."
        )


def _fill(env: Environment, dump: Path) -> None:
    if env.is_embedded:
        with postgres.in_use(env.home):
            postgres.restore(env.home, dump)
    else:
        postgres.restore(_database(env), dump)
    dump.unlink()


def _settle(home: Path, manifest: archive.Manifest) -> tuple[dict[str, int], int]:
    """Make the copy fit for work in its new place.

    Returns what it holds, and how many people had to be erased again.
    """
    with desk(even_unfinished=True):
        from mainstay.clients import forgetting
        from mainstay.conversations.numbering import skip_given_numbers
        from mainstay.core import projections
        from mainstay.core.actions import switch_off
        from mainstay.core.actor import System

        projections.settle()
        skip_given_numbers()
        found = _counts()
        # What was queued at the time of the backup has left long ago from the original.
        reason = f"restored from a backup of {manifest.made_at}"
        switch_off("sending", reason=reason, by=System("restore"))
        erased = forgetting.replay(forgetting.read_tombstones(home / _TOMBSTONES))
        if forgetting.is_any_known() or erased:
            forgetting.keep_tombstones(home)
    return found, erased


def _database(env: Environment) -> Path | Mapping[str, object]:
    return env.home if env.is_embedded else conninfo_to_dict(env.database_url)


def _postgres_major() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        return int(cursor.fetchone()[0])


def _counts() -> dict[str, int]:
    from mainstay.channels.models import RawMessage
    from mainstay.clients.models import Contact, Organisation
    from mainstay.conversations.models import Conversation, Message
    from mainstay.core.models import Event
    from mainstay.team.models import Member

    main = (Conversation, Message, Contact, Organisation, Member, RawMessage, Event)
    return {str(model._meta.db_table): model._default_manager.count() for model in main}


def _spoken(counts: Mapping[str, int]) -> str:
    conversations = counts.get("conversations_conversation", 0)
    messages = counts.get("conversations_message", 0)
    contacts = counts.get("clients_contact", 0)
    return f"{conversations} conversations, {messages} messages, {contacts} contacts"


def _scratch(folder: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix=".mainstay-", dir=folder)
    except OSError as error:
        raise Unavailable(f"Nothing can be written in {folder}: {error.strerror}.") from error


class _Files:
    """Counts the files of the desk on standard error."""

    def __init__(self) -> None:
        self._count = 0
        self._progress = Progress("Files")

    def one_more(self) -> None:
        self._count += 1
        self._progress.show(self._count)

    def end(self) -> None:
        self._progress.end(self._count)

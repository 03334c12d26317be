"""`mainstay person`: what is held of somebody, and how it is forgotten."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mainstay.cli.desk import desk
from mainstay.cli.progress import Progress
from mainstay.core.errors import Refused

if TYPE_CHECKING:
    from mainstay.clients.models import Contact

_who = click.argument("who", metavar="ID|ADDRESS")


@click.group()
def person() -> None:
    """Hand out everything that is held of a person, or erase it.

    A person is named by the number of their contact, which stands in the address of their page,
    or by one of their mail addresses.
    """


@person.command()
@_who
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(who: str, file: Path) -> None:
    """Write all of it into FILE, a ZIP: data.json, mail as it arrived, attachments."""
    with desk():
        from mainstay.clients import actions
        from mainstay.core import personal
        from mainstay.core.actor import System

        contact = _find(who)
        if file.exists():
            raise Refused(f"{file} is there already. Choose another name.")
        unfinished = file.with_name(f"{file.name}.part")
        progress = _Counted()
        # Readable by us alone: it is somebody's whole correspondence.
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as target:
                files = personal.write_archive(contact.pk, target, on_file=progress.one_more)
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
        progress.end()
        actions.export_person(contact, by=System("command line"))
    click.echo(f"{file} holds {files} files and data.json.")


@person.command()
@_who
@click.option("--word", "words", multiple=True, help="A further word that names them.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
@click.option("--json", "wants_json", is_flag=True, help="One JSON object.")
def erase(who: str, words: tuple[str, ...], is_sure: bool, wants_json: bool) -> None:
    """Erase a person: their messages, files and names, everywhere. It cannot be undone."""
    with desk():
        from mainstay.clients import actions, forgetting
        from mainstay.core.actor import System

        contact = _find(who)
        if not is_sure:
            click.confirm(f"Erase {contact} and everything that names them?", abort=True, err=True)
        erasure = actions.ask_to_erase(contact, by=System("command line"), words=words)
        erasure = forgetting.carry_out(erasure.pk)
    said = {"contact": erasure.contact_id, "erased_at": erasure.erased_at}
    if wants_json:
        click.echo(json.dumps(said, default=str))
    else:
        click.echo(f"Contact {erasure.contact_id} is erased. Backups from before still hold it.")


def _find(who: str) -> "Contact":
    from mainstay.clients.actions import normal
    from mainstay.clients.models import Contact, target_of

    if who.isdecimal() and len(who) < 19:
        found = Contact.objects.filter(pk=who).first()
    else:
        found = Contact.objects.filter(identities__value=normal(who)).first()
    if found is None:
        raise Refused(f"Nobody is known by {who}.")
    return target_of(found)


class _Counted:
    """Counts files on standard error."""

    def __init__(self) -> None:
        self._count = 0
        self._progress = Progress("Files")

    def one_more(self) -> None:
        self._count += 1
        self._progress.show(self._count)

    def end(self) -> None:
        self._progress.end(self._count)

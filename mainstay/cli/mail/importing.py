"""`mainstay mail import`: mail that lies on a disk."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mainstay.channels.email.sources import count, messages
from mainstay.cli.desk import desk
from mainstay.cli.mail import json_option
from mainstay.cli.progress import Progress

if TYPE_CHECKING:
    from mainstay.conversations.importing import Tally

_INTERRUPTED = 130


@click.command(name="import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@json_option
def import_(path: Path, wants_json: bool) -> None:
    """Bring a file, an mbox, a Maildir or a folder of these into the desk.

    Run it as often as you like: what is here already counts as a duplicate. Stopped in the
    middle, it goes on where it was when it is run again.
    """
    with desk():
        try:
            tally = _import(path)
        except KeyboardInterrupt:
            click.echo("\nStopped. What was read is kept: run it again to go on.", err=True)
            sys.exit(_INTERRUPTED)
    click.echo(_as_json(tally) if wants_json else _spoken(tally))


def _import(path: Path) -> "Tally":
    from mainstay.conversations.importing import Tally, import_mail, keep_plans, take_in_left

    keep_plans()
    left = sum(1 for _ in take_in_left())
    if left:
        click.echo(f"{left} messages that were stored earlier are taken in now.", err=True)

    tally = Tally()
    progress = Progress("Messages", count(path))
    for tally in import_mail(messages(path)):
        progress.show(tally.settled)
    progress.end(tally.settled)
    return tally


def _as_json(tally: "Tally") -> str:
    return json.dumps(
        {
            "read": tally.read,
            "conversations": tally.conversations,
            "appended": tally.appended,
            "duplicates": tally.duplicates,
            "quarantined": dict(sorted(tally.quarantined.items())),
        }
    )


def _spoken(tally: "Tally") -> str:
    return (
        f"{tally.read} read: {tally.conversations} began a conversation, {tally.appended} were "
        f"added to one, {tally.duplicates} were here already, "
        f"{sum(tally.quarantined.values())} were set aside."
    )

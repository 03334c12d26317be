"""`mainstay import clients`: companies and their people from a CSV file."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mainstay.cli.desk import desk
from mainstay.cli.progress import Progress

if TYPE_CHECKING:
    from mainstay.clients.importing import Sheet, Tally

_INTERRUPTED = 130


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would happen, change nothing.")
@click.option("--json", "wants_json", is_flag=True, help="JSON alone on standard output.")
def clients(file: Path, is_dry: bool, wants_json: bool) -> None:
    """Add and change clients by the rows of FILE.csv.

    Columns: name, kinds, domains, language, country, contact_name, contact_email, tags, note,
    manager_email, and fields of your own by their names. An empty cell changes nothing. Safe to
    run twice and to stop. Ends with 1 when a row was left out; each is named with its line.
    """
    with desk():
        try:
            sheet, tally = _take_in(file, is_dry)
        except KeyboardInterrupt:
            click.echo("\nStopped. What was taken in stays: run it again to go on.", err=True)
            sys.exit(_INTERRUPTED)
        ignored = _ignored(sheet)
    if wants_json:
        counts = asdict(tally)
        bad = counts.pop("faults")
        read = {"encoding": sheet.encoding, "separator": sheet.separator}
        more = {"bad_rows": bad, "ignored_columns": ignored, "dry_run": is_dry}
        click.echo(json.dumps(counts | more | read, ensure_ascii=False))
    else:
        _speak(tally, ignored, is_dry)
    sys.exit(1 if tally.faults else 0)


def _take_in(file: Path, is_dry: bool) -> "tuple[Sheet, Tally]":
    from mainstay.clients.importing import Tally, open_sheet, take_in
    from mainstay.clients.importing.reading import count_lines
    from mainstay.clients.importing.rows import Vocabulary
    from mainstay.core.actor import System

    vocabulary = Vocabulary()
    with file.open("rb") as source:
        progress = Progress("Rows", count_lines(source))
        sheet = open_sheet(source, vocabulary.knows)
        tally = Tally()
        for tally in take_in(sheet, vocabulary, by=System("import"), is_dry=is_dry):
            progress.show(tally.rows)
        progress.end(tally.rows)
    return sheet, tally


def _ignored(sheet: "Sheet") -> list[str]:
    from mainstay.clients.importing.rows import Vocabulary

    vocabulary = Vocabulary()
    return [each for each in sheet.columns if each and not vocabulary.knows(each)]


def _speak(tally: "Tally", ignored: list[str], is_dry: bool) -> None:
    for each in tally.faults:
        where = f"line {each.line}, {each.column}" if each.column else f"line {each.line}"
        click.echo(f"{where}: {each.reason}")
    for column in ignored:
        click.echo(f"The column “{column}” is not known and was left out.")
    would = "would be " if is_dry else ""
    click.echo(
        f"{tally.rows} rows: {tally.clients_added} clients {would}added, "
        f"{tally.clients_changed} {would}changed; {tally.contacts_added} people {would}added, "
        f"{tally.contacts_changed} {would}changed; {tally.unchanged} rows change nothing; "
        f"{len(tally.faults)} are bad."
    )

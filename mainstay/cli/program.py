"""`mainstay`: the one program and its commands."""

import os
import sys
from pathlib import Path

import click
from pydantic import ValidationError

from mainstay import __version__
from mainstay.cli.lazily import LazyGroup
from mainstay.core.errors import Refused, Unavailable

COMMANDS = {
    "demo": ("mainstay.cli.processes", "demo"),
    "up": ("mainstay.cli.processes", "up"),
    "serve": ("mainstay.cli.processes", "serve"),
    "live": ("mainstay.cli.processes", "live"),
    "worker": ("mainstay.cli.processes", "worker"),
    "clock": ("mainstay.cli.processes", "clock"),
    "migrate": ("mainstay.cli.setup", "migrate"),
    "createuser": ("mainstay.cli.setup", "createuser"),
    "doctor": ("mainstay.cli.doctor", "doctor"),
    "mail": ("mainstay.cli.mail", "mail"),
    "import": ("mainstay.cli.importing", "import_"),
    "person": ("mainstay.cli.person", "person"),
    "bench": ("mainstay.cli.bench", "bench"),
    "backup": ("mainstay.cli.backup", "backup"),
    "restore": ("mainstay.cli.backup", "restore"),
    "sending": ("mainstay.cli.setup", "sending"),
}


@click.group(
    cls=LazyGroup, modules=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the embedded database and all files. Default: $MAINSTAY_HOME.",
)
@click.version_option(__version__)
def program(home: Path | None) -> None:
    """The desk of client-service departments: conversations, promises, and what they are about."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mainstay.config.settings")
    if home is not None:
        os.environ["MAINSTAY_HOME"] = str(home.expanduser().resolve())


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 refused or impossible now, 2 called wrongly."""
    try:
        program(prog_name="mainstay")
    except (Refused, Unavailable) as error:
        click.echo(f"mainstay: {error}", err=True)
        sys.exit(1)
    except ValidationError as error:
        for each in error.errors():
            name = "_".join(str(part) for part in each["loc"]).upper()
            name = name if name == "DATABASE_URL" else f"MAINSTAY_{name}"
            click.echo(f"mainstay: {name}: {each['msg']}", err=True)
        sys.exit(2)

"""`mainstay`: its commands, loaded when they are called, so that the small ones start fast."""

import importlib
import os
import sys
from pathlib import Path

import click
from pydantic import ValidationError

from mainstay import __version__
from mainstay.core.errors import Refused, Unavailable

# Name -> module of mainstay.cli and the command in it.
COMMANDS = {
    "demo": ("processes", "demo"),
    "up": ("processes", "up"),
    "serve": ("processes", "serve"),
    "live": ("processes", "live"),
    "worker": ("processes", "worker"),
    "clock": ("processes", "clock"),
    "migrate": ("setup", "migrate"),
    "createuser": ("setup", "createuser"),
    "doctor": ("doctor", "doctor"),
    "mail": ("mail", "mail"),
    "bench": ("bench", "bench"),
    "backup": ("backup", "backup"),
    "restore": ("backup", "restore"),
    "sending": ("setup", "sending"),
}


class Program(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"mainstay.cli.{module}"), name)
        return command


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
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

"""Setting up: tables, the first people, and whether mail leaves."""

import json
import sys

import click

from mainstay.cli.desk import desk, migrate_if_needed
from mainstay.core.actor import System
from mainstay.core.errors import Refused

_ROLES = ("agent", "lead", "manager", "administrator", "read_only")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def migrate(as_json: bool) -> None:
    """Bring the database up to date. Harmless when it is."""
    with desk(migrated=False):
        steps = migrate_if_needed()
    if as_json:
        click.echo(json.dumps({"steps": steps}))
    else:
        click.echo(f"{steps} steps taken." if steps else "The database is up to date.")


@click.command()
@click.argument("email")
@click.option("--name", prompt=True)
@click.option("--role", type=click.Choice(_ROLES), default="agent", show_default=True)
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input, one line."
)
def createuser(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Make a member with a password."""
    with desk():
        from mainstay.team.actions import join

        if "@" not in email:
            raise Refused(f"“{email}” is no e-mail address.")
        if password_stdin:
            password = sys.stdin.readline().rstrip("\n")
        else:
            password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        member = join(email=email, name=name, role=role, password=password, by=System("console"))
        click.echo(f"{member.name} may sign in as {member.email}, {member.get_role_display()}.")


@click.command()
@click.argument("wanted", type=click.Choice(["on", "off"]))
def sending(wanted: str) -> None:
    """Let mail leave, or hold it back. After a restore it is held back."""
    with desk():
        from mainstay.core.actions import switch_off, switch_on

        if wanted == "on":
            switch_on("sending", by=System("console"))
            click.echo("Mail leaves again; what waited goes out within a minute.")
        else:
            switch_off("sending", reason="held back on the console", by=System("console"))
            click.echo("Mail is held back. Let it go with: mainstay sending on")

"""`mainstay doctor`: how the desk is, and what to do where it is not well."""

import json
import sys

import click

from mainstay.cli.desk import desk
from mainstay.cli.doctor import database, home, mail
from mainstay.cli.doctor.finding import Finding, broken
from mainstay.config.environment import Environment
from mainstay.core.errors import Unavailable


@click.command()
@click.option("--json", "wants_json", is_flag=True, help="One JSON object a line for each finding.")
def doctor(wants_json: bool) -> None:
    """Check database, disk, mail, clock and queues. Exit code 1 when something is broken."""
    findings = _examine()
    for each in findings:
        if wants_json:
            click.echo(json.dumps({"what": each.what, "state": each.state, "says": each.says}))
        else:
            click.echo(f"{each.state:<10} {each.what:<12} {each.says}")
    if any(each.state == "broken" for each in findings):
        sys.exit(1)


def _examine() -> list[Finding]:
    env = Environment()
    try:
        # Another server than ours may be migrated by somebody else, at a time of their choice.
        with desk(migrated=env.is_embedded):
            from mainstay.cli.doctor import chats, mailboxes, work

            findings = list(database.examine())
            findings += home.examine(env)
            findings += mail.examine(env)
            if not database.pending_steps():
                findings += work.examine()
                findings += mailboxes.examine()
                findings += chats.examine()
    except Unavailable as error:
        return [broken("database", str(error)), *home.examine(env)]
    return findings

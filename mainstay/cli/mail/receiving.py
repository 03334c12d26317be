"""`mainstay mail receive`: one message, as a mail server hands it over."""

import json
import sys
from typing import TYPE_CHECKING

import click

from mainstay.cli.desk import desk
from mainstay.cli.mail import json_option

if TYPE_CHECKING:
    from mainstay.conversations.importing import Fate

# What a mail server understands as "keep it and try again later" (EX_TEMPFAIL in sysexits.h).
_TRY_LATER = 75


@click.command()
@json_option
def receive(wants_json: bool) -> None:
    """Take in one message from standard input.

    Exit code 0: it is kept, even if it could not be understood. 75: it is not kept, hand it over
    again later.
    """
    if sys.stdin.isatty():
        click.echo("Reading one message from standard input.", err=True)
    raw = sys.stdin.buffer.read()
    is_kept = False
    try:
        with desk():
            from mainstay.channels import intake
            from mainstay.conversations.importing import fate_of
            from mainstay.core.boundary import retrying

            stored = retrying(lambda: intake.store(raw, source="receive"))
            is_kept = True
            fate = fate_of(stored.raw_id, raw)
            outcome = fate.outcome if stored.is_new else "duplicate"
            click.echo(_as_json(outcome, fate) if wants_json else _spoken(outcome, fate))
    except Exception as error:
        # Whatever it is: a mail server that is told 75 keeps the message, any other code loses it.
        click.echo(f"mainstay: {' '.join(str(error).split()) or type(error).__name__}", err=True)
        if not is_kept:
            click.echo("mainstay: The message is not kept. Hand it over again later.", err=True)
            sys.exit(_TRY_LATER)
        click.echo("mainstay: The message is kept and will be taken in later.", err=True)


def _as_json(outcome: str, fate: "Fate") -> str:
    cause = fate.cause or None
    return json.dumps({"outcome": outcome, "conversation": fate.conversation_id, "cause": cause})


def _spoken(outcome: str, fate: "Fate") -> str:
    number = f"conversation {fate.conversation_id}" if fate.conversation_id else "the desk"
    return {
        "conversation": f"Began {number}.",
        "appended": f"Added to {number}.",
        "duplicate": f"Was in {number} already.",
        "quarantined": f"Kept, but set aside ({fate.cause}): see the quarantine page.",
    }[outcome]

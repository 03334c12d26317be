"""`mainstay mail`: reading raw messages, with and without a desk."""

import click

from mainstay.cli.lazily import LazyGroup

json_option = click.option(
    "--json", "wants_json", is_flag=True, help="JSON alone on standard output, one object a line."
)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    modules={
        "parse": ("mainstay.cli.mail.parsing", "parse"),
        "receive": ("mainstay.cli.mail.receiving", "receive"),
        "import": ("mainstay.cli.mail.importing", "import_"),
    },
)
@click.option(
    "--lmtp",
    metavar="HOST:PORT",
    help="Also take messages by LMTP here, or at a path of a socket. Default: $MAINSTAY_LMTP.",
)
@click.pass_context
def mail(context: click.Context, lmtp: str | None) -> None:
    """Fetch the mail of all mailboxes as it arrives; or read raw messages by a command below."""
    if context.invoked_subcommand is None:
        from mainstay.cli.mail.fetching import fetch

        fetch(lmtp)

"""`mainstay mail`: reading raw messages, with and without a desk."""

import click

from mainstay.cli.lazily import LazyGroup

json_option = click.option(
    "--json", "wants_json", is_flag=True, help="JSON alone on standard output, one object a line."
)


@click.group(
    cls=LazyGroup,
    modules={
        "parse": ("mainstay.cli.mail.parsing", "parse"),
        "receive": ("mainstay.cli.mail.receiving", "receive"),
        "import": ("mainstay.cli.mail.importing", "import_"),
    },
)
def mail() -> None:
    """Read raw messages: apart, one by one, or a whole folder."""

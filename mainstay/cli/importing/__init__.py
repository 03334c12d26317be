"""`mainstay import`: tables that other programs wrote."""

import click

from mainstay.cli.lazily import LazyGroup


@click.group(
    name="import",
    cls=LazyGroup,
    modules={"clients": ("mainstay.cli.importing.clients", "clients")},
)
def import_() -> None:
    """Bring in tables that other programs wrote, first as a dry run if you like."""

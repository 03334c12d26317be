"""`mainstay bench`: our own measurements, in a home of their own that goes away afterwards."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from mainstay.bench.corpus import corpus
from mainstay.bench.report import report
from mainstay.cli.desk import desk
from mainstay.cli.progress import Progress
from mainstay.core import postgres

_json_option = click.option(
    "--json", "wants_json", is_flag=True, help="One JSON object on standard output."
)


@click.group()
def bench() -> None:
    """Measure this machine, each time beside the floor. Your own desk is not touched."""


@bench.command()
@click.option("--messages", type=click.IntRange(2), default=1000, show_default=True)
@_json_option
def mail(messages: int, wants_json: bool) -> None:
    """Mail coming in: store, parse, thread, tell."""
    name, mails = corpus(messages)
    settings = {"messages": len(mails), "corpus": name, "bytes": sum(map(len, mails))}
    with _own_home():
        from mainstay.bench.mail import measure

        progress = Progress("Messages", len(mails))
        result = measure(mails, progress.show)
        progress.end(len(mails))
    _tell(report(settings, [result]), wants_json=wants_json)


@bench.command("desk")
@click.option("--conversations", type=click.IntRange(1000), default=100_000, show_default=True)
@_json_option
def measure_desk(conversations: int, wants_json: bool) -> None:
    """A whole desk: pages, search, answers and mail, by one person and by eight at once."""
    settings = {"conversations": conversations, "messages_each": 4, "organisations": 1000}
    settings |= {"members": 20, "processes": 2}
    with _own_home():
        from mainstay.bench.desk import measure

        results = measure(conversations, _show)
    _tell(report(settings, results), wants_json=wants_json)


def _show(name: str, total: int) -> Callable[[int], None]:
    """Tell of one piece of work, and of its end."""
    progress = Progress(name, total)

    def show(done: int) -> None:
        if done == total:
            progress.end(done)
        else:
            progress.show(done)

    return show


@contextmanager
def _own_home() -> Iterator[None]:
    os.environ.pop("DATABASE_URL", None)
    with postgres.temporary_home() as home:
        os.environ["MAINSTAY_HOME"] = str(home)
        with desk():
            yield


def _tell(found: dict[str, Any], *, wants_json: bool) -> None:
    if wants_json:
        click.echo(json.dumps(found))
        return
    for each in found["results"]:
        click.echo(
            f"{each['name']} ({each['connections']}): {each['rate_per_s']} a second "
            f"(p50 {each['p50_ms']} ms, p99 {each['p99_ms']} ms, {each['memory_mb']} MB); "
            f"the floor does {each['floor_rate_per_s']}, so we reach {each['ratio']:.0%} of it."
        )

"""The processes of a desk, each by itself, and all together."""

import asyncio
import gc
import os
import shutil
import socket
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click
from django.db import connection

from mainstay.cli.desk import desk
from mainstay.cli.supervisor import Supervisor, end_with, end_with_supervisor
from mainstay.config.environment import Environment
from mainstay.core.errors import Unavailable

_EACH = ("serve", "live", "worker", "clock")
_OUTSIDE = ("mail",)
"""What reaches out into the world: not in a demo."""
port_option = click.option(
    "--port", type=click.IntRange(1, 65534), help="Port of the pages; live updates take the next."
)
host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on."
)


@click.command()
@port_option
@host_option
def up(port: int | None, host: str) -> None:
    """Run a desk: pages, live updates, worker, clock and mail. For a real first day."""
    _set_port(port)
    with desk() as env:
        from mainstay.team.actions import invite_first_administrator

        _refuse_taken_port(host, env.port)
        token = invite_first_administrator()
        click.echo(f"Mainstay runs at {env.public_url}")
        if token:
            click.echo("Nobody has joined yet. Become the first administrator by this link, once:")
            click.echo(f"  {env.public_url}/welcome/{token}/")
        click.echo("Stop it with Ctrl-C.")
        _run_all(host, (*_EACH, *_OUTSIDE))


@click.command()
@port_option
@host_option
def demo(port: int | None, host: str) -> None:
    """Run a desk with people, clients and five weeks of stories. Nothing leaves this machine."""
    _set_port(port)
    os.environ["MAINSTAY_IS_DEMO"] = "true"
    os.environ.setdefault("MAINSTAY_MAIL_FROM", "desk@mainstay.example")
    os.environ["MAINSTAY_HOME"] = str(_demo_home())
    with desk() as env:
        from mainstay.demo import people, world

        _refuse_taken_port(host, env.port)
        if not world.is_built():
            click.echo("Telling the stories of the demo.")
            world.build()
        click.echo(f"Mainstay runs at {env.public_url}")
        click.echo("Sign in as one of these, all with the password mainstay-demo:")
        for name, email, role in people.who_may_sign_in():
            click.echo(f"  {email:34} {name}, {role}")
        click.echo(
            "What you send lies in the outbox of the home; nothing leaves. Stop it with Ctrl-C."
        )
        _run_all(host, _EACH)


@click.command()
@port_option
@host_option
def serve(port: int | None, host: str) -> None:
    """Serve the pages."""
    # Each process loads its own server alone: they take ten megabytes and more.
    from granian.constants import Interfaces
    from granian.server import Server as Granian

    _set_port(port)
    end_with_supervisor()
    with desk() as env:
        from mainstay.cli import static_files

        static_files.collect()
        _fresh_metrics(env.home)
        _load_what_all_share()
        # The web processes are forks, and a connection belongs to one process.
        connection.close()
        Granian(
            "mainstay.config.wsgi:application",
            address=host,
            port=env.port,
            interface=Interfaces.WSGI,
            workers=env.web_processes,
            blocking_threads=3,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            log_enabled=False,
        ).serve(target_loader=partial(_application, os.getpid()), wrap_loader=False)


@click.command()
@port_option
@host_option
def live(port: int | None, host: str) -> None:
    """Serve live updates, on the port after that of the pages."""
    import uvicorn

    _set_port(port)
    end_with_supervisor()
    with desk(with_models=False) as env:
        from mainstay.web.live import application

        # Open streams would hold up a stop for ever without the limit.
        uvicorn.run(
            application(),
            host=host,
            port=env.port + 1,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=2,
        )


@click.command()
@click.option("--concurrency", type=click.IntRange(1, 32), default=4, show_default=True)
def worker(concurrency: int) -> None:
    """Do the background jobs: reactions, alarms, mail."""
    end_with_supervisor()
    with desk():
        from mainstay.core.jobs import worker_app

        async def run() -> None:
            app = worker_app()
            async with app.open_async():
                await app.run_worker_async(concurrency=concurrency, fetch_job_polling_interval=2)

        asyncio.run(run())


@click.command()
def clock() -> None:
    """Ring alarms and read the event log on."""
    end_with_supervisor()
    with desk():
        from mainstay.core.ticker import Ticker

        ticker = Ticker()
        ticker.stop_on_signals()
        ticker.run()


def _application(server: int) -> Callable[..., object]:
    """What a web process serves. It ends with its server: otherwise it would keep the port."""
    end_with(server)
    from mainstay.config.wsgi import application

    return application


def _load_what_all_share() -> None:
    """Load views and templates before the web processes part, so that they are there once.

    What is frozen is never looked at by the collector again, which would copy its pages. A page
    makes some tens of thousands of objects and nearly no cycles: the collector comes seldom.
    """
    from django.template import engines
    from django.urls import get_resolver

    from mainstay.config import wsgi

    assert wsgi.application
    assert get_resolver().url_patterns
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _run_all(host: str, names: Sequence[str]) -> None:
    with_host = {"serve", "live"}
    Supervisor(
        {name: [name, "--host", host] if name in with_host else [name] for name in names}
    ).run()


def _set_port(port: int | None) -> None:
    if port is not None:
        os.environ["MAINSTAY_PORT"] = str(port)


def _demo_home() -> Path:
    if "MAINSTAY_HOME" in os.environ:
        return Path(os.environ["MAINSTAY_HOME"])
    home = Environment().home
    return home.with_name(f"{home.name}-demo")


def _refuse_taken_port(host: str, port: int) -> None:
    for each in (port, port + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, each))
            except OSError as error:
                raise Unavailable(
                    f"Port {each} is taken. Choose another with --port (it takes two)."
                ) from error


def _fresh_metrics(home: Path) -> None:
    """Numbers of processes that are gone would be counted for ever."""
    folder = home / "run" / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)

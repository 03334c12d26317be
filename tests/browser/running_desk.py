"""A desk as a person starts it: `mainstay up` in a home of its own, with all its processes."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller

from mainstay.core.postgres import temporary_home

STARTS_WITHIN = 60.0


class MailServer:
    """A real SMTP server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        self.letters.append(envelope.content)
        return "250 kept"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def wait_for(self, count: int, seconds: float = 30.0) -> list[bytes]:
        until = time.monotonic() + seconds
        while len(self.letters) < count and time.monotonic() < until:
            time.sleep(0.1)
        return self.letters


class Desk:
    """A running desk."""

    def __init__(
        self, home: Path, port: int, mail_server: MailServer, settings: Mapping[str, str]
    ) -> None:
        self.home, self.port, self.mail_server, self.settings = home, port, mail_server, settings
        self.url = f"http://localhost:{port}"
        self.link = ""

    @property
    def environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("MAINSTAY_")}
        clean.pop("DJANGO_SETTINGS_MODULE", None)
        clean.pop("DATABASE_URL", None)
        return clean | {
            "MAINSTAY_HOME": str(self.home),
            "MAINSTAY_PORT": str(self.port),
            "MAINSTAY_MAIL_FROM": "desk@mainstay.example",
            "MAINSTAY_SMTP_URL": f"smtp://127.0.0.1:{self.mail_server.port}?tls=off",
            "MAINSTAY_LOG_LEVEL": "WARNING",
            **self.settings,
        }

    def run(self, *arguments: str, given: bytes = b"") -> str:
        """Run a command of the program in this home; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "mainstay", *arguments],
            env=self.environment,
            input=given,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def receive(self, message: EmailMessage) -> str:
        return self.run("mail", "receive", "--json", given=message.as_bytes())


@contextmanager
def running_desk(**settings: str) -> Iterator[Desk]:
    """A desk with these further settings of its environment."""
    server = MailServer()
    server.start()
    with temporary_home() as home:
        desk = Desk(home, free_port(pair=True), server, settings)
        program = subprocess.Popen(
            [sys.executable, "-m", "mainstay", "up"],
            env=desk.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            desk.link = _read_link(program)
            _wait_until_ready(desk)
            yield desk
        finally:
            program.send_signal(signal.SIGTERM)
            program.wait(30)
            server.stop()


def free_port(*, pair: bool = False) -> int:
    """A port that nobody has; with `pair` the next one is free too."""
    while True:
        with socket.socket() as probe, socket.socket() as following:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
            if not pair:
                return port
            try:
                following.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def _read_link(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    for line in program.stdout:
        if found := re.search(r"http://\S+/welcome/\S+/", line):
            return found.group()
    raise AssertionError("mainstay up ended without printing a link.")


def _wait_until_ready(desk: Desk) -> None:
    until = time.monotonic() + STARTS_WITHIN
    for address in (f"{desk.url}/readyz", f"http://localhost:{desk.port + 1}/healthz"):
        while True:
            try:
                with urllib.request.urlopen(address, timeout=2):
                    break
            except OSError:
                assert time.monotonic() < until, f"{address} did not answer in time"
                time.sleep(0.2)

"""A desk with a mailbox on a real mail server, for the proofs of `mainstay mail`."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from mainstay.cli.tests.program import Program, _environment
from mainstay.core import postgres

ADDRESS = "service@desk.example"
_ADDING = """
import json, sys
from mainstay.cli.desk import desk
with desk():
    from mainstay.channels.mailboxes import actions
    from mainstay.core.actor import System
    settings, secrets = json.loads(sys.argv[1])
    print(actions.add(settings, secrets, by=System("test")).pk)
"""
_SUM = """
    SELECT count(*),
        count(*) FILTER (WHERE NOT is_repeat AND state = 'taken' AND is_beginning),
        count(*) FILTER (WHERE NOT is_repeat AND state = 'taken' AND NOT is_beginning),
        count(*) FILTER (WHERE is_repeat OR state = 'duplicate'),
        count(*) FILTER (WHERE NOT is_repeat AND state = 'quarantined'),
        count(*) FILTER (WHERE NOT is_repeat AND state = 'stored')
    FROM channels_mailboxarrival JOIN channels_rawmessage AS raw ON raw.id = raw_id
"""


def add_mailbox(desk: Program, server: Any, **settings: Any) -> int:
    """A mailbox on this Dovecot, fetched without TLS; everything in it counts."""
    given = {
        "name": "Service",
        "address": ADDRESS,
        "imap_host": "127.0.0.1",
        "imap_port": server.port,
        "imap_security": "none",
        "imap_user": ADDRESS,
    } | settings
    secret = given.pop("secret", "correct horse")
    done = subprocess.run(
        [sys.executable, "-c", _ADDING, json.dumps([given, {"imap_secret": secret}])],
        env=_environment({"MAINSTAY_HOME": str(desk.home), "MAINSTAY_LOG_LEVEL": "WARNING"})
        | {"DJANGO_SETTINGS_MODULE": "mainstay.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


class Books:
    """The database of a desk, kept open: what has arrived and what became of it."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def ask(self, query: str) -> Any:
        """The first column of the first row."""
        row = self._connection.execute(query).fetchone()
        return row[0] if row else None

    def sum(self) -> dict[str, int]:
        names = ("seen", "conversations", "appended", "duplicates", "quarantined", "waiting")
        return dict(zip(names, self._connection.execute(_SUM).fetchone(), strict=True))

    def is_settled(self, seen: int) -> bool:
        found = self.sum()
        return found["seen"] >= seen and not found["waiting"]


@contextmanager
def books(desk: Program) -> Iterator[Books]:
    with postgres.in_use(desk.home):
        where = {**postgres.connection(desk.home)}
        with psycopg.connect(**where, autocommit=True) as connection:
            yield Books(connection)


def letter(number: int, *, answers: int | None = None, lines: int = 3) -> bytes:
    """A mail of its own. With `answers` it is an answer to that one."""
    parent = f"In-Reply-To: <{answers}@client.example>\r\n" if answers is not None else ""
    body = f"Line of letter {number}.\r\n" * lines
    return (
        f"From: Client {number % 7} <client{number % 7}@client.example>\r\n"
        f"To: {ADDRESS}\r\nSubject: Letter {number}\r\n"
        f"Message-ID: <{number}@client.example>\r\n{parent}"
        f"Date: Mon, 03 Mar 2025 10:00:00 +0000\r\n\r\n{body}"
    ).encode()


def hostile(number: int) -> bytes:
    """What no mail program writes, each in another way. All of it ends in quarantine."""
    kinds = [
        f"this is a shopping list {number}\n".encode(),
        b"\r\n" * (number + 1),
        b"\x00\xff\xfe" * (number + 9),
        f"From: x@client.example\r\nX-{number}: ".encode() + b"a" * 3_000_000 + b"\r\n\r\nhi",
        _nested(number),
    ]
    return kinds[number % len(kinds)]


def _nested(number: int) -> bytes:
    depth = 120
    head = f"From: x@client.example\r\nSubject: nested {number}\r\nMIME-Version: 1.0\r\n"
    body = "".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'
        for level in range(depth)
    )
    return (head + body + "Content-Type: text/plain\r\n\r\nhi\r\n").encode()

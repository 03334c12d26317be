"""`mainstay mail` against a real Dovecot: nothing is lost, nothing is doubled."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from mainstay.cli.tests.fetching import ADDRESS, Books, add_mailbox, books, hostile, letter
from mainstay.cli.tests.program import Program, wait_until
from tests import dovecot
from tests.dovecot import Dovecot


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    with dovecot.running() as server:
        yield server


@pytest.fixture
def server(running: Dovecot) -> Dovecot:
    """The mail server with an empty mailbox."""
    running.add_user(ADDRESS)
    return running


def killed_at_random(desk: Program, command: list[str], times: int, longest: float) -> None:
    """Start a process and kill it without a word, again and again."""
    for _time in range(times):
        with desk.running(*command) as process:
            time.sleep(random.uniform(0.6, longest))
            process.send_signal(signal.SIGKILL)
            process.wait()


def is_read(server: Dovecot) -> Callable[[], bool]:
    return lambda: server.count(ADDRESS, "UNSEEN") == 0


def check_nothing_is_lost(books: Books, server: Dovecot, good: int, bad: int) -> None:
    found = books.sum()
    assert found["seen"] == good + bad == server.count(ADDRESS)
    assert found["conversations"] + found["appended"] == good
    assert found["quarantined"] + found["duplicates"] == bad
    assert found["waiting"] == 0
    assert books.ask("SELECT count(*) FROM conversations_message") == good
    assert books.ask("SELECT count(DISTINCT message_id) FROM conversations_message") == good
    without = "SELECT count(*) FROM channels_rawmessage WHERE state = 'quarantined' AND cause = ''"
    assert books.ask(without) == 0


def test_killed_again_and_again_it_loses_and_doubles_nothing(desk, server):
    good = [letter(n, answers=n - 1 if n % 5 == 0 and n else None) for n in range(60)]
    bad = [hostile(n) for n in range(10)]
    server.deliver(ADDRESS, [*good[:30], *bad[:5]])
    with books(desk) as found:
        add_mailbox(desk, server)
        with desk.running("worker"):
            killed_at_random(desk, ["mail"], 3, 2.5)
            server.deliver(ADDRESS, [*good[30:], *bad[5:]])
            killed_at_random(desk, ["mail"], 2, 3.0)
            with desk.running("mail"):
                wait_until(lambda: found.is_settled(70), seconds=40, what="all of them")
                wait_until(is_read(server), seconds=10, what="the marks")
        check_nothing_is_lost(found, server, 60, 10)
        causes = "SELECT count(DISTINCT cause) FROM channels_rawmessage WHERE cause <> ''"
        assert found.ask(causes) == 4

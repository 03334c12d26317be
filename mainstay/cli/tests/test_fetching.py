"""`mainstay mail` against a real Dovecot: nothing is lost, nothing is doubled."""

import random
import signal
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


def test_what_arrives_is_in_a_conversation_within_two_seconds(desk, server):
    with books(desk) as found:
        add_mailbox(desk, server)
        opened = "SELECT count(*) FROM channels_mailbox WHERE last_fetched_at IS NOT NULL"
        with desk.running("worker"), desk.running("mail"):
            wait_until(lambda: found.ask(opened), seconds=30, what="the mailbox to be open")
            time.sleep(2)
            for number in range(3):
                began = time.monotonic()
                server.deliver(ADDRESS, [letter(number)])
                count = "SELECT count(*) FROM conversations_message"
                wait_until(lambda: found.ask(count) > number, seconds=10, what="it")  # noqa: B023
                assert time.monotonic() - began < 2


def test_folders_that_are_numbered_anew_bring_nothing_twice(desk, server):
    server.deliver(ADDRESS, [letter(n) for n in range(12)])
    with books(desk) as found:
        add_mailbox(desk, server)
        with desk.running("worker"):
            with desk.running("mail"):
                wait_until(lambda: found.is_settled(12), seconds=30, what="all of them")
                wait_until(is_read(server), seconds=10, what="the marks")
            server.renumber(ADDRESS)
            server.deliver(ADDRESS, [letter(n) for n in range(12, 15)])
            with desk.running("mail"):
                wait_until(lambda: found.is_settled(27), seconds=30, what="all of them again")
        assert found.sum() == {
            **{"seen": 27, "conversations": 15, "appended": 0},
            **{"duplicates": 12, "quarantined": 0, "waiting": 0},
        }


def test_a_wrong_password_says_so_and_stops_no_other(desk, server):
    server.deliver(ADDRESS, [letter(1)])
    error = "SELECT last_error FROM channels_mailbox WHERE address = 'other@desk.example'"
    with books(desk) as found:
        add_mailbox(desk, server, address="other@desk.example", secret="wrong")
        add_mailbox(desk, server)
        with desk.running("worker"), desk.running("mail") as process:
            wait_until(lambda: found.is_settled(1), seconds=30, what="the other one's mail")
            wait_until(lambda: found.ask(error), seconds=20, what="the sentence")
            process.terminate()
            log = process.communicate(timeout=20)[1]
        assert "The server answered “[AUTHENTICATIONFAILED] Auth" in found.ask(error)
        assert "app password" in found.ask(error)
        assert b"wrong" not in log


def test_both_kinds_of_tls_check_whom_they_talk_to(desk, server):
    server.deliver(ADDRESS, [letter(n) for n in range(2)])
    trusted = {"SSL_CERT_FILE": str(server.certificate)}
    with books(desk) as found:
        add_mailbox(desk, server, imap_port=server.tls_port, imap_security="tls")
        starttls = {"address": "second@desk.example", "imap_security": "starttls"}
        add_mailbox(desk, server, **starttls, begins="all")
        with desk.running("mail"):
            refused = "SELECT count(*) FROM channels_mailbox WHERE last_error LIKE '%certificate%'"
            wait_until(lambda: found.ask(refused) == 2, seconds=30, what="both refusals")
        assert found.sum()["seen"] == 0
        with desk.running("worker"), desk.running("mail", **trusted):
            wait_until(lambda: found.is_settled(4), seconds=30, what="both mailboxes")
            fine = "SELECT count(*) FROM channels_mailbox WHERE last_error = ''"
            wait_until(lambda: found.ask(fine) == 2, seconds=10, what="their errors to go")
        assert (found.sum()["conversations"], found.sum()["duplicates"]) == (2, 2)

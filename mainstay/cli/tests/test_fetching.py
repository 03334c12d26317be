"""`mainstay mail` against a real Dovecot: nothing is lost, nothing is doubled."""

import random
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial

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


def killed_at_random(desk: Program, found: Books, times: int, longest: float) -> None:
    """Fetch and be killed without a word, again and again: soon after something arrived."""
    for _time in range(times):
        before = found.sum()["seen"]
        with desk.running("mail") as process:
            end = time.monotonic() + longest
            while time.monotonic() < end and found.sum()["seen"] == before:
                time.sleep(0.005)
            time.sleep(random.uniform(0, 0.15))
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
            killed_at_random(desk, found, 3, 4)
            server.deliver(ADDRESS, [*good[30:], *bad[5:]])
            killed_at_random(desk, found, 2, 4)
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
            took = []
            for number in range(5):
                server.deliver(ADDRESS, [letter(number)])
                began = time.monotonic()
                wait_until(partial(found.is_settled, number + 1), seconds=20, what="it")
                took.append(time.monotonic() - began)
        # The middle one: other tests run beside this one and take their turns on the machine.
        assert sorted(took)[2] < 2, took


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
        said = desk.run("doctor").stdout.decode()
        assert "Nobody fetches mail" in said
        assert "other@desk.example: The server answered" in said


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
            wait_until(lambda: found.is_settled(4), seconds=90, what="both mailboxes")
            fine = "SELECT count(*) FROM channels_mailbox WHERE last_error = ''"
            wait_until(lambda: found.ask(fine) == 2, seconds=10, what="their errors to go")
        assert (found.sum()["conversations"], found.sum()["duplicates"]) == (2, 2)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_five_hundred_and_fifty_hostile_ones_while_everything_is_killed(desk, server):
    good = [letter(n, answers=n - 1 if n % 4 == 0 and n else None) for n in range(500)]
    bad = [hostile(n) for n in range(50)]
    everything = good + bad
    random.shuffle(everything)
    with books(desk) as found:
        add_mailbox(desk, server)
        for portion in range(0, 550, 55):
            server.deliver(ADDRESS, everything[portion : portion + 55])
            with desk.running("worker") as worker:
                killed_at_random(desk, found, 2, 6)
                worker.send_signal(signal.SIGKILL)
        with desk.running("worker"), desk.running("clock"), desk.running("mail"):
            # What a killed worker had begun is taken up after a minute or two.
            wait_until(lambda: found.is_settled(550), seconds=400, what="all of them")
            wait_until(is_read(server), seconds=30, what="the marks")
        check_nothing_is_lost(found, server, 500, 50)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_month_in_bursts_ends_with_every_message_in_its_place(desk, server):
    """3,000 messages: most days little, then an outage at a network and everybody writes at once.

    Meanwhile the server throws everybody out now and then, and numbers its folder anew once.
    """
    bursts = [20, 40, 15, 600, 30, 25, 900, 10, 60, 400, 35, 15, 700, 50, 100]
    assert sum(bursts) == 3000
    sent = 0
    with books(desk) as found:
        add_mailbox(desk, server)
        with desk.running("worker"), desk.running("clock"), desk.running("mail"):
            for day, burst in enumerate(bursts):
                for n in range(sent, sent + burst):
                    answers = n - 9 if n % 3 == 0 and n > 9 else None
                    server.deliver(ADDRESS, [letter(n, answers=answers)])
                sent += burst
                if day % 4 == 2:
                    server.disconnect_all()
                wait_until(partial(found.is_settled, sent), seconds=300, what=f"day {day}")
            wait_until(is_read(server), seconds=60, what="the marks")
            check_nothing_is_lost(found, server, 3000, 0)
        server.renumber(ADDRESS)
        with desk.running("worker"), desk.running("mail"):
            wait_until(lambda: found.is_settled(6000), seconds=300, what="all of them again")
        assert found.sum()["duplicates"] == 3000
        assert found.ask("SELECT count(*) FROM conversations_message") == 3000

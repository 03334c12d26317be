"""A mail server hands messages over by LMTP: answered only when they are kept."""

import os
import signal
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from mainstay.cli.tests.fetching import ADDRESS, Books, add_mailbox, books, letter
from mainstay.cli.tests.program import wait_until
from mainstay.cli.tests.test_running import free_ports

NOBODY = "nobody@desk.example"


class Nowhere:
    port = 143


@contextmanager
def taking(desk, address) -> Iterator[smtplib.LMTP]:
    """The process, and a mail server's connection to it."""
    host, _, port = address.rpartition(":")
    with desk.running("mail", "--lmtp", address) as process:
        wait_until(lambda: _answers(address), seconds=30, what="the LMTP server")
        with smtplib.LMTP(host or address, int(port) if host else 0) as client:
            yield client
        process.terminate()
        process.wait(20)


def _answers(address) -> bool:
    try:
        if address.startswith("/"):
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(address)
        else:
            host, _, port = address.rpartition(":")
            socket.create_connection((host, int(port)), timeout=5).close()
    except OSError:
        return False
    return True


def place() -> str:
    return f"127.0.0.1:{free_ports()}"


def kept(found: Books) -> int:
    return found.ask("SELECT count(*) FROM channels_rawmessage")


def test_a_message_is_kept_before_it_is_answered(desk):
    with books(desk) as found:
        add_mailbox(desk, Nowhere, imap_host="")
        with desk.running("worker"), taking(desk, place()) as client:
            client.sendmail("daniel@client.example", [ADDRESS], letter(1))
            assert kept(found) == 1
            wait_until(lambda: found.is_settled(1), seconds=20, what="its conversation")
        head = "SELECT message_id FROM conversations_message"
        assert found.ask(head) == "<1@client.example>"


def test_handed_over_again_it_is_a_duplicate(desk):
    with books(desk) as found:
        add_mailbox(desk, Nowhere, imap_host="")
        with desk.running("worker"), taking(desk, place()) as client:
            for _time in range(2):
                client.sendmail("daniel@client.example", [ADDRESS], letter(1))
            wait_until(lambda: found.is_settled(2), seconds=20, what="both")
        sum_ = found.sum()
        assert (kept(found), sum_["conversations"], sum_["duplicates"]) == (1, 1, 1)


def test_each_recipient_is_answered_and_unknown_ones_are_kept_too(desk):
    tagged = ADDRESS.replace("@", "+news@")
    with books(desk) as found, taking(desk, place()) as client:
        box = add_mailbox(desk, Nowhere, imap_host="")
        client.ehlo_or_helo_if_needed()
        client.mail("daniel@client.example")
        for recipient in (NOBODY, tagged):
            assert client.rcpt(recipient)[0] == 250
        assert client.data(letter(1))[0] == 250
        # The answer to the second recipient; the library reads only the first.
        assert client.getreply()[0] == 250
        client.sendmail("daniel@client.example", [NOBODY], letter(2))
        assert kept(found) == 2
        assert found.ask("SELECT mailbox_id FROM channels_rawmessage ORDER BY id") == box


def test_a_line_longer_than_the_rules_allow_is_kept(desk):
    long = letter(1) + b"x" * 300_000 + b"\r\n"
    with books(desk) as found, taking(desk, place()) as client:
        client.sendmail("daniel@client.example", [ADDRESS], long)
        assert found.ask("SELECT size FROM channels_rawmessage") > 300_000


def test_without_a_database_it_asks_for_the_message_again(desk):
    with taking(desk, place()) as client:
        with books(desk) as found:
            add_mailbox(desk, Nowhere, imap_host="")
        pid = int((desk.home / "database" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        try:
            client.sendmail("daniel@client.example", [ADDRESS], letter(1))
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
        else:
            code = 250
        assert code == 451
        with books(desk) as found:
            for _time in range(2):
                client.sendmail("daniel@client.example", [ADDRESS], letter(1))
            assert kept(found) == 1
            assert found.sum()["duplicates"] == 1


def test_a_socket_in_the_file_system_does_as_well(desk, tmp_path):
    path = str(tmp_path / "lmtp")
    with books(desk) as found, taking(desk, path) as client:
        client.sendmail("daniel@client.example", [ADDRESS], letter(1))
        assert kept(found) == 1

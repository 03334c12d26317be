"""What is fetched from a real folder, and what becomes of it there."""

import time

import pytest

from mainstay.channels.email import imap
from mainstay.channels.mailboxes import actions, arriving, fetching
from mainstay.channels.mailboxes.queries import reconciliation
from mainstay.channels.mailboxes.tests.mailboxes import ADDRESS, PASSWORD, add_mailbox
from mainstay.channels.mailboxes.ways import way_in
from mainstay.core.actor import System
from tests import dovecot

pytestmark = pytest.mark.django_db
BY = System("test")


@pytest.fixture(scope="module")
def running():
    with dovecot.running() as server:
        yield server


@pytest.fixture
def server(running):
    running.add_user(ADDRESS)
    return running


def on(server, **given):
    return add_mailbox(
        **{"imap_host": "127.0.0.1", "imap_port": server.port, "imap_security": "none"},
        **{"imap_user": ADDRESS, "imap_secret": PASSWORD} | given,
    )


def letter(number, size=0):
    return f"From: c@client.example\r\nSubject: {number}\r\n\r\n{'x' * size}\r\n".encode()


def fetch(mailbox):
    """One look at the folder, as the process has when it starts."""
    with imap.opened(way_in(mailbox), mailbox.folder) as folder:
        mailbox = arriving.agree(mailbox.pk, folder.uid_validity, folder.uid_next)
        ours = fetching._all_that_is_ours(mailbox, folder)
        fetching.Fetcher(mailbox.pk)._fetch(mailbox, folder, ours)
    mailbox.refresh_from_db()
    return mailbox


def read_there(server, subject):
    with server.signed_in(ADDRESS) as client:
        client.select_folder("INBOX")
        client.add_flags(client.search(["SUBJECT", subject]), ["\\Seen"])


@pytest.mark.parametrize(("begins", "count"), [("unread", 1), ("new", 0), ("all", 2)])
def test_it_begins_where_somebody_chose(server, begins, count):
    server.deliver(ADDRESS, [letter("read before"), letter("unread")])
    read_there(server, "read before")
    mailbox = fetch(on(server, begins=begins))
    assert mailbox.arrivals.count() == count


def test_from_then_on_even_what_was_read_elsewhere_comes_in(server):
    mailbox = fetch(on(server, begins="new"))
    server.deliver(ADDRESS, [letter("arrived")])
    read_there(server, "arrived")
    assert fetch(mailbox).arrivals.count() == 1


def test_what_was_kept_and_not_marked_is_marked_and_not_fetched_again(server):
    server.deliver(ADDRESS, [letter(1)])
    mailbox = fetch(on(server))
    mailbox.arrivals.update(is_marked=False)
    with server.signed_in(ADDRESS) as client:
        client.select_folder("INBOX")
        client.remove_flags([1], ["\\Seen"])
    fetch(mailbox)
    assert (mailbox.arrivals.count(), server.count(ADDRESS, "UNSEEN")) == (1, 0)


def test_of_what_is_too_large_only_the_beginning_is_kept_and_it_stays_unread(server, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    server.deliver(ADDRESS, [letter("large", size=3_000_000), letter("small")])
    mailbox = fetch(on(server))
    assert reconciliation(mailbox).parts["quarantined"] == 1
    assert reconciliation(mailbox).is_even
    held = mailbox.messages.get(state="quarantined")
    assert (held.cause, held.size) == ("too_large", 64 * 1024)
    assert "Only its beginning is kept" in held.explanation
    assert server.count(ADDRESS, "UNSEEN") == 1
    assert fetch(mailbox).arrivals.count() == 2


def test_an_empty_message_is_kept_too(server):
    server.deliver(ADDRESS, [b""])
    assert fetch(on(server)).messages.get().size == 0


def test_another_folder_has_other_messages_under_the_same_numbers(server):
    server.deliver(ADDRESS, [letter("here")])
    mailbox = fetch(on(server))
    changed = actions.change(mailbox, {"folder": "Elsewhere"}, {}, by=BY)
    assert (changed.uid_validity, changed.last_uid, changed.version) == (None, 0, 2)
    # The other folder numbers its messages alike.
    arriving.agree(mailbox.pk, mailbox.uid_validity, 1)
    changed.refresh_from_db()
    arriving.keep(changed, {1: letter("there")})
    assert changed.arrivals.count() == 2
    assert reconciliation(changed).parts["duplicates"] == 0


def test_a_server_that_cannot_tell_is_asked(server, monkeypatch):
    monkeypatch.setattr(imap, "POLLS_EVERY", 0.5)
    mailbox = on(server)
    with imap.opened(way_in(mailbox), "INBOX") as folder:
        folder._can_push = False
        server.deliver(ADDRESS, [letter(1)])
        began = time.monotonic()
        folder.wait(60, until=lambda: False)
        assert time.monotonic() - began < 5
        assert folder.numbered_from(1) == [1]


def test_what_happens_while_we_begin_to_listen_is_heard(server):
    mailbox = on(server)
    for number in range(5):
        with imap.opened(way_in(mailbox), "INBOX") as folder:
            server.deliver(ADDRESS, [letter(number)])
            began = time.monotonic()
            folder.wait(60, until=lambda: False)
            assert time.monotonic() - began < 5

"""Mails are read in a process beside this one, and no mail depends on its life."""

import os
import signal
import subprocess
import sys
import time

import pytest

from mainstay.channels.email.kinds import Kind
from mainstay.channels.email.sources import Source
from mainstay.channels.email.spam import SpamSign
from mainstay.channels.models import RawMessage
from mainstay.conversations.importing import import_mail
from mainstay.conversations.models import Message
from mainstay.conversations.reading import understand
from mainstay.conversations.reading_ahead import Reader
from mainstay.conversations.tests.mails import mail

MAILS = [mail(f"<{n}@x.example>", text=f"Letter {n}: где отчёт? 🌻") for n in range(5)]


@pytest.fixture
def reader():
    with Reader() as reader:
        yield reader


def test_what_is_read_there_is_what_would_be_read_here(reader):
    assert list(reader.read_all(MAILS)) == [understand(raw) for raw in MAILS]
    assert pid_of(reader) != os.getpid()


def test_the_rules_about_spam_go_along(reader):
    rules = (SpamSign("text", "letter 3"),)
    kinds = [reading.kind for _inbound, reading in reader.read_all(MAILS, rules)]
    assert [kind == Kind.SPAM for kind in kinds] == [False, False, False, True, False]


def test_what_is_no_mail_is_left_to_whoever_asks_and_stops_no_other(reader):
    first, nothing, last = reader.read_all([MAILS[0], b"", MAILS[1]])
    assert nothing is None
    assert (first, last) == (understand(MAILS[0]), understand(MAILS[1]))


def test_mails_larger_than_a_pipe_go_both_ways(reader):
    large = [mail(f"<{n}@x.example>", text="many words\n" * 100_000) for n in range(3)]
    assert [len(said[0].text) for said in reader.read_all(large)] == [
        len(understand(raw)[0].text) for raw in large
    ]


def test_no_process_is_started_for_no_mail(reader):
    assert list(reader.read_all([])) == []
    assert reader._child is None


def test_after_a_child_has_died_the_rest_is_left_and_another_reads_what_comes(reader):
    answers = reader.read_all(MAILS * 40)
    next(answers)
    first = pid_of(reader)
    os.kill(first, signal.SIGKILL)
    rest = list(answers)
    assert len(rest) == len(MAILS) * 40 - 1
    assert rest[-1] is None
    assert list(reader.read_all(MAILS[:1])) == [understand(MAILS[0])]
    assert pid_of(reader) != first


def test_after_three_have_died_no_other_is_tried(reader):
    for _life in range(3):
        answers = reader.read_all(MAILS * 40)
        next(answers)
        os.kill(pid_of(reader), signal.SIGKILL)
        list(answers)
    assert list(reader.read_all(MAILS)) == [None] * 5


def test_where_no_child_can_start_everything_is_left(reader, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert list(reader.read_all(MAILS)) == [None] * 5


def test_who_goes_away_in_the_middle_leaves_no_answer_to_the_next(reader):
    answers = reader.read_all(MAILS)
    next(answers)
    answers.close()
    assert list(reader.read_all(MAILS[4:])) == [understand(MAILS[4])]


def test_the_child_ends_with_us_even_if_we_are_killed():
    program = (
        "import sys\n"
        "from mainstay.conversations.reading_ahead import Reader\n"
        "reader = Reader()\n"
        "list(reader.read_all([b'From: a@b.example\\n\\nHello']))\n"
        "print(reader._child.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", program], **pipes) as parent:
        child = int(parent.stdout.readline())
        assert is_there(child)
        parent.kill()
    for _try in range(100):
        if not is_there(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    raise AssertionError("the child outlived its parent")


def test_an_import_whose_reader_is_killed_misses_nothing(world, reader):
    before = Message.objects.count()
    sources = [Source(f"{n}.eml", mail(f"<{n}@x.example>", text=f"No. {n}")) for n in range(120)]
    for tally in import_mail(sources, reader):
        if tally.settled in (10, 60):
            os.kill(pid_of(reader), signal.SIGKILL)
    assert (tally.settled, tally.conversations) == (120, 120)
    assert Message.objects.count() == before + 120


def test_an_import_sets_aside_what_the_reader_could_not_read(world, reader):
    sources = [Source("empty.eml", b""), Source("one.eml", MAILS[0])]
    *_steps, tally = import_mail(sources, reader)
    assert (tally.quarantined, tally.conversations) == ({"empty": 1}, 1)
    assert RawMessage.objects.get(state="quarantined").cause == "empty"


def pid_of(reader):
    assert reader._child is not None
    return reader._child.pid


def is_there(pid):
    """Running: one that has ended and was not fetched yet by init does not count."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

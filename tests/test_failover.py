"""The database dies under what we do. Nothing is lost, nothing happens twice."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from mainstay.core import postgres

ROOT = Path(__file__).parents[1]
_LONG = (pytest.mark.long, pytest.mark.timeout(1800))
STATE = {
    "raw": "SELECT sha256, state FROM channels_rawmessage",
    "conversations": """
        SELECT array_agg(fingerprint::text ORDER BY fingerprint)::text
        FROM conversations_message GROUP BY conversation_id
    """,
    "thread keys": "SELECT key::text FROM conversations_threadkey",
    "people": "SELECT value FROM clients_identity",
    "facts": "SELECT kind, count(*) FROM core_event GROUP BY kind",
    "work": "SELECT kind, count(*) FROM core_workitem GROUP BY kind",
    "jobs": "SELECT task_name, count(*) FROM procrastinate_jobs GROUP BY task_name",
}


@pytest.fixture
def home():
    """A desk of its own with a database that may be killed."""
    with postgres.temporary_home() as place, postgres.in_use(place):
        Running(place, "mainstay", "migrate").result()
        yield place


class Running:
    """A program of the product. What it says goes into files, which never fill up."""

    def __init__(self, home, *command, **more):
        name = uuid.uuid4().hex
        self.output, self.errors = home / f"{name}.output", home / f"{name}.errors"
        with self.output.open("w") as output, self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command],
                env=environment(home, **more),
                stdout=output,
                stderr=errors,
            )

    @property
    def is_running(self):
        return self.process.poll() is None

    def said(self):
        return self.errors.read_text()

    def result(self):
        """What it printed, when it has ended well."""
        code = self.process.wait(240)
        assert code == 0, self.said()[-3000:]
        return self.output.read_text()


def environment(home, **more):
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "MAINSTAY_TEST_HOME")}
    return kept | {"MAINSTAY_HOME": str(home), "PYTHONPATH": str(ROOT)} | more


def ask(home, query, database="mainstay"):
    where = postgres.connection(home) | {"dbname": database}
    with psycopg.connect(**where, autocommit=True, connect_timeout=2) as connection:
        answer = connection.execute(query)
        return answer.fetchall() if answer.description else []


def state(home, database):
    return {name: Counter(ask(home, query, database=database)) for name, query in STATE.items()}


def kill_database(home, chance):
    """Kill the server at once: its first process, or one that serves us, which ends them all."""
    first = int((home / "database" / "postmaster.pid").read_text().split()[0])
    ours = Path(f"/proc/{first}/task/{first}/children")
    pids = [first]
    if chance.random() < 0.5 and ours.exists():
        pids.append(int(chance.choice(ours.read_text().split())))
    for pid in pids[::-1]:
        os.kill(pid, signal.SIGKILL)
    time.sleep(chance.uniform(0, 0.5))
    postgres.Server(home).ensure()


def taken_in(home):
    try:
        return ask(home, "SELECT count(*) FROM channels_rawmessage WHERE state <> 'stored'")[0][0]
    except psycopg.Error:
        return 0


def write_mails(folder, threads, chance):
    """Threads of five, the children in any order, some bytes twice, some mails by two ways."""
    folder.mkdir()
    mails = []
    for thread in range(threads):
        ids = [f"<{thread}.{n}@northwind.example>" for n in range(5)]
        for n, message_id in enumerate(ids):
            references = (
                f"In-Reply-To: {ids[n - 1]}\nReferences: {' '.join(ids[:n])}\n" if n else ""
            )
            mails.append(
                f"From: Client {thread % 40} <client{thread % 40}@northwind.example>\n"
                f"To: desk@example.com\nSubject: Payout {thread}\nMessage-ID: {message_id}\n"
                f"{references}Date: Mon, 05 Jan 2026 10:0{n}:00 +0000\n\n"
                f"Where is payment {thread}? This is letter {n}.\n"
            )
    mails += chance.sample(mails, threads // 5)
    mails += [f"Received: by another way\n{mail}" for mail in chance.sample(mails, threads // 5)]
    chance.shuffle(mails)
    for number, mail in enumerate(mails):
        (folder / f"{number:05}.eml").write_text(mail)
    return len(mails)


@pytest.mark.parametrize(
    ("threads", "kills"),
    [
        pytest.param(60, 3, id="small"),
        pytest.param(800, 25, id="long", marks=_LONG),
    ],
)
def test_an_import_ends_as_if_nothing_had_happened(home, tmp_path, threads, kills):
    chance = random.Random(3)
    count = write_mails(tmp_path / "mails", threads, chance)
    ask(home, "CREATE DATABASE undisturbed TEMPLATE mainstay", database="postgres")
    undisturbed = make_conninfo(**postgres.connection(home) | {"dbname": "undisturbed"})
    command = ("mainstay", "mail", "import", str(tmp_path / "mails"), "--json")
    expected = Running(home, *command, DATABASE_URL=undisturbed).result()

    running = Running(home, *command)
    for kill in range(kills):
        moment = count * (kill + 0.2) / (kills + 1)
        while taken_in(home) < moment and running.is_running:
            time.sleep(0.02)
        assert running.is_running, running.said()[-3000:]
        kill_database(home, chance)
    assert running.result() == expected
    assert "database lost" in running.said()

    assert state(home, "mainstay") == state(home, "undisturbed")
    assert len(state(home, "mainstay")["conversations"]) == threads


@pytest.mark.parametrize(
    "kills", [pytest.param(2, id="small"), pytest.param(20, id="long", marks=_LONG)]
)
def test_a_form_is_taken_once_while_the_database_dies(home, kills):
    chance, over, answers = random.Random(4), threading.Event(), []
    with site(home) as (address, server):
        people = [
            threading.Thread(target=send_forms, args=(address, over, answers)) for _n in range(4)
        ]
        for person in people:
            person.start()
        for _kill in range(kills):
            time.sleep(chance.uniform(0.5, 1.0))
            kill_database(home, chance)
        time.sleep(0.5)
        over.set()
        for person in people:
            person.join(60)

    assert Counter(status for _key, status in answers).keys() == {302}
    facts = ask(home, "SELECT facts->>'name' FROM core_event WHERE kind = 'switch.turned_on'")
    assert Counter(key for (key,) in facts) == Counter(key for key, _status in answers)
    assert len(answers) > 20 * kills
    assert "database lost" in server.said()
    print(f"{len(answers)} forms, {kills} kills")  # noqa: T201


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


def send_forms(address, over, answers):
    """One form after the other, each with a key of its own."""
    browser = urllib.request.build_opener(Stay)
    while not over.is_set():
        key = str(uuid.uuid4())
        form = urllib.parse.urlencode({"once": key}).encode()
        try:
            status = browser.open(address, form, timeout=60).status
        except urllib.error.HTTPError as answer:
            status = answer.code
        except OSError as failure:
            status = str(failure)
        answers.append((key, status))


@contextmanager
def site(home):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Running(
        home,
        "granian",
        "--interface=wsgi",
        f"--port={port}",
        "--blocking-threads=4",
        "tests.once_site:application",
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        deadline = time.monotonic() + 20
        while not answers(address):
            assert server.is_running, server.said()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield address, server
    finally:
        server.process.terminate()
        server.process.wait(20)


def answers(address):
    try:
        return urllib.request.urlopen(address, timeout=5).status == 200
    except OSError:
        return False

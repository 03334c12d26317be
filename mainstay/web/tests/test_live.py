"""Live updates over the real server: who hears of what, and what happens after a gap."""

import asyncio
import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import uvicorn
from django.core import signing
from django.db import connection

from mainstay.conversations import actions
from mainstay.core import live as notices
from mainstay.web import live

PATIENCE = 10.0
LISTENING = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    " AND query LIKE 'LISTEN mainstay_live%%'"
)


@pytest.fixture
def address(transactional_db, settings, monkeypatch):
    """The address of a running live process, which listens to the database of the tests."""
    monkeypatch.setattr(live, "hall", live.Hall())
    config = uvicorn.Config(
        live.application(), port=0, log_level="warning", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: server.started and listening())
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(PATIENCE)


def wait_for(is_so):
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, "This took too long."
        time.sleep(0.02)


def listening():
    """The database connections that listen for changes."""
    with connection.cursor() as cursor:
        cursor.execute(LISTENING)
        return [pid for (pid,) in cursor.fetchall()]


@contextmanager
def hearing(address, *audiences, tokens=()):
    """A page that listens; gives a function that waits for the next thing it hears."""
    wanted = tokens or [notices.token(audiences)]
    query = urllib.parse.urlencode([("token", token) for token in wanted])
    with urllib.request.urlopen(f"{address}/live/?{query}", timeout=PATIENCE) as stream:
        assert stream.readline() == b"retry: 2000\n"

        def heard():
            while True:
                line = stream.readline().decode().strip()
                if line.startswith("data: "):
                    return json.loads(line.removeprefix("data: "))
                if line.startswith(":"):
                    return line

        yield heard


def status(address, query):
    try:
        with urllib.request.urlopen(f"{address}/live/{query}", timeout=PATIENCE) as stream:
            return stream.status
    except urllib.error.HTTPError as error:
        return error.code


def notify(*changed):
    """Tell of changes as the projection does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('mainstay_live', %s)", [json.dumps(changed)])


def test_a_change_of_ones_department_is_heard(address, world, deliver):
    with hearing(address, f"department:{world.support.pk}") as heard:
        deliver()
        while heard() != {"topic": "conversation", "id": world.invoice.pk}:
            pass
        actions.take(world.invoice, by=world.maya)
        deliver()
        assert heard() == {"topic": "conversation", "id": world.invoice.pk}


def test_another_department_hears_nothing_of_it(address, world):
    with hearing(address, f"department:{world.partner.pk}") as heard:
        notify([f"department:{world.support.pk}", "conversation", 1])
        notify(["", "rawmessage", 2])
        assert heard() == {"topic": "rawmessage", "id": 2}


def test_who_sees_everything_hears_everything(address, world):
    with hearing(address, notices.EVERYTHING) as heard:
        notify([f"department:{world.support.pk}", "conversation", 1], ["department:404", "x", 2])
        assert [heard(), heard()] == [{"topic": "conversation", "id": 1}, {"topic": "x", "id": 2}]


def test_the_tabs_of_a_browser_share_a_stream(address):
    tokens = [notices.token(["department:1"]), notices.token(["department:2"])]
    with hearing(address, tokens=tokens) as heard:
        notify(["department:1", "a", 1], ["department:3", "c", 3], ["department:2", "b", 2])
        assert [heard()["topic"], heard()["topic"]] == ["a", "b"]


def test_the_page_carries_a_token_that_opens_the_stream(address, as_oskar, world):
    text = as_oskar.get("/inbox/").content.decode()
    url, token = re.search(r'<live-updates url="([^"]*)" token="([^"]*)"', text).groups()
    assert url.endswith("/live/")
    assert notices.audiences_of(token) == {"", f"department:{world.partner.pk}"}
    with hearing(address, tokens=[token]) as heard:
        notify(
            [f"department:{world.support.pk}", "a", 1], [f"department:{world.partner.pk}", "b", 2]
        )
        assert heard() == {"topic": "b", "id": 2}


def test_a_forged_or_old_token_hears_nothing(address, monkeypatch):
    good = notices.token(["department:1"])
    forged = signing.dumps(["*"], salt="another", compress=True)
    own_key = signing.dumps(["*"], key="guessed", salt="mainstay.live", compress=True)
    monkeypatch.setattr(signing.time, "time", lambda: 1_600_000_000)
    old = notices.token(["department:1"])
    monkeypatch.undo()
    assert status(address, "") == 400
    assert status(address, "?token=") == 403
    for bad in (forged, own_key, old, good[:-1], f"x{good}", "a:b:c", "%00", "é", "A" * 5000):
        quoted = urllib.parse.quote(bad)
        assert status(address, f"?token={quoted}") == 403, bad
        # A good one beside it does not help.
        assert status(address, f"?token={good}&token={quoted}") == 403, bad


def test_a_silent_stream_says_that_it_lives(address, monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT", 0.1)
    with hearing(address) as heard:
        assert [heard(), heard()] == [": still here", ": still here"]


def test_after_the_database_was_lost_every_page_asks_again(address):
    with hearing(address, "department:1") as heard:
        before = listening()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s) AS pid", [before])
        assert heard() == {"again": True}
        notify(["department:1", "a", 1])
        assert heard() == {"topic": "a", "id": 1}


@pytest.mark.parametrize("payload", ["", "no json", "[1]", "{}", '["ab"]', "null", "[[1, 2]]"])
def test_a_notice_that_is_none_does_not_end_the_listening(address, payload):
    with hearing(address, "department:1") as heard:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('mainstay_live', %s)", [payload])
        notify(["department:1", "a", 1])
        assert heard() == {"topic": "a", "id": 1}


def test_a_page_that_went_away_is_forgotten(address):
    with hearing(address):
        wait_for(lambda: len(live.hall) == 1)
    notify(["", "a", 1])
    wait_for(lambda: len(live.hall) == 0)


def test_a_page_that_takes_nothing_is_told_to_ask_again():
    async def wait():
        hall = live.Hall()
        with hall.listener(frozenset({""})) as queue:
            for number in range(1000):
                hall.tell([("", "a", number)])
            return [queue.get_nowait() for _n in range(queue.qsize())]

    # In a thread: the browser of other tests has a loop of its own in this one.
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(asyncio.run, wait()).result(20)
    assert len(waiting) <= 200
    assert json.loads(waiting[0]) == {"again": True}
    assert json.loads(waiting[-1]) == {"topic": "a", "id": 999}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_a_page_of_another_site_may_not_read_it(address, origin, settings):
    request = urllib.request.Request(f"{address}/healthz", headers={"Origin": origin})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        assert "Access-Control-Allow-Origin" not in answer.headers
    request.add_header("Origin", settings.ENV.public_url)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == settings.ENV.public_url


def test_what_is_told_between_the_making_of_a_page_and_its_listening_is_heard(address):
    token = notices.token(["a"])
    with hearing(address, "a") as heard_before:
        notify(("a", "conversation", 7), ("b", "conversation", 8))
        assert heard_before() == {"topic": "conversation", "id": 7}
    with hearing(address, tokens=[token]) as heard:
        assert heard() == {"topic": "conversation", "id": 7}
        notify(("a", "conversation", 9))
        assert heard() == {"topic": "conversation", "id": 9}


def test_a_page_made_later_hears_nothing_of_before():
    hall = live.Hall()
    hall.tell([("", "conversation", 7)])
    with hall.listener(frozenset({""}), since=time.time() + 60) as queue:
        assert queue.empty()


def test_whoever_missed_too_much_asks_for_everything():
    hall = live.Hall()
    hall.tell([("", "conversation", number) for number in range(2000)])
    with hall.listener(frozenset({""}), since=time.time()) as queue:
        assert json.loads(queue.get_nowait()) == {"again": True}
        assert queue.empty()

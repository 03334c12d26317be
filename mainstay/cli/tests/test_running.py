"""`mainstay up`: the processes of a desk under one supervisor."""

import os
import re
import signal
import socket
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from mainstay.cli.tests.program import wait_until


def free_ports():
    """A port whose next one is free, too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def answers(port, path="/readyz"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def up(desk):
    port = free_ports()
    with desk.running("up", "--port", str(port)) as process:
        wait_until(lambda: answers(port), seconds=60, what="the pages")
        wait_until(lambda: answers(port + 1, "/healthz"), seconds=30, what="live updates")
        yield process, port


def children(process):
    """Number of each child by what it does."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except (OSError, IndexError):
            continue
        if parent == process.pid and b"mainstay" in words:
            found[words[words.index(b"mainstay") + 1].decode()] = int(entry.name)
    return found


def test_it_prints_its_address_and_the_link_of_the_first_administrator(desk):
    with up(desk) as (process, port):
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=20)[0].decode()
    assert f"http://localhost:{port}\n" in said
    assert re.search(rf"http://localhost:{port}/welcome/[\w-]+/", said)


def test_it_stops_on_a_signal_and_takes_all_with_it(desk):
    with up(desk) as (process, port):
        pids = children(process).values()
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert time.monotonic() - began < 15
        assert not answers(port)
        assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert not (desk.home / "database" / "postmaster.pid").exists()


def test_a_killed_child_is_started_again(desk):
    with up(desk) as (process, port):
        before = children(process)
        assert set(before) == {"serve", "live", "worker", "clock", "mail"}
        for pid in before.values():
            os.kill(pid, signal.SIGKILL)

        def are_new():
            now = children(process)
            return set(now) == set(before) and not set(now.values()) & set(before.values())

        wait_until(are_new, seconds=30, what="new processes")
        wait_until(lambda: answers(port), seconds=60, what="the pages")


def test_the_children_of_a_killed_supervisor_end(desk):
    with up(desk) as (process, port):
        pids = children(process).values()
        process.kill()
        wait_until(
            lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids),
            seconds=40,
            what="their end",
        )
        wait_until(lambda: not answers(port), seconds=20, what="the end of the web processes")


def test_two_desks_run_side_by_side(homes):
    first, second = homes.another(), homes.another()
    with up(first) as (_, port), up(second) as (_, other):
        assert port != other
        assert answers(port)
        assert answers(other)


def test_a_port_that_is_taken_is_said_in_a_sentence(desk):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = desk.run("up", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert b"is taken. Choose another with --port" in done.stderr

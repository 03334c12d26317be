import os
import signal

import pytest

from mainstay.core.errors import Unavailable
from mainstay.core.postgres import Server, in_use

from .probes import postmaster, query, wait_for

USING = """
import sys
from pathlib import Path
from mainstay.core.postgres import in_use
with in_use(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.readline()
print("out", flush=True)
"""


def test_it_runs_while_somebody_uses_it(stopped):
    with in_use(stopped):
        assert query(stopped, "SELECT 1") == [(1,)]
    assert not Server(stopped).is_running()


def test_the_last_one_out_stops_it(stopped, python):
    other = python(USING, stopped)
    assert other.stdout.readline() == "in\n"
    with in_use(stopped):
        other.communicate("\n")
        assert Server(stopped).is_running()
    assert not Server(stopped).is_running()


def test_leaving_does_not_disturb_the_others(stopped, python):
    other = python(USING, stopped)
    assert other.stdout.readline() == "in\n"
    with in_use(stopped):
        pass
    assert query(stopped, "SELECT 1") == [(1,)]
    other.communicate("\n")
    assert not Server(stopped).is_running()


def test_one_process_may_use_it_twice(stopped):
    with in_use(stopped):
        with in_use(stopped):
            pass
        assert query(stopped, "SELECT 1") == [(1,)]
    assert not Server(stopped).is_running()


def test_an_error_inside_stops_it_too(stopped):
    with pytest.raises(LookupError), in_use(stopped):
        raise LookupError
    assert not Server(stopped).is_running()


def test_a_killed_user_leaves_it_running_for_the_next_who_stops_it(stopped, python):
    killed = python(USING, stopped)
    assert killed.stdout.readline() == "in\n"
    first = postmaster(stopped)
    killed.kill()
    killed.wait()
    with in_use(stopped):
        assert postmaster(stopped) == first
        assert query(stopped, "SELECT 1") == [(1,)]
    assert not Server(stopped).is_running()


def test_a_killed_user_does_not_count(stopped, python):
    killed = python(USING, stopped)
    with in_use(stopped):
        assert killed.stdout.readline() == "in\n"
        killed.kill()
        killed.wait()
    assert not Server(stopped).is_running()


def test_a_server_that_died_meanwhile_is_no_trouble_at_the_end(stopped):
    with in_use(stopped):
        os.kill(postmaster(stopped), signal.SIGKILL)
    assert not Server(stopped).is_running()


def test_four_at_once_get_one_server(home, python):
    everybody = [python(USING, home) for _ in range(4)]
    assert [each.stdout.readline() for each in everybody] == ["in\n"] * 4
    assert query(home, "SELECT count(*) FROM pg_database WHERE datname = 'mainstay'") == [(1,)]
    for each in everybody:
        each.stdin.write("\n")
        each.stdin.flush()
    assert [each.stdout.readline() for each in everybody] == ["out\n"] * 4
    assert not Server(home).is_running()


def test_ctrl_c_is_for_us_and_the_server_stops_cleanly(home, python):
    # Tests that run in the background ignore Ctrl-C, and so would what they start.
    hears = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    ours = python(USING, home, start_new_session=True, **hears)
    assert ours.stdout.readline() == "in\n"
    os.killpg(ours.pid, signal.SIGINT)
    ours.wait(60)
    wait_for(lambda: not Server(home).is_running())
    with in_use(home):
        log = "".join(each.read_text() for each in Server(home).log_folder.glob("*.log"))
    assert "not properly shut down" not in log


def test_a_socket_cleaned_away_under_others_stops_nobody(stopped, python):
    other = python(USING, stopped)
    assert other.stdout.readline() == "in\n"
    Server(stopped).places.socket.unlink()
    with pytest.raises(Unavailable, match="not to be seen from here"):
        Server(stopped).ensure()
    assert postmaster(stopped)
    other.communicate("\n")

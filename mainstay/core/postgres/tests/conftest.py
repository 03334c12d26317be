"""Homes with real servers, outside of pytest's own folder: that one is closed to other users."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mainstay.core.postgres import Server, temporary_home

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def shared():
    """A server for one file of tests: each may stop or kill it, but keeps its folder whole."""
    with temporary_home() as place:
        running = Server(place)
        running.ensure()
        yield running


@pytest.fixture
def server(shared):
    shared.ensure()
    return shared


@pytest.fixture
def stopped(shared):
    """A home with a database whose server does not run."""
    shared.stop()
    return shared.home


@pytest.fixture
def home():
    """A home of the test's own, still empty."""
    with temporary_home() as place:
        yield place


@pytest.fixture
def own_server(home):
    running = Server(home)
    running.ensure()
    return running


@pytest.fixture
def python():
    """Start a few lines of Python as another process that can import the product."""
    started = []

    def start(code, *arguments, program=sys.executable, **options):
        process = subprocess.Popen(
            [program, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
            if program != sys.executable
            else {**os.environ, "PYTHONPATH": str(ROOT)},
            **options,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()

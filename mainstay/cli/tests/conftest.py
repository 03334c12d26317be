"""Real runs of the program, in homes that go away."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mainstay.cli.tests.program import Program
from mainstay.core import postgres


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """A home with an empty desk in it, to be copied: making one anew takes some seconds."""
    with postgres.temporary_home() as home:
        Program(home).run("migrate").check_returncode()
        yield home


@pytest.fixture
def homes(prepared: Path) -> Iterator["Homes"]:
    with ExitStack() as stack:
        yield Homes(prepared, stack)


@pytest.fixture
def desk(homes: "Homes") -> Program:
    """The program on a desk of its own."""
    return homes.another()


class Homes:
    def __init__(self, prepared: Path, stack: ExitStack) -> None:
        self._prepared = prepared
        self._stack = stack

    def another(self) -> Program:
        program = self.empty()
        source = os.fspath(self._prepared)
        subprocess.run(["cp", "-a", f"{source}/.", os.fspath(program.home)], check=True)
        return program

    def empty(self) -> Program:
        """A home without anything in it yet."""
        return Program(self._stack.enter_context(postgres.temporary_home()))

"""Loaded before Django: gives the tests a home of their own with a real PostgreSQL in it.

With DATABASE_URL set the tests use that server instead (bin/test runs those marked `sql` again
on Debian's PostgreSQL 15).
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from mainstay.core import postgres

_running = ExitStack()

# The workers of pytest-xdist inherit the home of the process that started them.
if "MAINSTAY_TEST_HOME" not in os.environ:
    _home = _running.enter_context(postgres.temporary_home())
    os.environ["MAINSTAY_TEST_HOME"] = str(_home)
    (_home / "secret_key").write_text("the tests sign with this and nothing else does")
    if not os.environ.get("DATABASE_URL"):
        _running.enter_context(postgres.in_use(_home))

os.environ["MAINSTAY_HOME"] = os.environ["MAINSTAY_TEST_HOME"]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mainstay.config.settings")
for name in ("MAINSTAY_URL", "MAINSTAY_PORT", "MAINSTAY_SMTP_URL", "MAINSTAY_IS_DEMO"):
    os.environ.pop(name, None)
os.environ["MAINSTAY_LOG_LEVEL"] = "WARNING"


_NO_SKIPS = os.environ.get("MAINSTAY_NO_SKIPS") == "1"
_MAY_BE_SKIPPED = "MAINSTAY_DATA is missing"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    return _unskipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    return _unskipped((yield))


def _unskipped(report: pytest.TestReport | pytest.CollectReport) -> object:
    """Where nothing may be missing a skip is a failure: a proof that did not run proves nothing."""
    if not (_NO_SKIPS and report.skipped) or hasattr(report, "wasxfail"):
        return report
    reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    if not reason.startswith(_MAY_BE_SKIPPED):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and MAINSTAY_NO_SKIPS forbids it: {reason}"
    return report


def pytest_unconfigure() -> None:
    _running.close()

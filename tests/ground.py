"""Loaded before Django: gives the tests a home of their own with a real PostgreSQL in it.

With DATABASE_URL set the tests use that server instead (bin/test runs those marked `sql` again
on Debian's PostgreSQL 15).
"""

import os
from contextlib import ExitStack

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


def pytest_unconfigure() -> None:
    _running.close()

"""`mainstay bench`: one object of one shape, and nothing left behind."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from mainstay.bench.corpus import corpus

RESULT = {
    *("name", "connections", "rate_per_s", "p50_ms", "p99_ms"),
    *("floor_rate_per_s", "ratio", "memory_mb"),
}


def bench(*arguments, temporary, **settings):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MAINSTAY", "DATABASE_URL"))}
    return subprocess.run(
        [sys.executable, "-m", "mainstay", "bench", *arguments],
        capture_output=True,
        env=kept | {"TMPDIR": str(temporary)} | settings,
        check=True,
        timeout=200,
    )


@pytest.fixture
def temporary():
    """A folder for temporary things that the database server's own user may pass."""
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as folder:
        Path(folder).chmod(0o711)
        yield folder


def test_mail_is_measured_beside_its_floor(temporary):
    done = bench("mail", "--messages", "40", "--json", temporary=temporary)
    found = json.loads(done.stdout)
    assert set(found) == {"machine", "date", "settings", "results"}
    assert found["settings"]["messages"] == 40
    (result,) = found["results"]
    assert set(result) == RESULT
    assert result["rate_per_s"] > 1
    assert result["p50_ms"] <= result["p99_ms"]
    assert 0 < result["ratio"] < 1
    assert b"40 of 40" in done.stderr
    assert list(Path(temporary).iterdir()) == []


def test_without_real_mails_it_makes_some(temporary):
    done = bench("mail", "--messages", "20", "--json", temporary=temporary, MAINSTAY_DATA="/none")
    assert json.loads(done.stdout)["settings"]["corpus"] == "generated"


def test_made_mails_are_the_same_each_time_but_for_their_ids(monkeypatch):
    monkeypatch.setenv("MAINSTAY_DATA", "/none")
    subjects = [
        [line for line in raw.splitlines() if line.startswith(b"Subject:")]
        for _ in range(2)
        for raw in corpus(10)[1]
    ]
    assert subjects[:10] == subjects[10:]

"""`mainstay mail parse`: raw messages without a desk."""

import json
import subprocess
import sys

import pytest

from mainstay.cli.tests.mails import NO_MAIL, ONE

KEYS = [
    *("file", "message_id", "in_reply_to", "references", "from", "to", "cc", "reply_to"),
    *("subject", "date", "text", "html", "attachments", "error"),
]


@pytest.fixture
def program(homes):
    return homes.empty()


def outlines(program, *files):
    done = program.run("mail", "parse", *files, "--json", DATABASE_URL="postgresql://nowhere:1/x")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_file_is_one_line_with_all_keys(program, tmp_path):
    (tmp_path / "one.eml").write_bytes(ONE)
    (found,) = outlines(program, tmp_path / "one.eml")
    assert set(KEYS) <= set(found)
    assert found["file"] == str(tmp_path / "one.eml")
    assert found["from"] == {"name": "Daniel Price", "address": "daniel.price@northwindads.example"}
    assert found["message_id"] == "<one@northwindads.example>"
    assert found["error"] is None


def test_a_broken_file_never_stops_the_others(program, tmp_path):
    (tmp_path / "one.eml").write_bytes(ONE)
    (tmp_path / "list.eml").write_bytes(NO_MAIL)
    files = [tmp_path / each for each in ("missing.eml", "list.eml", "one.eml")] + [tmp_path]
    errors = [found["error"] for found in outlines(program, *files)]
    assert errors[0] == "This file could not be read: No such file or directory."
    assert "no mail" in errors[1]
    assert errors[2] is None
    assert errors[3] == "This file could not be read: Is a directory."


def test_a_leading_from_line_is_allowed(program, tmp_path):
    (tmp_path / "one").write_bytes(b"From daniel Mon Mar  3 10:00:00 2025\n" + ONE)
    (found,) = outlines(program, tmp_path / "one")
    assert found["subject"] == "Where is the report?"


def test_the_path_is_told_as_it_was_given(program, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.eml").write_bytes(ONE)
    assert outlines(program, "./one.eml")[0]["file"] == "./one.eml"


def test_without_json_it_is_for_people(program, tmp_path):
    (tmp_path / "one.eml").write_bytes(ONE)
    said = program.run("mail", "parse", tmp_path / "one.eml").stdout.decode()
    assert "Daniel Price <daniel.price@northwindads.example>" in said


def test_it_makes_no_desk(program, tmp_path):
    (tmp_path / "one.eml").write_bytes(ONE)
    outlines(program, tmp_path / "one.eml")
    assert list(program.home.iterdir()) == []


def test_it_starts_without_django():
    loads = "import sys, mainstay.cli, mainstay.cli.mail.parsing; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loads], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"

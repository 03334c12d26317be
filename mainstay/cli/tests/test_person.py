"""`mainstay person`: everything of somebody in one file, and nothing of them afterwards."""

import json
import zipfile

import pytest

from mainstay.cli.tests.mails import ONE

WITH_A_FILE = b"""From: Daniel Price <daniel.price@northwindads.example>
Subject: The report
Message-ID: <two@northwindads.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Here it is.
--b
Content-Type: text/csv
Content-Disposition: attachment; filename=report.csv

day,clicks
--b--
"""
ADDRESS = "daniel.price@northwindads.example"
NAMES = "SELECT name FROM clients_contact"
TEXTS = "SELECT subject || text FROM conversations_message ORDER BY id"


@pytest.fixture
def filled(desk):
    for mail in (ONE, WITH_A_FILE):
        desk.json("mail", "receive", stdin=mail)
    return desk


def test_everything_of_a_person_is_in_one_file(filled, tmp_path):
    file = tmp_path / "daniel.zip"
    done = filled.run("person", "export", ADDRESS, file)
    assert done.returncode == 0, done.stderr.decode()
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        data = json.loads(archive.read("data.json"))
        raws = [archive.read(name) for name in names if name.endswith(".eml")]
        attached = [archive.read(name) for name in names if name.startswith("attachments/")]
    assert WITH_A_FILE in raws
    assert attached == [b"day,clicks"]
    assert data["clients"][0]["addresses"] == [ADDRESS]
    assert "The report" in [row["subject"] for row in data["conversations"]]
    assert {event["kind"] for event in data["events"]} >= {"contact.met", "conversation.opened"}

    again = filled.run("person", "export", ADDRESS, file)
    assert (again.returncode, b"is there already" in again.stderr) == (1, True)


def test_nobody_is_exported_by_a_stranger_address(filled, tmp_path):
    done = filled.run("person", "export", "nobody@x.example", tmp_path / "x.zip")
    assert (done.returncode, b"Nobody is known by" in done.stderr) == (1, True)
    assert not (tmp_path / "x.zip").exists()


def test_an_erased_person_does_not_come_back_with_an_older_backup(filled, homes, tmp_path):
    backup = tmp_path / "before.tar.zst"
    filled.json("backup", backup)
    filled.json("person", "erase", ADDRESS, "--yes")
    assert filled.rows(NAMES) == [("",)]
    assert filled.rows(TEXTS) == [("",), ("",)]
    stones = filled.home / "tombstones"
    assert b"price" not in stones.read_bytes().lower()

    copy = homes.empty()
    assert copy.json("restore", backup, "--tombstones", stones)["erased_again"] == 1
    assert copy.rows(NAMES) == [("",)]
    assert copy.rows(TEXTS) == [("",), ("",)]
    assert (copy.home / "tombstones").exists()

    alone = homes.empty()
    (alone.home / "tombstones").write_bytes(stones.read_bytes())
    assert alone.json("restore", backup)["erased_again"] == 1

    unknowing = homes.empty()
    assert b"--tombstones" in unknowing.run("restore", backup).stdout
    assert unknowing.rows(NAMES) == [("Daniel Price",)]

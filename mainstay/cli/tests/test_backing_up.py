"""`mainstay backup` and `mainstay restore`: a whole desk in one file, and back."""

import io
import json
import signal
import tarfile
from contextlib import ExitStack

import pytest

from mainstay.cli.tests.conftest import Homes
from mainstay.cli.tests.mails import ONE
from mainstay.cli.tests.program import wait_until

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
MESSAGES = "SELECT message_id, subject, text FROM conversations_message ORDER BY id"
FACTS = "SELECT id, kind, subject_id, at FROM core_event ORDER BY id"


@pytest.fixture(scope="module")
def original(prepared):
    with ExitStack() as stack:
        desk = Homes(prepared, stack).another()
        for mail in (ONE, WITH_A_FILE):
            desk.json("mail", "receive", stdin=mail)
        yield desk


@pytest.fixture(scope="module")
def archive(original, tmp_path_factory):
    file = tmp_path_factory.mktemp("backup") / "desk.tar"
    original.json("backup", file)
    return file


@pytest.fixture
def damaged(archive, tmp_path):
    file = tmp_path / archive.name
    file.write_bytes(archive.read_bytes()[:-30_000])
    return file


def restored(homes, archive):
    copy = homes.empty()
    copy.told = copy.json("restore", archive)
    return copy


@pytest.mark.parametrize("name", ["desk.tar", "desk.tar.zst"])
def test_everything_comes_back(homes, original, tmp_path, name):
    archive = tmp_path / name
    original.json("backup", archive)
    copy = restored(homes, archive)
    assert copy.rows(MESSAGES) == original.rows(MESSAGES)
    assert copy.rows(FACTS)[:-1] == original.rows(FACTS)
    assert (copy.home / "secret_key").read_text() == (original.home / "secret_key").read_text()
    ((key,),) = copy.rows("SELECT file FROM conversations_attachment")
    assert (copy.home / "files" / key).read_bytes() == b"day,clicks"
    assert copy.told["counts"]["conversations_message"] == 2


def test_the_archive_is_for_us_alone_and_appears_when_it_is_complete(archive):
    assert archive.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in archive.parent.iterdir()] == [archive.name]


def test_mail_is_held_back_after_a_restore(homes, archive):
    copy = restored(homes, archive)
    assert copy.rows("SELECT name, is_off FROM core_switch") == [("sending", True)]
    assert b"held back: restored from a backup" in copy.run("doctor").stdout


def test_new_facts_reach_their_readers_after_a_restore(homes, archive):
    copy = restored(homes, archive)
    assert copy.json("mail", "receive", stdin=ONE.replace(b"<one@", b"<three@"))
    newest = copy.rows("SELECT max(id) FROM core_event")
    with copy.running("clock") as clock:
        wait_until(
            lambda: copy.rows("SELECT min(event_id) FROM core_projectionposition") == newest,
            seconds=20,
            what="the readers",
        )
        clock.send_signal(signal.SIGTERM)
        assert clock.wait(10) == 0


def test_nothing_is_overwritten(original, archive):
    before = original.rows(MESSAGES)
    done = original.run("restore", archive)
    assert done.returncode == 1
    assert b"is not empty" in done.stderr
    assert original.rows(MESSAGES) == before


def test_anything_else_is_no_backup(homes, tmp_path):
    other = tmp_path / "photos.tar"
    with tarfile.open(other, "w") as tar:
        tar.addfile(tarfile.TarInfo("cat.jpg"))
    empty = homes.empty()
    for content in (b"", b"no tar at all", other.read_bytes()):
        other.write_bytes(content)
        done = empty.run("restore", other)
        assert (done.returncode, b"no backup of Mainstay" in done.stderr) == (1, True)
    assert list(empty.home.iterdir()) == []


def test_a_backup_of_a_newer_mainstay_is_left_to_that_one(homes, tmp_path):
    newer = tmp_path / "newer.tar"
    manifest = json.dumps({"format": 2}).encode()
    with tarfile.open(newer, "w") as tar:
        member = tarfile.TarInfo("manifest.json")
        member.size = len(manifest)
        tar.addfile(member, io.BytesIO(manifest))
    assert b"newer Mainstay" in homes.empty().run("restore", newer).stderr


def test_a_damaged_compressed_archive_is_said_in_a_sentence(homes, original, tmp_path):
    archive = tmp_path / "desk.tar.zst"
    original.json("backup", archive)
    archive.write_bytes(archive.read_bytes()[:-30_000])
    done = homes.empty().run("restore", archive)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_restore_that_broke_off_leaves_no_desk_that_looks_whole(homes, damaged):
    copy = homes.empty()
    assert b"is damaged" in copy.run("restore", damaged).stderr
    later = copy.run("mail", "receive", stdin=ONE)
    assert later.returncode == 75
    assert b"did not come to its end" in later.stderr


def test_no_path_leads_out_of_the_home(homes, tmp_path):
    outside = tmp_path / "outside"
    bad = tmp_path / "bad.tar"
    with tarfile.open(bad, "w") as tar:
        for name, content in (
            ("manifest.json", _manifest()),
            (f"files/../../{outside.name}", b"x"),
            (str(outside), b"x"),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    assert homes.empty().run("restore", bad).returncode != 0
    assert not outside.exists()


def _manifest():
    return json.dumps(
        {"format": 1, "version": "0", "made_at": "", "postgres": 18, "counts": {}}
    ).encode()

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from mainstay.channels.email.sources import count, messages

ONE = b"From: a@x.example\nSubject: One\n\nHello\n"
MBOX = (
    b"From a@x Thu Aug 22 13:17:22 2002\nSubject: One\n\nHello\n>From me\n\n"
    b"From what I saw, it works.\n\n"
    b"From b@x\nSubject: Two\n\nHello\n"
)

NOBODY = 65534


def found(path):
    sources = list(messages(path))
    assert count(path) == len(sources)
    return [(source.file.removeprefix(f"{path}"), source.raw) for source in sources]


def test_a_file_named_itself_is_a_message_whatever_it_is_called(tmp_path):
    file = tmp_path / "mail.bin"
    file.write_bytes(ONE)
    assert found(file) == [("", ONE)]


def test_an_mbox_gives_its_messages_with_a_number(tmp_path):
    file = tmp_path / "all.mbox"
    file.write_bytes(MBOX)
    assert found(file) == [
        ("#1", b"Subject: One\n\nHello\nFrom me\n\nFrom what I saw, it works.\n\n"),
        ("#2", b"Subject: Two\n\nHello\n"),
    ]


def test_a_single_message_with_an_envelope_line_is_just_a_file(tmp_path):
    file = tmp_path / "one"
    file.write_bytes(b"From a@x Thu Aug 22 13:17:22 2002\n" + ONE)
    assert found(file) == [("", file.read_bytes())]


def test_windows_line_ends_separate_messages_too(tmp_path):
    file = tmp_path / "all.mbox"
    file.write_bytes(MBOX.replace(b"\n", b"\r\n"))
    assert [name for name, _ in found(file)] == ["#1", "#2"]


def test_a_folder_is_walked_in_order_and_other_files_are_left_out(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.EML").write_bytes(ONE)
    (tmp_path / "a.txt").write_bytes(ONE)
    (tmp_path / "c").write_bytes(MBOX)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    assert [name for name, _ in found(tmp_path)] == ["/a.txt", "/b/2.EML", "/c#1", "/c#2"]


def test_a_maildir_gives_what_is_in_cur_and_new(tmp_path):
    for name in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "cur" / "1:2,S").write_bytes(ONE)
    (tmp_path / "new" / "2").write_bytes(ONE)
    (tmp_path / "tmp" / "half.eml").write_bytes(b"Fro")
    (tmp_path / ".Sent" / "cur" / "3").write_bytes(ONE)
    assert [name for name, _ in found(tmp_path)] == ["/.Sent/cur/3", "/cur/1:2,S", "/new/2"]


def test_folders_linked_in_a_circle_are_walked_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.eml").write_bytes(ONE)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    assert [name for name, _ in found(tmp_path)] == ["/a/1.eml"]


def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path):
    (tmp_path / "1.eml").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "2.eml")
    (tmp_path / "3.eml").write_bytes(ONE)
    sources = list(messages(tmp_path))
    assert [source.error for source in sources] == [
        "This file could not be read: no such file or directory.",
        "This file could not be read: it is not a file.",
        None,
    ]
    assert count(tmp_path) == 3


def test_a_path_that_is_not_there_is_told(tmp_path):
    (source,) = messages(tmp_path / "gone")
    assert source.raw is None
    assert "no such file" in source.error


@pytest.fixture
def own_folder():
    """A folder of somebody without rights, and to be that somebody: root may read everything."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    folder = Path(tempfile.mkdtemp())
    yield folder
    if is_root:
        os.seteuid(0)
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_entered_is_told(own_folder):
    shut = own_folder / "shut"
    shut.mkdir(mode=0)
    (source,) = messages(own_folder)
    shut.chmod(0o700)
    assert "permission denied" in source.error

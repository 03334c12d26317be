"""Mails on a disk for the tests: real ones where they are at hand, else made ones."""

import os
from pathlib import Path

import pytest

from mainstay.bench.corpus import corpus

_DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
DATA = Path(os.environ.get("MAINSTAY_DATA", _DATA))

ONE = (
    b"From: Daniel Price <daniel.price@northwindads.example>\r\nTo: desk@localhost\r\n"
    b"Subject: Where is the report?\r\nMessage-ID: <one@northwindads.example>\r\n"
    b"Date: Mon, 03 Mar 2025 10:00:00 +0000\r\n\r\nHello, I cannot find it.\r\n"
)
NO_MAIL = b"this is a shopping list\n"


def folder_of_mails(folder: Path, count: int) -> Path:
    """A folder with that many mails, in the order of their names."""
    folder.mkdir()
    _name, mails = corpus(count)
    for number, raw in enumerate(mails):
        (folder / f"{number:05}.eml").write_bytes(raw)
    return folder


def spamassassin() -> Path:
    """The folder of real mails; without it the test is skipped."""
    folder = DATA / "spamassassin"
    if not folder.is_dir():
        pytest.skip(f"MAINSTAY_DATA is missing: no {folder}")
    return folder


def parent_links(folder: Path) -> list[tuple[str, str]]:
    """Which mail answers which, as (message, parent), by their paths below the folder."""
    lines = (folder / "parent_links.tsv").read_text().splitlines()[1:]
    return [tuple(line.split("\t", 1)) for line in lines]

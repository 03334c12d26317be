"""Mails for the tests: small ones written here, real ones from the data folder."""

import os
from pathlib import Path

import pytest

_PROJECT = Path(__file__).resolve().parents[4]


def data(name: str) -> Path:
    """A folder of real data; the test is skipped when this machine has none."""
    folder = Path(os.environ.get("MAINSTAY_DATA", _PROJECT.parent / "shared" / "data")) / name
    if not folder.is_dir():
        pytest.skip(f"The real data “{name}” is not on this machine (see MAINSTAY_DATA).")
    return folder


def mail(head: str = "", body: str | bytes = "Hello", **fields: str) -> bytes:
    """A mail from Maya with further header lines in `head`, or by name."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    text = "\n".join(["From: Maya <maya@desk.example>", *lines, *filter(None, [head]), "", ""])
    return text.encode() + (body if isinstance(body, bytes) else body.encode())


def parts(*each: str | bytes, kind: str = "mixed") -> bytes:
    """A multipart mail; each part is its headers, a blank line and its content."""
    whole = b"From: Maya <maya@desk.example>\nMIME-Version: 1.0\n"
    whole += f'Content-Type: multipart/{kind}; boundary="cut"\n\n'.encode()
    for part in each:
        whole += b"--cut\n" + (part if isinstance(part, bytes) else part.encode()) + b"\n"
    return whole + b"--cut--\n"

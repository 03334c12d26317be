import hashlib
import re

from mainstay.ui.tests.stub import STATIC

VENDOR = STATIC / "vendor"


def test_vendored_files_are_unchanged():
    listed = re.findall(r"\| `([^`]+)` \|.*`([0-9a-f]{64})`", (VENDOR / "VENDORED.md").read_text())
    assert {name for name, _ in listed} == {
        str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*.js")
    }
    for name, digest in listed:
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_each_brings_its_licence():
    for path in VENDOR.rglob("*.js"):
        assert (path.parent / "LICENSE").exists(), path.name

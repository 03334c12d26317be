"""Where raw messages lie on a disk: single files, mbox files, Maildirs, folders of these."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mainstay.channels.email.part import LARGEST

_MESSAGE_ENDINGS = {".eml", ".txt"}
_SEPARATOR = b"From "
# A file may hold one endless line; it is read in steps of this many bytes.
_STEP = 1024 * 1024

_DATED = re.compile(rb"From .*\d\d?:\d\d(?::\d\d)?\b.*\d{4}")
_HEADER = re.compile(rb"(?:[!-9;-~]+:[ \t\r\n]|>From )")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """One message found: its bytes, or a sentence saying why there are none.

    `file` is the path; a message out of an mbox has its number after a `#`, from 1.
    """

    file: str
    raw: bytes | None
    error: str | None = None


def messages(path: Path) -> Iterator[Source]:
    """Every message at or below a path, in a stable order, one in memory at a time.

    A file that is named itself is taken for a message whatever its ending is; in folders only
    .eml, .txt, mbox files and the messages of Maildirs count.
    """
    for file in _files(path):
        yield from _messages_of(file)


def count(path: Path) -> int:
    """How many sources `messages` will give, without keeping any of them."""
    return sum(_count_of(file) for file in _files(path))


def _files(path: Path) -> Iterator[Path]:
    if os.path.isdir(path):
        yield from _files_below(path, set())
    else:
        yield path


def _files_below(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        identity = os.stat(folder)
        children = sorted(folder.iterdir())
    except OSError:
        # Handed on as if it were a file: reading it will say what is wrong.
        yield folder
        return
    if (identity.st_dev, identity.st_ino) in seen:
        return
    seen.add((identity.st_dev, identity.st_ino))

    is_maildir = _is_maildir(folder)
    for child in children:
        if os.path.isdir(child):
            if not (is_maildir and child.name == "tmp"):
                yield from _files_below(child, seen)
        elif _holds_mail(child):
            yield child


def _holds_mail(file: Path) -> bool:
    if file.suffix.lower() in _MESSAGE_ENDINGS or _is_in_maildir(file):
        return True
    try:
        with _opened(file) as stream:
            return stream.read(len(_SEPARATOR)) == _SEPARATOR
    except OSError:
        return False


def _is_in_maildir(file: Path) -> bool:
    is_visible = not file.name.startswith(".")
    return is_visible and file.parent.name in ("cur", "new") and _is_maildir(file.parent.parent)


def _is_maildir(folder: Path) -> bool:
    return os.path.isdir(folder / "cur") and os.path.isdir(folder / "new")


def _messages_of(file: Path) -> Iterator[Source]:
    try:
        with _opened(file) as stream:
            if _is_mbox(stream):
                yield from _split(file, stream)
                return
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        yield Source(str(file), None, _sentence(error))
        return
    if len(raw) > LARGEST:
        yield Source(str(file), None, _too_large())
    else:
        yield Source(str(file), raw)


def _count_of(file: Path) -> int:
    try:
        with _opened(file) as stream:
            if stream.read(len(_SEPARATOR)) != _SEPARATOR:
                return 1
            stream.seek(0)
            return max(1, sum(begins for _, begins in _lines(stream)))
    except OSError:
        return 1


def _is_mbox(stream: BinaryIO) -> bool:
    """Whether it holds more than one message. One message with a "From " line is just a file."""
    is_mbox = False
    if stream.read(len(_SEPARATOR)) == _SEPARATOR:
        stream.seek(0)
        starts = 0
        for _, begins in _lines(stream):
            starts += begins
            if starts > 1:
                is_mbox = True
                break
    stream.seek(0)
    return is_mbox


def _split(file: Path, stream: BinaryIO) -> Iterator[Source]:
    number = 0
    lines: list[bytes] = []
    size = 0
    for line, begins in _lines(stream):
        if begins:
            if number:
                yield _numbered(file, number, lines, size)
            number += 1
            lines, size = [], 0
            continue
        size += len(line)
        if size <= LARGEST:
            lines.append(line)
        else:
            lines.clear()
    if number:
        yield _numbered(file, number, lines, size)


def _numbered(file: Path, number: int, lines: list[bytes], size: int) -> Source:
    name = f"{file}#{number}"
    if size > LARGEST:
        return Source(name, None, _too_large())
    return Source(name, _ESCAPED.sub(rb"\1", b"".join(lines)))


def _lines(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """The lines of an mbox, and whether a message begins with this one.

    "From " after a blank line is how people begin sentences, too. A separator has a date, or
    a header right below it.
    """
    is_after_blank = is_first = True
    held: bytes | None = None
    while line := stream.readline(_STEP):
        if held is not None:
            yield held, _HEADER.match(line) is not None
            held = None
        if is_after_blank and line.startswith(_SEPARATOR):
            if is_first or _DATED.match(line):
                yield line, True
            else:
                held = line
        else:
            yield line, False
        is_after_blank = line in (b"\n", b"\r\n")
        is_first = False
    if held is not None:
        yield held, False


def _opened(file: Path) -> BinaryIO:
    mode = os.stat(file).st_mode
    if stat.S_ISDIR(mode):
        os.listdir(file)  # says why the folder could not be walked
    # Opening a pipe would wait for somebody to write into it.
    if not stat.S_ISREG(mode):
        raise OSError("it is not a file")
    return file.open("rb")


def _sentence(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"This file could not be read: {reason[:1].lower()}{reason[1:]}."


def _too_large() -> str:
    return f"This mail is larger than {LARGEST // 1024**2} MB."

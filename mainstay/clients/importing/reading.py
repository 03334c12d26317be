"""A CSV file as somebody's program wrote it: its encoding, its separator, its rows.

Nothing of it is held in memory but the row that is read.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from mainstay.clients.importing.faults import Fault
from mainstay.core.errors import Refused

_STEP = 1024 * 1024
_SAMPLE = 256 * 1024
_SEPARATORS = (",", ";", "\t", "|")
_MOST_COLUMNS = 200
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Whole words of high bytes: an alphabet of its own. Among Latin letters they stand alone.
_WORD = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")

Cells = dict[str, str]
Row = tuple[int, Cells] | Fault
"""Line and cells by column, only those that hold something; or what is wrong with a line."""


@dataclass(frozen=True)
class Sheet:
    """An open file, read up to its header. `columns` are as they are written there."""

    encoding: str
    separator: str
    columns: tuple[str, ...]
    rows: Iterator[Row]


def open_sheet(source: IO[bytes], knows: Callable[[str], bool]) -> Sheet:
    """Begin to read. `knows` says of a column's name whether anybody here understands it.

    Raises Refused for what is no table at all.
    """
    encoding = _encoding(source)
    source.seek(0)
    text = io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="")
    first = text.readline(_SAMPLE)
    if not first.strip():
        raise Refused(_("The file is empty: its first line has to name the columns."))
    separator = max(_SEPARATORS, key=lambda each: _fits(first, each, knows))
    text.seek(0)
    reader = csv.reader(text, delimiter=separator)
    try:
        header = next(reader)
    except (csv.Error, StopIteration) as error:
        raise Refused(_("The first line is no header: {error}.").format(error=error)) from error
    columns = tuple(" ".join(each.split()) for each in header)
    if not any(map(knows, columns)) or len(columns) > _MOST_COLUMNS:
        raise Refused(
            _(
                "The first line names no column that is known here. It begins with “{words}”."
            ).format(words=first.strip()[:80])
        )
    return Sheet(encoding, separator, columns, _rows(reader, columns))


def count_lines(source: IO[bytes]) -> int:
    """About how many rows a file has, for whoever watches it being read."""
    source.seek(0)
    lines = 0
    while block := source.read(_STEP):
        lines += block.count(b"\n")
    source.seek(0)
    return max(lines - 1, 0)


def _rows(
    reader: Iterator[list[str]], columns: tuple[str, ...]
) -> Iterator[tuple[int, Cells] | Fault]:
    while True:
        line: int = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(line, "", _("The row cannot be read: {error}.").format(error=error))
            continue
        if not any(map(str.strip, cells)):
            continue
        if len(cells) > len(columns) and any(map(str.strip, cells[len(columns) :])):
            yield Fault(
                line,
                "",
                _("{found} cells where the header has {count}: is a value not quoted?").format(
                    found=len(cells), count=len(columns)
                ),
            )
            continue
        given = {name: _plain(cell) for name, cell in zip(columns, cells, strict=False) if name}
        yield line, {name: cell for name, cell in given.items() if cell}


def _plain(cell: str) -> str:
    """What a cell holds. The mark that keeps a spreadsheet from calculating is no part of it."""
    cell = cell.replace("\x00", "").strip()
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell


def _encoding(source: IO[bytes]) -> str:
    source.seek(0)
    sample = source.read(_SAMPLE)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    source.seek(0)
    try:
        while block := source.read(_STEP):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _one_byte(source)
    return "utf-8"


def _one_byte(source: IO[bytes]) -> str:
    """Cyrillic or Latin, by whether high bytes make words of their own."""
    source.seek(0)
    in_words = high = 0
    while block := source.read(_STEP):
        high += len(_HIGH.findall(block))
        in_words += sum(map(len, _WORD.findall(block)))
    return "cp1251" if in_words * 2 > high else "cp1252"


def _fits(line: str, separator: str, knows: Callable[[str], bool]) -> tuple[int, int]:
    try:
        names = next(csv.reader([line], delimiter=separator))
    except (csv.Error, StopIteration):
        return (0, 0)
    return sum(map(knows, names)), len(names)

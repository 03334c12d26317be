"""One archive with everything that makes a desk: database, files, secret key and a manifest.

A tar file, compressed as a whole when its name ends in .zst; both are read back by what they
are, not by their name. It is written and read as a stream: nothing of it is held in memory.
"""

import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import zstandard

from mainstay.core.errors import Refused

FORMAT = 1
MANIFEST, KEY, DUMP, FILES = "manifest.json", "secret_key", "database.dump", "files"

_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_STEP = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. `counts` are rows by table, as they were when it was begun."""

    version: str
    made_at: str
    postgres: int
    counts: dict[str, int]
    format: int = FORMAT


def write(
    file: Path,
    manifest: Manifest,
    *,
    key: Path,
    dump: Path,
    files: Path,
    on_file: Callable[[], None],
) -> None:
    """Write the archive under a name of its own and rename it when it is complete and synced.

    `on_file` is called after each file of the desk.
    """
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.unlink(missing_ok=True)
    try:
        with _written(unfinished, is_compressed=file.suffix == ".zst") as archive:
            _add_bytes(archive, MANIFEST, json.dumps(asdict(manifest), indent=2).encode())
            archive.add(key, KEY, filter=_nobody)
            archive.add(dump, DUMP, filter=_nobody)
            for path in _below(files):
                try:
                    archive.add(path, f"{FILES}/{path.relative_to(files)}", filter=_nobody)
                except FileNotFoundError:
                    continue  # erased meanwhile; no row names it any more
                on_file()
        unfinished.replace(file)
        _sync(file.parent)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def read(file: Path) -> Iterator[tuple[Manifest, tarfile.TarFile]]:
    """Open an archive at the first member after its manifest. Refuses what is none of ours."""
    with ExitStack() as stack:
        source: IO[bytes] = stack.enter_context(file.open("rb"))
        is_compressed = source.read(len(_ZSTD_MAGIC)) == _ZSTD_MAGIC
        source.seek(0)
        if is_compressed:
            source = stack.enter_context(zstandard.ZstdDecompressor().stream_reader(source))
        try:
            archive = stack.enter_context(tarfile.open(fileobj=source, mode="r|"))
            manifest = _manifest(archive)
        except (tarfile.TarError, zstandard.ZstdError, ValueError, TypeError, EOFError) as error:
            raise Refused(f"{file} is no backup of Mainstay.") from error
        try:
            yield manifest, archive
        except (tarfile.TarError, zstandard.ZstdError, EOFError) as error:
            raise Refused(f"{file} is damaged: it ends too early or was changed.") from error


def unpack(
    archive: tarfile.TarFile, home: Path, *, dump: Path, on_file: Callable[[], None]
) -> None:
    """Lay what follows the manifest into a home, and the database's dump where it is wanted."""
    for member in archive:
        content = archive.extractfile(member)
        if content is None:
            continue
        if member.name == KEY:
            _copy(content, home / KEY)
        elif member.name == DUMP:
            _copy(content, dump)
        elif place := _place(member.name):
            _copy(content, home / FILES / place)
            on_file()


def _place(name: str) -> PurePosixPath | None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.parts[:1] != (FILES,):
        return None
    return path.relative_to(FILES)


@contextmanager
def _written(file: Path, *, is_compressed: bool) -> Iterator[tarfile.TarFile]:
    # Readable by us alone: it holds the secret key and everybody's mail.
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as plain:
        with ExitStack() as stack:
            target: Any = plain
            if is_compressed:
                compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
                target = stack.enter_context(compressor.stream_writer(plain, closefd=False))
            yield stack.enter_context(tarfile.open(fileobj=target, mode="w|"))
        plain.flush()
        os.fsync(plain.fileno())


def _manifest(archive: tarfile.TarFile) -> Manifest:
    member = archive.next()
    content = archive.extractfile(member) if member and member.name == MANIFEST else None
    if content is None:
        raise ValueError("an archive of ours begins with its manifest")
    found = json.loads(content.read())
    if found.get("format") != FORMAT:
        raise Refused("This backup was made by a newer Mainstay. Restore it with that one.")
    return Manifest(**found)


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who owned it here means nothing where it will be restored."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield Path(parent, name)


def _copy(content: IO[bytes], place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while block := content.read(_STEP):
            file.write(block)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

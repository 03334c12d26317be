"""All that is held of a person as one ZIP file that they can open by themselves."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from typing import IO

from mainstay.core.clock import now
from mainstay.core.personal.exporting import export_of
from mainstay.core.personal.registry import holders, who


def write_archive(
    contact_id: int, target: IO[bytes], *, on_file: Callable[[], object] = lambda: None
) -> int:
    """Write `data.json` and every file. Returns how many files; `on_file` is called after each.

    A file whose bytes are gone from the disk is named in `data.json` and left out.
    """
    person = who(contact_id)
    files, missing = 0, []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for holder in holders():
            for held in holder.files(person):
                try:
                    content = held.read()
                except FileNotFoundError:
                    missing.append(held.name)
                    continue
                archive.writestr(held.name, content)
                files += 1
                on_file()
        data = {"made_at": now().isoformat(timespec="seconds"), **export_of(person)}
        if missing:
            data["missing_files"] = missing
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2))
    return files

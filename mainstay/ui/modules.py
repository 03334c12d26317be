"""The ES modules of the pages: an import map instead of a bundler.

The map names each module once and leads to its hashed file, so a module imports another by its
bare name. The map is the only inline script; the content security policy allows it by its hash.
"""

import base64
import functools
import hashlib
import json

from django.core.files.storage import Storage, storages
from django.templatetags.static import static

ELEMENTS = (
    "address-fields",
    "auto-dismiss",
    "command-palette",
    "copy-text",
    "current-row",
    "dialogs",
    "draft-keeper",
    "file-drop",
    "hot-keys",
    "live-updates",
    "look-switch",
    "mail-frame",
    "one-by-one",
    "presence-beat",
    "quiet-refresh",
    "quote-words",
    "relative-time",
    "remark-asker",
    "reply-picker",
    "request-faults",
    "seen-latest",
    "text-tools",
    "two-texts",
)


def import_map() -> str:
    """The JSON of the map. Put it into the page without any character around it."""
    return _map_in(storages["staticfiles"])


@functools.lru_cache(maxsize=2)
def _map_in(_storage: Storage) -> str:
    """Files never move while a process runs."""
    imports = {"htmx": static("ui/vendor/htmx/htmx.esm.min.js")}
    for name in ELEMENTS:
        imports[f"ui/{name}"] = static(f"ui/elements/{name}.js")
    return json.dumps({"imports": imports}, separators=(",", ":"))


def import_map_source() -> str:
    """The map's hash as a source for `script-src`, with its quotes: `'sha256-…'`."""
    digest = hashlib.sha256(import_map().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

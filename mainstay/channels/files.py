"""Files by their content: the same bytes lie there once, and are safe before their row is."""

import hashlib
import os

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


def keep(content: bytes) -> str:
    """Store bytes and return their key. On a local disk they are synced before this returns."""
    digest = hashlib.sha256(content).hexdigest()
    key = f"{digest[:2]}/{digest[2:4]}/{digest}"
    if default_storage.exists(key):
        return key
    # The storage gives another name when a second writer was faster; the bytes are the same.
    stored = default_storage.save(key, ContentFile(content))
    _sync(stored)
    return stored


def read(key: str) -> bytes:
    """The bytes of a key. Raises FileNotFoundError when they are gone."""
    with default_storage.open(key) as file:
        content: bytes = file.read()
    return content


def beginning(key: str, length: int) -> bytes:
    """At most `length` first bytes of a key, without reading the rest."""
    with default_storage.open(key) as file:
        content: bytes = file.read(length)
    return content


def _sync(key: str) -> None:
    if not isinstance(default_storage, FileSystemStorage):
        return  # an object store is durable by itself
    path = default_storage.path(key)
    for name in (path, os.path.dirname(path)):
        descriptor = os.open(name, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""The pages' own files, copied into the home with their hashes."""

import hashlib
import os
import shutil

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> None:
    """Copy and hash the static files when they have changed since the last time."""
    if settings.DEBUG:
        return
    stamp = settings.STATIC_ROOT / ".stamp"
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(fingerprint)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            full = storage.path(path)
            digest.update(f"{path} {storage.size(path)} {os.stat(full).st_mtime_ns}\n".encode())
    return digest.hexdigest()

"""The home and the settings: space, rights, address."""

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

from mainstay.cli.doctor.finding import Finding, attention, broken, ok
from mainstay.config.environment import Environment

_GIB = 1024**3
_SCARCE, _FULL = 2 * _GIB, _GIB // 4
_HERE = ("localhost", "127.0.0.1", "::1")


def examine(env: Environment) -> Iterator[Finding]:
    yield from _disk(env)
    yield from _rights(env)
    yield from _address(env)


def _disk(env: Environment) -> Iterator[Finding]:
    if not env.home.exists():
        return
    free = shutil.disk_usage(env.home).free
    left = f"{free / _GIB:.1f} GB are free for {env.home}"
    if free < _FULL:
        yield broken("disk", f"Only {left}. Make room now: a full disk stops the database.")
    elif free < _SCARCE:
        yield attention("disk", f"Only {left}. Make room soon.")
    else:
        yield ok("disk", f"{left}.")
    if not os.access(env.home, os.W_OK):
        yield broken("disk", f"Nothing can be written in {env.home}. Give yourself the right to.")


def _rights(env: Environment) -> Iterator[Finding]:
    key = env.home / "secret_key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield broken(
            "rights",
            f"Others may read the key that signs sessions. Run: chmod 600 {key}",
        )
    if os.geteuid() == 0:
        yield attention(
            "rights",
            "This runs as root. In production give Mainstay a user of its own: "
            "useradd --system mainstay",
        )


def _address(env: Environment) -> Iterator[Finding]:
    url = urlsplit(env.public_url)
    is_here = url.hostname in _HERE
    if url.scheme == "https" or is_here:
        yield ok("address", f"People reach the desk at {env.public_url}")
    else:
        yield attention(
            "address",
            f"{env.public_url} is not encrypted: passwords travel in the open and passkeys do not "
            "work. Put a proxy with https before it and set MAINSTAY_URL.",
        )
    if env.debug and not is_here:
        yield broken("address", "MAINSTAY_DEBUG shows the inside to everybody. Unset it.")
    elif env.debug:
        yield attention("address", "MAINSTAY_DEBUG is on: for developing only.")

"""The embedded PostgreSQL: one private server for each home folder, reached by a Unix socket."""

from .binaries import binaries
from .dump import dump, restore
from .places import connection, default_home, socket_folder
from .server import Server, in_use, temporary_home

__all__ = [
    "Server",
    "binaries",
    "connection",
    "default_home",
    "dump",
    "in_use",
    "restore",
    "socket_folder",
    "temporary_home",
]

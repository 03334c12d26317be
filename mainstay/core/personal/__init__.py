"""Personal data: each module says how its rows about a person are exported and redacted.

`core` only runs the registry, so that a right to one's data needs no list kept by hand. What
names a person anywhere else is found in every table, whether its module thought of it or not.
"""

from mainstay.core.personal.archive import write_archive
from mainstay.core.personal.erasing import erase
from mainstay.core.personal.exporting import export
from mainstay.core.personal.redaction import ERASED, Redaction
from mainstay.core.personal.registry import (
    HeldFile,
    Holder,
    Identifiers,
    Person,
    Rows,
    Subject,
    holders,
    register,
    who,
)
from mainstay.core.personal.sweeping import leave_alone

__all__ = [
    "ERASED",
    "HeldFile",
    "Holder",
    "Identifiers",
    "Person",
    "Redaction",
    "Rows",
    "Subject",
    "erase",
    "export",
    "holders",
    "leave_alone",
    "register",
    "who",
    "write_archive",
]

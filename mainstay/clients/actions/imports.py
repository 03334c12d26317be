"""A file of clients through the browser: looked through, seen by a person, taken in."""

import io
from collections.abc import Iterator

import zstandard
from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients import events, jobs
from mainstay.clients.actions.access import may_write
from mainstay.clients.exporting import client_rows
from mainstay.clients.importing.reading import count_lines
from mainstay.clients.models import ClientImport, Organisation
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

LARGEST = 20 * 1024 * 1024
"""Bytes of a file through the browser; a larger one goes by the command line."""

_State = ClientImport.State


@transaction.atomic
def begin_import(filename: str, content: bytes, *, by: Member) -> ClientImport:
    """Keep a file and let it be looked through."""
    may_import(by)
    if not content.strip():
        raise Refused(_("The file is empty: its first line has to name the columns."))
    if len(content) > LARGEST:
        raise Refused(
            _("It is larger than {size} MB. Use “mainstay import clients” on the server.").format(
                size=LARGEST // 1024**2
            )
        )
    found = ClientImport.objects.create(
        member=by,
        filename=filename[-255:] or "clients.csv",
        content=zstandard.compress(content),
        total=count_lines(io.BytesIO(content)),
    )
    jobs.run_import.defer(import_id=found.pk)
    return found


@transaction.atomic
def start_import(found: ClientImport, *, by: Member) -> ClientImport:
    """Decide to take it in. Deciding twice is one taking in."""
    may_import(by)
    found = ClientImport.objects.select_for_update().get(pk=found.pk)
    if found.state in (_State.IMPORTING, _State.DONE):
        return found
    if found.state != _State.CHECKED:
        raise Refused(_("It has to be looked through first."))
    if found.content is None:
        raise Refused(_("The file is not kept any more: choose it again."))
    found.state, found.done = _State.IMPORTING, 0
    found.save(update_fields=["state", "done"])
    jobs.run_import.defer(import_id=found.pk)
    return found


@transaction.atomic
def export_clients(*, by: Member) -> Iterator[str]:
    """All clients as the lines of a CSV file, without those who wish to stay unnamed."""
    if not by.keeps_watch:
        raise Refused(_("Leads, managers and administrators export clients. Ask one of them."))
    record(events.EXPORTED, by, by=by, count=Organisation.objects.standing().count())
    return client_rows()


def may_import(by: Member) -> None:
    may_write(by)
    if not by.keeps_watch:
        raise Refused(_("Leads, managers and administrators bring in files. Ask one of them."))

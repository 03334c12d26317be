"""A kept file is looked through or taken in, and let go when nobody needs it."""

import io
from dataclasses import asdict
from datetime import timedelta

import zstandard
from django.db import transaction

from mainstay.clients import events
from mainstay.clients.importing.reading import Sheet, open_sheet
from mainstay.clients.importing.rows import Vocabulary
from mainstay.clients.importing.taking_in import Tally, take_in
from mainstay.clients.models import ClientImport
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record

KEPT = timedelta(days=1)
"""How long a file waits for somebody to take it in."""

MOST_FAULTS = 500
_State = ClientImport.State


def run_import(found: ClientImport) -> None:
    """Look a file through or take it in, as its state says. What is settled stays as it is."""
    if not found.is_working or found.content is None:
        return
    is_dry = found.state == _State.CHECKING
    vocabulary = Vocabulary()
    source = io.BytesIO(zstandard.decompress(bytes(found.content)))
    rows = ClientImport.objects.filter(pk=found.pk, state=found.state)
    try:
        sheet = open_sheet(source, vocabulary.knows)
        tally = Tally()
        for tally in take_in(sheet, vocabulary, by=found.member, is_dry=is_dry):
            rows.update(done=tally.rows)
    except Refused as refusal:
        rows.update(state=_State.FAILED, refusal=str(refusal), content=None)
        return
    result = _result(tally, sheet, vocabulary)
    if is_dry:
        rows.update(state=_State.CHECKED, total=tally.rows, result=result)
        return
    with transaction.atomic():
        if rows.update(state=_State.DONE, result=result, content=None, finished_at=now()):
            changed = tally.clients_changed + tally.contacts_changed
            added = tally.clients_added + tally.contacts_added
            record(events.IMPORTED, found, by=found.member, added=added, changed=changed)


def forget_old_imports() -> int:
    """Let files go that nobody has taken in. Returns how many."""
    waiting = ClientImport.objects.filter(created_at__lt=now() - KEPT, content__isnull=False)
    return waiting.exclude(state=_State.IMPORTING).update(content=None)


def _result(tally: Tally, sheet: Sheet, vocabulary: Vocabulary) -> dict[str, object]:
    counts = asdict(tally)
    faults = counts.pop("faults")
    return counts | {
        "bad": len(faults),
        "faults": faults[:MOST_FAULTS],
        "encoding": sheet.encoding,
        "ignored": [each for each in sheet.columns if each and not vocabulary.knows(each)],
    }

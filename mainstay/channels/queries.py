"""Compound reads about what came in and what leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from mainstay.channels import intake, kinds
from mainstay.channels.email.words import header_text
from mainstay.channels.models import Outbound, RawMessage

PAGE = 50
_HEAD = 4096
_FIELD = rb"(?im)^%s:[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)"


@dataclass(frozen=True)
class Held:
    """A quarantined message as a line. Sender and subject as well as its head tells them."""

    id: int
    cause: str
    received_at: datetime
    size: int
    source: str
    sender: str
    subject: str


@dataclass(frozen=True)
class HeldPage:
    rows: list[Held]
    # The id after which the next page begins; 0 when there is none.
    next_key: int


def count_quarantined() -> int:
    """How many messages wait because they could not be understood."""
    return RawMessage.objects.not_understood().count()


def count_spam() -> int:
    """How many messages lie aside because a rule of the desk calls them spam."""
    return RawMessage.objects.spam().count()


def held(after: int = 0, *, spam: bool = False) -> HeldPage:
    """What waits in quarantine, newest first, behind the message `after`.

    What rules call spam lies on a shelf of its own, so that it hides nothing that wants a look.
    """
    rows = RawMessage.objects.spam() if spam else RawMessage.objects.not_understood()
    if last := RawMessage.objects.filter(pk=after).values_list("received_at", "pk").first():
        rows = rows.filter(Q(received_at__lt=last[0]) | Q(received_at=last[0], pk__lt=last[1]))
    columns = ("pk", "cause", "received_at", "size", "source", "channel")
    found = list(rows.values_list(*columns)[: PAGE + 1])
    shown = found[:PAGE]
    heads = intake.beginnings_of([row[0] for row in shown], _HEAD)
    lines = [
        Held(
            pk, cause, received_at, size, source, *kinds.named(channel).outline(heads.get(pk, b""))
        )
        for pk, cause, received_at, size, source, channel in shown
    ]
    return HeldPage(lines, shown[-1][0] if len(found) > PAGE else 0)


def unsent() -> dict[str, int]:
    """How many messages wait to leave or did not, by state."""
    rows = Outbound.objects.exclude(state__in=[Outbound.State.SENT, Outbound.State.CANCELLED])
    return dict(rows.values_list("state").annotate(Count("pk")).order_by())


def outline_of(head: bytes) -> tuple[str, str]:
    """Sender and subject as well as the first bytes of a mail tell them."""
    return _field(head, b"From"), _field(head, b"Subject")


def _field(head: bytes, name: bytes) -> str:
    found = re.search(_FIELD % name, head)
    return header_text(found[1].decode("utf-8", "surrogateescape"))[:200] if found else ""

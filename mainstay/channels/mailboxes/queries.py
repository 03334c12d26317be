"""Compound reads about mailboxes: how each is, and what became of what it showed us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Count, Q

from mainstay.channels import intake
from mainstay.channels.models import Mailbox, MailboxArrival, RawMessage
from mainstay.channels.queries import outline_of

PAGE = 50
_HEAD = 4096
_State = RawMessage.State

Fate = Literal[
    "conversations", "appended", "duplicates", "quarantined", "spam", "waiting", "deleted"
]

_NEW = Q(is_repeat=False)
FATES: dict[Fate, Q] = {
    "conversations": _NEW & Q(raw__state=_State.TAKEN, raw__is_beginning=True),
    "appended": _NEW & Q(raw__state=_State.TAKEN) & ~Q(raw__is_beginning=True),
    "duplicates": Q(raw__isnull=False) & (Q(is_repeat=True) | Q(raw__state=_State.DUPLICATE)),
    "quarantined": _NEW & Q(raw__state=_State.QUARANTINED) & ~Q(raw__cause=RawMessage.SPAM),
    "spam": _NEW & Q(raw__state=_State.QUARANTINED, raw__cause=RawMessage.SPAM),
    "waiting": _NEW & Q(raw__state=_State.STORED),
    "deleted": Q(raw__isnull=True),
}
"""What became of what arrived: each arrival is in exactly one of these."""


@dataclass(frozen=True)
class Reconciliation:
    """What the server showed us, and where all of it is. The parts add up to `seen`."""

    seen: int
    parts: dict[Fate, int]

    @property
    def is_even(self) -> bool:
        return self.seen == sum(self.parts.values())


@dataclass(frozen=True)
class Arrived:
    """One message as a line of the list behind a figure."""

    raw_id: int | None
    at: datetime
    sender: str
    subject: str


@dataclass(frozen=True)
class ArrivedPage:
    rows: list[Arrived]
    # The id after which the next page begins; 0 when there is none.
    next_key: int


def mailboxes() -> list[Mailbox]:
    """All of them with brand and department, by address."""
    return list(Mailbox.objects.select_related("brand", "department"))


def reconciliation(mailbox: Mailbox) -> Reconciliation:
    """The figures of one mailbox since it was added, in one query."""
    counts = {str(name): Count("pk", filter=condition) for name, condition in FATES.items()}
    found = MailboxArrival.objects.filter(mailbox=mailbox).aggregate(seen=Count("pk"), **counts)
    return Reconciliation(found["seen"], {name: found[name] for name in FATES})


def arrived(mailbox: Mailbox, fate: Fate | None, after: int = 0) -> ArrivedPage:
    """The messages behind a figure, newest first, behind the arrival `after`."""
    rows = MailboxArrival.objects.filter(mailbox=mailbox).order_by("-pk")
    if fate:
        rows = rows.filter(FATES[fate])
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows.values_list("pk", "raw", "at")[: PAGE + 1])
    shown = found[:PAGE]
    lines = _lines([(raw_id, at) for _pk, raw_id, at in shown])
    return ArrivedPage(lines, shown[-1][0] if len(found) > PAGE else 0)


def _lines(rows: Sequence[tuple[int | None, datetime]]) -> list[Arrived]:
    heads = intake.beginnings_of([raw_id for raw_id, _at in rows if raw_id], _HEAD)
    return [Arrived(raw_id, at, *outline_of(heads.get(raw_id or 0, b""))) for raw_id, at in rows]

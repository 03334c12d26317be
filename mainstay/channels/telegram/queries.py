"""Compound reads about bots: how each is, and what became of what it was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Count, Q

from mainstay.channels import intake
from mainstay.channels.models import RawMessage
from mainstay.channels.telegram.models import TelegramArrival, TelegramBot
from mainstay.channels.telegram.updates import outline

PAGE = 50
_WHOLE = 64 * 1024
_State = RawMessage.State

Fate = Literal[
    "conversations", "appended", "opened", "duplicates", "quarantined", "waiting", "deleted"
]

_NEW = Q(is_repeat=False)
_TAKEN = _NEW & Q(raw__state=_State.TAKEN)
FATES: dict[Fate, Q] = {
    "conversations": _TAKEN & Q(raw__is_beginning=True),
    "appended": _TAKEN & Q(raw__is_beginning=False),
    # Somebody opened the chat and has said nothing yet.
    "opened": _TAKEN & Q(raw__is_beginning=None),
    "duplicates": Q(raw__isnull=False) & (Q(is_repeat=True) | Q(raw__state=_State.DUPLICATE)),
    "quarantined": _NEW & Q(raw__state=_State.QUARANTINED),
    "waiting": _NEW & Q(raw__state=_State.STORED),
    "deleted": Q(raw__isnull=True),
}
"""What became of what arrived: each arrival is in exactly one of these."""


@dataclass(frozen=True)
class Reconciliation:
    """What Telegram gave us, and where all of it is. The parts add up to `seen`."""

    seen: int
    parts: dict[Fate, int]

    @property
    def is_even(self) -> bool:
        return self.seen == sum(self.parts.values())


@dataclass(frozen=True)
class Arrived:
    """One update as a line of the list behind a figure."""

    raw_id: int | None
    at: datetime
    sender: str
    words: str


@dataclass(frozen=True)
class ArrivedPage:
    rows: list[Arrived]
    # The id after which the next page begins; 0 when there is none.
    next_key: int


def bots() -> list[TelegramBot]:
    """All of them with brand and department, by name."""
    return list(TelegramBot.objects.select_related("brand", "department"))


def troubles() -> list[tuple[str, str]]:
    """What keeps bots from working, each with the name of the bot."""
    found = []
    for bot in TelegramBot.objects.filter(is_paused=False):
        sentences = [bot.last_error, bot.sending_error]
        if not reconciliation(bot).is_even:
            sentences.append("What arrived does not add up. Read its log.")
        found += [(str(bot), sentence) for sentence in sentences if sentence]
    return found


def reconciliation(bot: TelegramBot) -> Reconciliation:
    """The figures of one bot since it was added, in one query."""
    counts = {str(name): Count("pk", filter=condition) for name, condition in FATES.items()}
    found = TelegramArrival.objects.filter(bot=bot).aggregate(seen=Count("pk"), **counts)
    return Reconciliation(found["seen"], {name: found[name] for name in FATES})


def arrived(bot: TelegramBot, fate: Fate | None, after: int = 0) -> ArrivedPage:
    """The updates behind a figure, newest first, behind the arrival `after`."""
    rows = TelegramArrival.objects.filter(bot=bot).order_by("-pk")
    if fate:
        rows = rows.filter(FATES[fate])
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows.values_list("pk", "raw", "at")[: PAGE + 1])
    shown = found[:PAGE]
    lines = _lines([(raw_id, at) for _pk, raw_id, at in shown])
    return ArrivedPage(lines, shown[-1][0] if len(found) > PAGE else 0)


def _lines(rows: Sequence[tuple[int | None, datetime]]) -> list[Arrived]:
    raws = intake.beginnings_of([raw_id for raw_id, _at in rows if raw_id], _WHOLE)
    return [Arrived(raw_id, at, *outline(raws.get(raw_id or 0, b""))) for raw_id, at in rows]

"""Taking in what has arrived."""

from datetime import timedelta

from mainstay.channels import intake
from mainstay.conversations.actions import snoozing  # noqa: F401  (it rings an alarm)
from mainstay.conversations.actions.bulk import go_on
from mainstay.conversations.actions.drafting import sweep_drafts
from mainstay.conversations.actions.presence import sweep_presence
from mainstay.conversations.actions.taking_in import take_in
from mainstay.core import jobs, upkeep
from mainstay.core.clock import now

__all__ = ["change_in_bulk", "take_in", "take_in_stored", "take_in_waiting"]

LEFT_BEHIND = timedelta(minutes=2)
"""After which a stored message counts as left behind by whoever was about to take it in."""


@jobs.job("conversations.take_in_stored", queue="mail")
def take_in_stored(*, raw_ids: list[int]) -> None:
    """Take in what was stored together. What somebody else has taken in meanwhile stays so."""
    for raw_id in intake.still_waiting(raw_ids):
        take_in(raw_id)


intake.passed_on_to(take_in_stored)


@jobs.job("conversations.take_in_waiting", queue="mail")
def take_in_waiting() -> None:
    """Take in everything that is stored and waits."""
    seen = 0
    while ids := intake.waiting(after=seen):
        for seen in ids:
            take_in(seen)


@jobs.job("conversations.change_in_bulk")
def change_in_bulk(*, bulk_id: int) -> None:
    """Do a batch of a change to many conversations, or of taking it back, and queue the next."""
    if go_on(bulk_id):
        change_in_bulk.defer(bulk_id=bulk_id)


@upkeep.every(60)
def take_in_what_was_left_behind() -> None:
    """A process that died between storing and understanding leaves its messages to us."""
    if intake.waiting(limit=1, before=now() - LEFT_BEHIND):
        upkeep.queue_once(take_in_waiting)


@upkeep.every(60)
def forget_who_was_there() -> None:
    """Pages that were closed without a word."""
    sweep_presence()


@upkeep.every(3600)
def forget_what_was_thrown_away() -> None:
    """Drafts that nobody has brought back."""
    sweep_drafts()

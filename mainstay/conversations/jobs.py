"""Taking in what has arrived."""

from mainstay.channels import intake
from mainstay.conversations.actions.taking_in import take_in
from mainstay.core import jobs

__all__ = ["take_in", "take_in_waiting"]


@jobs.job("conversations.take_in_waiting", queue="mail")
def take_in_waiting() -> None:
    """Take in everything that is stored and waits."""
    seen = 0
    while ids := intake.waiting(after=seen):
        for seen in ids:
            take_in(seen)

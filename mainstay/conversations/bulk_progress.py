"""How far a change of many conversations is, and what it left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from mainstay.conversations.models import BulkChange, BulkItem, Conversation
from mainstay.team.models import Member

SHOWN = 100


@dataclass(frozen=True)
class Progress:
    """Counts by outcome. `told` are those with a sentence, at most SHOWN."""

    pending: int
    changed: int
    same: int
    refused: int
    undone: int
    left: int
    told: Sequence[tuple[int, str, str]]

    @property
    def done(self) -> int:
        return self.changed + self.same + self.refused + self.undone


def progress_of(bulk: BulkChange, member: Member) -> Progress:
    """Two queries. Subjects only of what the member still sees."""
    outcome = BulkItem.Outcome
    items = BulkItem.objects.filter(bulk=bulk)
    counts = items.aggregate(
        **{
            name: Count("pk", filter=Q(outcome=value))
            for name, value in (
                ("pending", outcome.PENDING),
                ("changed", outcome.CHANGED),
                ("same", outcome.UNCHANGED),
                ("refused", outcome.REFUSED),
                ("undone", outcome.UNDONE),
            )
        },
        left=Count("pk", filter=Q(outcome=outcome.CHANGED) & ~Q(sentence="")),
    )
    visible = Conversation.objects.visible_to(member)
    told = items.exclude(sentence="").filter(conversation__in=visible).order_by("pk")
    rows = told.values_list("conversation_id", "conversation__subject", "sentence")
    return Progress(**counts, told=list(rows[:SHOWN]))

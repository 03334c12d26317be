"""What clients who asked about a topic came with next, once they were answered.

Counted over conversations that began in a span of whole days, the latest first. It ends so early
that each of them has had all its days to be followed by another.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from mainstay.conversations.models import Conversation, Message
from mainstay.conversations.patience import patience
from mainstay.insights.intervals import Share
from mainstay.insights.windows import Window
from mainstay.team.models import Member

SPAN_DAYS = 180
"""How far back conversations are counted."""

WITHIN = timedelta(days=14)
"""For how long after it began one may be followed by another."""

MOST = 500
"""How many are looked at, the latest: what clients ask now, in a bounded time."""

A_FEW = 2
"""A topic that came next less often is no habit."""


@dataclass(frozen=True)
class Followed:
    """A conversation on the topic, with what the same person began next; 0: nothing."""

    id: int
    next_id: int
    next_category_id: int | None


@dataclass(frozen=True)
class NextSteps:
    """All numbers are those of `rows`, so that behind each stand its conversations."""

    window: Window
    rows: tuple[Followed, ...]

    @property
    def share(self) -> Share:
        """How many of them were followed by another."""
        return Share(len(self.next_ids()), len(self.rows))

    @property
    def is_capped(self) -> bool:
        return len(self.rows) == MOST

    def topics(self) -> list[tuple[int | None, int]]:
        """What came next more than now and then, the most frequent first. None: has no topic."""
        counted = Counter(each.next_category_id for each in self.rows if each.next_id)
        frequent = [(topic, n) for topic, n in counted.items() if n >= A_FEW]
        return sorted(frequent, key=lambda each: (-each[1], each[0] is None, each[0] or 0))

    def ids(self) -> list[int]:
        return [each.id for each in self.rows]

    def next_ids(self) -> list[int]:
        return [each.next_id for each in self.rows if each.next_id]

    def next_ids_on(self, category_id: int | None) -> list[int]:
        return [
            each.next_id
            for each in self.rows
            if each.next_id and each.next_category_id == category_id
        ]


def last_day(moment: datetime, zone: ZoneInfo) -> date:
    """The last day whose conversations have had their time to be followed."""
    return (moment - WITHIN).astimezone(zone).date() - timedelta(days=1)


def next_steps(member: Member, category_id: int, last: date, zone: ZoneInfo) -> NextSteps:
    """Of conversations on this topic up to a day, as far as the member may see them. One query.

    What the same person began next counts when they had been answered before. Raises Refused
    when it cannot be found out within some seconds.
    """
    window = Window(last - timedelta(days=SPAN_DAYS - 1), last, zone)
    visible = Conversation.objects.visible_to(member).listed()
    visible = visible.filter(contact__isnull=False, merged_into__isnull=True)
    answers = Message.objects.filter(
        conversation=OuterRef(OuterRef("pk")),
        kind=Message.Kind.OUT,
        undone_at__isnull=True,
        at__lt=OuterRef("created_at"),
    )
    follower = (
        visible.filter(
            Exists(answers),
            contact=OuterRef("contact"),
            created_at__gt=OuterRef("created_at"),
            created_at__lte=OuterRef("created_at") + WITHIN,
        )
        .order_by("created_at", "id")
        # Both at once: as two columns it would be searched for twice.
        .values(found=JSONObject(id=F("pk"), category=F("category_id")))[:1]
    )
    asked = visible.filter(
        category=category_id,
        created_at__gte=window.begins_at,
        created_at__lt=window.ends_at,
    ).order_by("-created_at", "-id")
    with patience():
        found = list(asked.annotate(next=Subquery(follower)).values_list("pk", "next")[:MOST])
    return NextSteps(window, tuple(_followed(pk, then) for pk, then in found))


def _followed(pk: int, then: dict[str, int | None] | None) -> Followed:
    if then is None:
        return Followed(pk, 0, None)
    return Followed(pk, then["id"] or 0, then["category"])

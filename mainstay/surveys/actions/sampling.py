"""Drawing the conversations that leads review."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet, TextField, Value, Window
from django.db.models.functions import MD5, Cast, Concat, RowNumber

from mainstay.conversations.models import Conversation, Message
from mainstay.surveys.models import Sampled
from mainstay.surveys.weeks import begins_at, monday_of

PER_MEMBER = 3
"""How many are drawn of each member's finished conversations of a week."""

_FINISHED = (Conversation.State.SOLVED, Conversation.State.CLOSED)
_LOCK = 4_600_111


@transaction.atomic
def draw_sample(monday: date) -> int:
    """Draw for the week that began on this day. Returns how many; drawn already, none.

    Of each member the same number, first contacts first, the rest by a hash of week and number:
    whoever draws again draws the same, and nobody chooses.
    """
    monday = monday_of(monday)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    if is_drawn(monday):
        return 0
    drawn = Sampled.objects.bulk_create(
        Sampled(
            week=monday,
            conversation_id=pk,
            member_id=member,
            department_id=department,
            is_first_contact=is_first,
            place=place,
        )
        for pk, member, department, is_first, place in _candidates(monday)
    )
    return len(drawn)


def is_drawn(monday: date) -> bool:
    return Sampled.objects.filter(week=monday).exists()


def _candidates(monday: date) -> QuerySet[Conversation, tuple[int, int, int, bool, int]]:
    """Finished in the week, with a client outside, and answered by who has it."""
    own = Message.objects.filter(
        conversation=OuterRef("pk"),
        member=OuterRef("assignee"),
        kind=Message.Kind.OUT,
        undone_at__isnull=True,
    )
    earlier = Sampled.objects.filter(conversation=OuterRef("pk"))
    lot = MD5(Concat(Value(f"{monday}:"), Cast("pk", TextField()), output_field=TextField()))
    order = [F("is_first_contact").desc(), lot.asc()]
    rows = Conversation.objects.filter(
        Exists(own),
        ~Exists(earlier),
        state__in=_FINISHED,
        since__gte=begins_at(monday),
        since__lt=begins_at(monday + timedelta(days=7)),
        contact__isnull=False,
        is_aside=False,
        merged_into__isnull=True,
    )
    placed = rows.annotate(
        place=Window(RowNumber(), partition_by=[F("assignee")], order_by=order)
    ).filter(place__lte=PER_MEMBER)
    columns = ("pk", "assignee_id", "department_id", "is_first_contact", "place")
    return placed.values_list(*columns)

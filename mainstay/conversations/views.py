"""Reading views: a member's own, those of their departments, and those of everybody."""

import base64
from datetime import datetime
from typing import Any, Literal

from django.db.models import Q, QuerySet

from mainstay.conversations.filtering import Filter, from_json, narrowed
from mainstay.conversations.models import Conversation, View
from mainstay.conversations.patience import patience
from mainstay.conversations.queries import Listed, lines
from mainstay.core.prepared import prepared
from mainstay.team.models import Member, Reader

Sort = Literal["turn", "newest", "oldest"]
SORTS: tuple[Sort, ...] = ("turn", "newest", "oldest")
"""Each is served by an index. By turn stand only conversations that are not finished."""

COLUMNS = ("number", "state", "assignee", "department", "category", "begun", "last_message")
USUAL_COLUMNS = ("state", "assignee", "last_message")

PAGE = 50
MOST_COUNTED = 2000
MOST_FOUND = 4
MOST_NAMED = 30


def views_of(member: Member | Reader) -> QuerySet[View]:
    """Views that this member may open: their own, their departments', everybody's."""
    shared = Q(owner__isnull=True, department__isnull=True)
    theirs = Q(owner=member.pk) | Q(department__in=member.department_ids)
    return View.objects.filter(shared | theirs) if member.is_active else View.objects.none()


def names_of_views(member: Member) -> list[tuple[int, str]]:
    """The numbers and names of the first of them."""
    return _named(member.reader)


@prepared
def _named(reader: Reader) -> QuerySet[View, Any]:
    return views_of(reader).values_list("pk", "name")[:MOST_NAMED]


def find_views(member: Member, words: str) -> list[tuple[int, str, bool]]:
    """Views whose name has the words in it, with whether others have them too; a few."""
    if not (words := words.replace("\x00", "").strip()):
        return []
    rows = views_of(member).filter(name__icontains=words[:80])
    found = rows.values_list("pk", "name", "owner")[:MOST_FOUND]
    return [(pk, name, owner is None) for pk, name, owner in found]


def page(member: Member, wanted: Filter, sort: Sort, key: str = "") -> tuple[list[Listed], str]:
    """Conversations that meet the filter, and the key of the next page (empty: there is none).

    Raises Refused when the filter asks what cannot be answered within some seconds.
    """
    rows = _sorted(_narrowed(member, wanted), sort, key)
    with patience():
        found = lines(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], _key(last) if last else ""


def count(member: Member, wanted: Filter, sort: Sort) -> int:
    """How many there are, counted up to MOST_COUNTED + 1."""
    rows = _sorted(_narrowed(member, wanted), sort, "").order_by()
    with patience():
        return int(rows[: MOST_COUNTED + 1].count())


def numbers(member: Member, wanted: Filter, sort: Sort, most: int) -> list[int]:
    """The numbers of those that meet the filter, in the order of the list, at most `most`."""
    rows = _sorted(_narrowed(member, wanted), sort, "")
    with patience():
        return list(rows.values_list("pk", flat=True)[:most])


def filter_of(view: View) -> Filter:
    return from_json(view.filter)


def sort_of(view: View) -> Sort:
    return next((each for each in SORTS if each == view.sort), "turn")


def _narrowed(member: Member, wanted: Filter) -> QuerySet[Conversation]:
    rows = Conversation.objects.visible_to(member).listed().filter(merged_into__isnull=True)
    return rows.filter(narrowed(wanted, member))


def _sorted(rows: QuerySet[Conversation], sort: Sort, key: str) -> QuerySet[Conversation]:
    bound = _bound(key)
    if sort == "turn":
        rows = rows.filter(state__in=Conversation.UNFINISHED)
        if bound:
            state, turn_at, pk = bound
            later = Q(turn_at__gt=turn_at) | Q(turn_at=turn_at, pk__gt=pk)
            rows = rows.filter(Q(state__gt=state) | Q(state=state) & later)
        return rows.order_by("state", "turn_at", "id")
    if sort == "newest":
        return (rows.filter(pk__lt=bound[2]) if bound else rows).order_by("-id")
    return (rows.filter(pk__gt=bound[2]) if bound else rows).order_by("id")


def _key(last: Listed) -> str:
    text = f"{last.state} {last.turn_at.isoformat()} {last.id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _bound(key: str) -> tuple[str, datetime, int] | None:
    """Where the page before ended; None for an empty or damaged key, which then starts anew."""
    try:
        text = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode()
        state, turn_at, number = text.split(" ")
        place = (state, datetime.fromisoformat(turn_at), int(number))
    except ValueError:
        return None
    is_whole = state in Conversation.State.values and place[1].tzinfo and 0 < place[2] < 2**63
    return place if is_whole else None

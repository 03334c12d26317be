"""Lists of conversations. Their number of queries does not grow with their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from django.db.models import Count, Max, Q, QuerySet

from mainstay.clients.models import Contact, Organisation, family_of
from mainstay.conversations.models import Conversation, Mention
from mainstay.conversations.places import Place, decode, encode
from mainstay.core.clock import now
from mainstay.core.prepared import planned_anew, prepared
from mainstay.team.models import Member, Reader

Box = Literal["mine", "department", "unassigned", "all", "watching", "mentions", "escalated"]
BOXES: tuple[Box, ...] = (
    "mine",
    "department",
    "unassigned",
    "all",
    "watching",
    "mentions",
    "escalated",
)
LATEST_FIRST: tuple[Box, ...] = ("watching", "mentions")
"""Boxes that tell what is new, not who has to move. Mentions stand in no shelf."""
Shelf = Literal["active", "solved", "closed"]
SHELVES: tuple[Shelf, ...] = ("active", "solved", "closed")

PAGE = 50
MOST_COUNTED = 500

_COLUMNS = (
    "id",
    "subject",
    "state",
    "since",
    "turn_at",
    "waiting_on",
    "last_message_at",
    "last_words",
    "assignee_id",
    "contact_id",
    "contact__name",
    "organisation_id",
    "organisation__name",
    "snoozed_until",
    "escalated_to_id",
    "is_first_contact",
    "repeats_id",
    "department_id",
    "category_id",
    "created_at",
    "side_of_id",
    "asked_by_id",
)


@dataclass(frozen=True)
class Listed:
    """A conversation as a line of a list."""

    id: int
    subject: str
    state: str
    since: datetime
    # Its place in the queue, see `Conversation.turn_at`.
    turn_at: datetime
    waiting_on: str
    last_message_at: datetime
    last_words: str
    assignee_id: int | None
    # Null between departments of our own.
    contact_id: int | None
    contact_name: str
    organisation_id: int | None
    organisation_name: str
    snoozed_until: datetime | None = None
    escalated_to_id: int | None = None
    is_first_contact: bool = False
    # The same client with the same topic a few days before.
    repeats_id: int | None = None
    department_id: int = 0
    category_id: int | None = None
    created_at: datetime | None = None
    # Who asks there for the sake of a client, in a side conversation.
    asked_by_id: int | None = None
    is_side: bool = False
    # Somebody has called this member there, who has not looked yet.
    is_new_to_me: bool = False


@dataclass(frozen=True)
class Page:
    """Rows, and the key of the next page; empty when there is none."""

    rows: list[Listed]
    next_key: str
    # The state in which the page before ended; empty on the first one.
    state_before: str = ""


def inbox(member: Member, box: Box, shelf: Shelf, key: str = "") -> Page:
    """Unfinished ones by who has to move, the longest waiting first; finished ones newest first.

    What one watches stands by its last message, the newest first.
    """
    if box == "mentions":
        return _mentioned(member, key)
    newest_by, bound = _newest_by(box, shelf), decode(key)
    found: Iterable[Any]
    if bound is None:
        found = _first_page(member.reader, box=box, shelf=shelf)
    else:
        rows = _behind(_shelf(member.reader, box, shelf), bound, newest_by)
        found = rows.values_list(*_COLUMNS)[: PAGE + 1]
    listed = _listed(found)
    last = listed[PAGE - 1] if len(listed) > PAGE else None
    return Page(
        listed[:PAGE],
        encode(_place(last, newest_by)) if last else "",
        bound.state if bound else "",
    )


def count(member: Member, box: Box, shelf: Shelf) -> int:
    """How many there are, counted up to MOST_COUNTED + 1."""
    if box == "mentions":
        return int(_calls(member)[: MOST_COUNTED + 1].count())
    return _some.count(member.reader, box=box, shelf=shelf)


def of_client(
    member: Member,
    *,
    organisation_id: int | None = None,
    contact_id: int | None = None,
    most: int = PAGE,
) -> list[Listed]:
    """The latest conversations with a client, as far as this member may see them.

    Those of organisations and contacts that were merged into it are its own.
    """
    companies = people = None
    if organisation_id is not None:
        companies = tuple(family_of(Organisation, organisation_id))
    if contact_id is not None:
        people = tuple(family_of(Contact, contact_id))
    return _listed(_of_family(member.reader, companies, people, most=most))


@planned_anew
def _of_family(
    reader: Reader, companies: Sequence[int] | None, people: Sequence[int] | None, *, most: int
) -> QuerySet[Conversation, Any]:
    rows = Conversation.objects.visible_to(reader).filter(merged_into=None).order_by("-id")
    if companies is not None:
        rows = rows.filter(organisation__in=companies)
    if people is not None:
        rows = rows.filter(contact__in=people)
    return rows.values_list(*_COLUMNS)[:most]


def by_ids(member: Member, ids: Sequence[int]) -> list[Listed]:
    """These conversations in this order, without those that the member may not see."""
    rows = _listed(_these(member.reader, tuple(ids)))
    place = {pk: at for at, pk in enumerate(ids)}
    return sorted(rows, key=lambda row: place[row.id])


@prepared
def _these(reader: Reader, ids: Sequence[int]) -> QuerySet[Conversation, Any]:
    rows = Conversation.objects.visible_to(reader).filter(pk__in=ids)
    return rows.values_list(*_COLUMNS)


def _box(reader: Reader, box: Box) -> QuerySet[Conversation]:
    if box == "mine":
        return Conversation.objects.assigned_to(reader)
    if box == "department" and reader.department_ids:
        return Conversation.objects.in_departments_of(reader)
    visible = Conversation.objects.visible_to(reader)
    if box == "unassigned":
        return visible.filter(assignee__isnull=True)
    if box == "watching":
        return visible.filter(watchers=reader.pk)
    if box == "escalated":
        return visible.filter(escalated_to=reader.pk)
    return visible


def _calls(member: Member) -> Any:
    """Conversations in which this member was called, the last call first."""
    visible = Conversation.objects.visible_to(member).values("pk")
    called = Mention.objects.filter(member=member, message__conversation__in=visible)
    return (
        called.values("message__conversation")
        .annotate(last=Max("pk"), unseen=Count("pk", filter=Q(seen_at__isnull=True)))
        .order_by("-last")
    )


def _mentioned(member: Member, key: str) -> Page:
    calls = _calls(member)
    if bound := decode(key):
        calls = calls.filter(last__lt=bound.pk)
    found = list(calls[: PAGE + 1])
    shown = {call["message__conversation"]: call for call in found[:PAGE]}
    rows = [
        replace(row, is_new_to_me=bool(shown[row.id]["unseen"]))
        for row in by_ids(member, list(shown))
    ]
    last = found[PAGE - 1]["last"] if len(found) > PAGE else None
    return Page(rows, encode(Place("", now(), last)) if last else "")


def _shelf(reader: Reader, box: Box, shelf: Shelf) -> QuerySet[Conversation]:
    rows = _box(reader, box)
    if shelf == "active":
        rows = rows.filter(state__in=Conversation.UNFINISHED, is_aside=False)
    else:
        rows = rows.filter(state=shelf, merged_into__isnull=True, is_aside=False)
    if newest_by := _newest_by(box, shelf):
        return rows.order_by(f"-{newest_by}", "-id")
    # The states are in the order of the alphabet, so the index serves the order.
    return rows.order_by("state", "turn_at", "id")


def _newest_by(box: Box, shelf: Shelf) -> str:
    """The time that puts the newest first; empty where they stand by turns."""
    if shelf != "active":
        return "since"
    return "last_message_at" if box in LATEST_FIRST else ""


@planned_anew
def _first_page(reader: Reader, *, box: Box, shelf: Shelf) -> QuerySet[Conversation, Any]:
    return _shelf(reader, box, shelf).values_list(*_COLUMNS)[: PAGE + 1]


@planned_anew
def _some(reader: Reader, *, box: Box, shelf: Shelf) -> QuerySet[Conversation, Any]:
    """As many as are counted."""
    return _shelf(reader, box, shelf).order_by().values_list("pk")[: MOST_COUNTED + 1]


def _behind(rows: QuerySet[Conversation], bound: Place, newest_by: str) -> QuerySet[Conversation]:
    """What stands after a place in the order of turns, or of a time with the newest first."""
    if newest_by:
        earlier = Q(**{f"{newest_by}__lt": bound.at})
        return rows.filter(earlier | Q(**{newest_by: bound.at}, pk__lt=bound.pk))
    later = Q(turn_at__gt=bound.at) | Q(turn_at=bound.at, pk__gt=bound.pk)
    return rows.filter(Q(state__gt=bound.state) | Q(state=bound.state) & later)


def lines(rows: QuerySet[Conversation]) -> list[Listed]:
    """These rows as lines of a list: one query, and one for the names of the nameless."""
    return _listed(rows.values_list(*_COLUMNS))


def _listed(rows: Iterable[Any]) -> list[Listed]:
    """Lines, of rows of _COLUMNS."""
    found = list(rows)
    nameless = [row[9] for row in found if row[9] and not row[10]]
    addresses = _addresses(nameless) if nameless else {}
    return [
        Listed(
            id=pk,
            subject=subject,
            state=state,
            since=since,
            turn_at=turn_at,
            waiting_on=waiting_on,
            last_message_at=last_message_at,
            last_words=last_words,
            assignee_id=assignee,
            contact_id=contact,
            contact_name=name
            or addresses.get(contact)
            or (f"contact {contact}" if contact else ""),
            organisation_id=organisation,
            organisation_name=organisation_name or "",
            snoozed_until=snoozed_until,
            escalated_to_id=escalated_to,
            is_first_contact=is_first_contact,
            repeats_id=repeats,
            department_id=department,
            category_id=category,
            created_at=created_at,
            asked_by_id=asked_by,
            is_side=side_of is not None,
        )
        for (
            pk,
            subject,
            state,
            since,
            turn_at,
            waiting_on,
            last_message_at,
            last_words,
            assignee,
            contact,
            name,
            organisation,
            organisation_name,
            snoozed_until,
            escalated_to,
            is_first_contact,
            repeats,
            department,
            category,
            created_at,
            side_of,
            asked_by,
        ) in found
    ]


def _addresses(contact_ids: Sequence[int]) -> dict[int, str | None]:
    """The first address of each; None for a person who was erased."""
    rows = Contact.objects.filter(pk__in=contact_ids).order_by("-identities__id")
    return dict(rows.values_list("pk", "identities__value"))


def _place(row: Listed, newest_by: str) -> Place:
    return Place(row.state, getattr(row, newest_by or "turn_at"), row.id)

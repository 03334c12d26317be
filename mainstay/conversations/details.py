"""What is known of one conversation beside what was said: for the panel next to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Value

from mainstay.conversations import events
from mainstay.conversations.models import Category, Conversation, Participant
from mainstay.core.log import timeline
from mainstay.team.models import Member

MOST_PEOPLE = 50
MOST_COUNTED = 2000


@dataclass(frozen=True)
class Topic:
    """A category with the way to it: "Publications / Link removed". `depth` is 0 at the top."""

    id: int
    name: str
    path: str
    depth: int
    is_retired: bool
    parent_id: int | None


@dataclass(frozen=True)
class Tied:
    """Another conversation that this one has to do with. `tie`: "follows", "goes_on", "repeats"."""

    id: int
    subject: str
    state: str
    tie: str


@dataclass(frozen=True)
class Beside:
    # Ids and names.
    tags: Sequence[tuple[int, str]] = ()
    watchers: Sequence[tuple[int, str]] = ()
    # Names and addresses of those who take part beside the client.
    people: Sequence[tuple[str, str]] = ()
    # Numbers of conversations in which it went on when it was long closed.
    followers: Sequence[int] = ()


def topics() -> list[Topic]:
    """The whole tree in its order, what is below a category right behind it."""
    below: dict[int | None, list[Category]] = {}
    for each in Category.objects.order_by("position", "id"):
        below.setdefault(each.parent_id, []).append(each)
    return _under(below, None, "", 0)


def topics_by_path(known: list[Topic]) -> dict[str, Topic]:
    """Those that may be chosen, by their path in small letters, and by a name that only one has."""
    open_ones = [each for each in known if not each.is_retired]
    names: dict[str, list[Topic]] = {}
    for each in open_ones:
        names.setdefault(each.name.casefold(), []).append(each)
    alone = {name: found[0] for name, found in names.items() if len(found) == 1}
    return alone | {each.path.casefold(): each for each in open_ones}


def counts_by_topic() -> dict[int, int]:
    """How many conversations each category has, counted up to MOST_COUNTED + 1."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, held FROM conversations_category, LATERAL ("
            " SELECT count(*) AS held FROM ("
            " SELECT FROM conversations_conversation"
            " WHERE category_id = conversations_category.id LIMIT %s) AS held_ones) AS counted",
            [MOST_COUNTED + 1],
        )
        return dict(cursor.fetchall())


def beside(conversation: Conversation) -> Beside:
    """Words, people, watchers and what followed a conversation: one query."""
    tags = conversation.tags.values_list(Value("tag"), "pk", "name", Value(""))
    people = Participant.objects.filter(conversation=conversation).order_by("at", "id")
    parts = people.values_list(Value("part"), "pk", "name", "address")[:MOST_PEOPLE]
    active = conversation.watchers.filter(is_active=True)
    watchers = active.values_list(Value("watcher"), "pk", "name", Value(""))
    later = Conversation.objects.filter(follows=conversation)
    followers = later.values_list(Value("later"), "pk", Value(""), Value(""))
    found: dict[str, list[tuple[int, str, str]]] = {
        what: [] for what in ("tag", "part", "watcher", "later")
    }
    rows = tags.order_by().union(parts, watchers.order_by(), followers, all=True)
    for what, pk, name, address in rows:
        found[what].append((pk, name, address))
    return Beside(
        tags=sorted(((pk, name) for pk, name, _ in found["tag"]), key=_by_name),
        people=[(name, address) for _pk, name, address in sorted(found["part"])],
        watchers=sorted(((pk, name) for pk, name, _ in found["watcher"]), key=_by_name),
        followers=[pk for pk, _name, _address in found["later"]],
    )


def people_of(conversation: Conversation) -> list[tuple[str, str]]:
    """Names and addresses of those who take part beside the client."""
    people = Participant.objects.filter(conversation=conversation).order_by("at", "id")
    return list(people.values_list("name", "address")[:MOST_PEOPLE])


def ties_of(
    conversation: Conversation, member: Member, followers: Sequence[int] = ()
) -> list[Tied]:
    """What it follows, what followed it, what it repeats: as far as the member may see them.

    Most have nothing of that, and are asked nothing.
    """
    ties = dict.fromkeys(followers, "goes_on")
    ties |= {pk: "repeats" for pk in [conversation.repeats_id] if pk}
    ties |= {pk: "follows" for pk in [conversation.follows_id] if pk}
    if not ties:
        return []
    rows = Conversation.objects.visible_to(member).filter(pk__in=list(ties)).order_by("id")
    return [
        Tied(pk, subject, state, ties[pk])
        for pk, subject, state in rows.values_list("pk", "subject", "state")[:MOST_PEOPLE]
    ]


def reason_of_escalation(conversation: Conversation) -> tuple[str, bool]:
    """Why it was escalated last, and whether the client had asked for it."""
    told = timeline(conversation).filter(kind=events.ESCALATED.name).last()
    if told is None:
        return "", False
    return str(told.facts.get("reason") or ""), told.facts.get("wish") == "client"


def may_be_escalated_to(conversation: Conversation) -> list[Member]:
    """Leads of its department, managers and administrators, by name."""
    colleagues = Member.objects.colleagues_in([conversation.department_id])
    return [each for each in colleagues if each.keeps_watch]


def _by_name(row: tuple[int, str]) -> str:
    return row[1].casefold()


def _under(
    below: dict[int | None, list[Category]], parent: int | None, path: str, depth: int
) -> list[Topic]:
    found = []
    for each in below.get(parent, ()):
        own = f"{path} / {each.name}" if path else each.name
        found.append(Topic(each.pk, each.name, own, depth, each.is_retired, each.parent_id))
        found += _under(below, each.pk, own, depth + 1)
    return found

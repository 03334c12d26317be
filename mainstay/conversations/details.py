"""What is known of one conversation beside what was said: for the panel next to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Lower

from mainstay.clients.models import Tag
from mainstay.conversations import events
from mainstay.conversations.models import Category, Conversation, Participant
from mainstay.core.log import timeline
from mainstay.team.models import Member

MOST_TAGS = 300
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


def tags_of(conversation: Conversation) -> list[tuple[int, str]]:
    return list(conversation.tags.order_by(Lower("name")).values_list("pk", "name"))


def tag_names() -> list[str]:
    """Words that clients and conversations are marked with."""
    return list(Tag.objects.order_by(Lower("name")).values_list("name", flat=True)[:MOST_TAGS])


def people_of(conversation: Conversation) -> list[tuple[str, str]]:
    """Names and addresses of those who take part beside the client."""
    people = Participant.objects.filter(conversation=conversation).order_by("at", "id")
    return list(people.values_list("name", "address")[:MOST_PEOPLE])


def watchers_of(conversation: Conversation) -> list[tuple[int, str]]:
    watchers = conversation.watchers.filter(is_active=True).order_by("name")
    return list(watchers.values_list("pk", "name"))


def ties_of(conversation: Conversation, member: Member) -> list[Tied]:
    """What it follows, what followed it, what it repeats: as far as the member may see them."""
    before = {conversation.follows_id: "follows", conversation.repeats_id: "repeats"}
    before.pop(None, None)
    rows = Conversation.objects.visible_to(member)
    rows = rows.filter(Q(pk__in=list(before)) | Q(follows=conversation)).order_by("id")
    return [
        Tied(pk, subject, state, before.get(pk, "goes_on"))
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


def _under(
    below: dict[int | None, list[Category]], parent: int | None, path: str, depth: int
) -> list[Topic]:
    found = []
    for each in below.get(parent, ()):
        own = f"{path} / {each.name}" if path else each.name
        found.append(Topic(each.pk, each.name, own, depth, each.is_retired, each.parent_id))
        found += _under(below, each.pk, own, depth + 1)
    return found

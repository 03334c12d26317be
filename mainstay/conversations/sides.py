"""Side conversations: what we ask somebody else for the sake of a client, who sees none of it.

One with a third party outside belongs to whoever sees the conversation it was begun for, and
stands in no list. One with another department of ours stands in that department's inbox; who has
it there sees nothing of the conversation it was begun for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from mainstay.channels.email.kinds import Kind
from mainstay.channels.models import Outbound
from mainstay.clients.models import contact_names
from mainstay.conversations.models import Attachment, Conversation, Message, in_family
from mainstay.core.prepared import prepared
from mainstay.team.models import Member, Reader

SHOWN = 3
"""Messages of a side conversation that its main one shows, the latest."""

MOST = 50
MOST_FILES = 100
_MACHINES = (Kind.AUTO_REPLY, Kind.RECEIPT)


@dataclass(frozen=True)
class SideMessage:
    """Something said in a side conversation. `trouble`: why it did not leave."""

    id: int
    kind: str
    at: datetime
    author: str
    text: str
    language: str
    mail_kind: str
    trouble: str
    files: Sequence[str]


@dataclass(frozen=True)
class Side:
    """A side conversation as its main one shows it."""

    number: int
    subject: str
    party: str
    state: str
    since: datetime
    created_at: datetime
    last_message_at: datetime
    # Whom we ask: somebody outside, else a department of ours. The other is empty.
    contact: str
    contact_id: int | None
    organisation: str
    department: str
    asked_by: str
    # The latest messages, oldest first, and how many there are before them.
    messages: Sequence[SideMessage]
    earlier: int

    @property
    def is_internal(self) -> bool:
        return self.contact_id is None


def within_reach(member: Member) -> QuerySet[Conversation]:
    """The door for one row: what a member sees, and what was asked in house for that.

    For a list `visible_to` is the door: this one is as fast only where the row is known.
    """
    visible = Conversation.objects.visible_to(member)
    if member.sees_all or not member.is_active:
        return visible
    # Where the main one went, found inside of the question: a join would be made for every row.
    asked_for = Conversation.objects.filter(pk=OuterRef(OuterRef("side_of_id")))
    went_to = Coalesce("merged_into__merged_into_id", "merged_into_id", "pk")
    main = visible.filter(pk=Subquery(asked_for.values_list(went_to)[:1]))
    in_house = Conversation.objects.filter(side_of__isnull=False, is_aside=False)
    return visible | in_house.filter(Exists(main))


def reached(member: Member, number: int) -> Conversation | None:
    """One row by that door, with whose it is; None where there is none for this member."""
    # Most are in the reader's own departments; the wider door is the slower one.
    found = _visible.first(member.reader, number)
    return found or _whole(within_reach(member)).filter(pk=number).first()


@prepared
def _visible(reader: Reader, number: int) -> QuerySet[Conversation]:
    return _whole(Conversation.objects.visible_to(reader)).filter(pk=number)


def _whole(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    return rows.select_related("contact", "organisation", "department", "assignee")


def main_of(side: Conversation) -> Conversation | None:
    """The conversation that a side one was begun for, or what that went into."""
    main = side.side_of
    while main is not None and main.merged_into_id is not None:
        main = main.merged_into
    return main


def main_seen_by(side: Conversation, member: Member) -> Conversation | None:
    """The same, if the member may see it."""
    main = main_of(side)
    if main is None:
        return None
    return Conversation.objects.visible_to(member).filter(pk=main.pk).first()


def beside(main: Conversation) -> QuerySet[Conversation]:
    """The side conversations of one and of what was merged into it."""
    is_beside = in_family("side_of_id", main.pk)
    return Conversation.objects.filter(is_beside, side_of__isnull=False)


def beside_with_outsiders(main: Conversation) -> QuerySet[Conversation]:
    return beside(main).filter(contact__isnull=False)


def sides_of(main: Conversation) -> list[Side]:
    """What was asked for its sake, in the order of the last words. For whoever sees `main`.

    The number of queries is the same for however many.
    """
    rows = beside(main).select_related("contact", "organisation", "department", "asked_by")
    sides = list(rows.order_by("-last_message_at", "-id")[:MOST])[::-1]
    if not sides:
        return []
    messages, counts = _latest([side.pk for side in sides])
    nameless = [side.contact_id for side in sides if side.contact and not side.contact.name]
    names = contact_names([pk for pk in nameless if pk]) if nameless else {}
    return [
        Side(
            number=side.pk,
            subject=side.subject,
            party=side.side_party,
            state=side.state,
            since=side.since,
            created_at=side.created_at,
            last_message_at=side.last_message_at,
            contact=(side.contact.name or names.get(side.contact.pk, "")) if side.contact else "",
            contact_id=side.contact_id,
            organisation=side.organisation.name if side.organisation else "",
            department="" if side.contact_id else side.department.name,
            asked_by=side.asked_by.name if side.asked_by else "",
            messages=messages.get(side.pk, []),
            earlier=counts.get(side.pk, 0) - len(messages.get(side.pk, [])),
        )
        for side in sides
    ]


def files_of(main: Conversation) -> list[Attachment]:
    """The files of a conversation that can go along when something is asked, newest first."""
    rows = Attachment.objects.filter(message__conversation=main, is_inline=False)
    rows = rows.filter(message__undone_at__isnull=True)
    return list(
        rows.select_related("message__contact", "message__member").order_by("-id")[:MOST_FILES]
    )


def _latest(ids: Sequence[int]) -> tuple[dict[int, list[SideMessage]], dict[int, int]]:
    """The latest messages of each, oldest first, and how many each has in all."""
    rows = Message.objects.filter(conversation__in=ids, undone_at__isnull=True)
    among_us = Q(kind=Message.Kind.NOTE, conversation__contact__isnull=False)
    said = (
        rows.exclude(among_us)
        .exclude(mail_kind__in=_MACHINES)
        .annotate(
            place=Window(RowNumber(), partition_by="conversation", order_by=["-at", "-id"]),
            total=Window(Count("*"), partition_by="conversation"),
        )
        .filter(place__lte=SHOWN)
        .select_related("contact", "member", "outbound")
        .defer("html", "quoted", "outbound__text", "outbound__html")
        .order_by("at", "id")
    )
    found = list(said)
    files: defaultdict[int, list[str]] = defaultdict(list)
    kept = Attachment.objects.filter(message__in=[each.pk for each in found], is_inline=False)
    for message_id, filename in kept.values_list("message_id", "filename"):
        files[message_id].append(filename)
    messages: dict[int, list[SideMessage]] = {}
    counts = {}
    for each in found:
        messages.setdefault(each.conversation_id, []).append(_told(each, files[each.pk]))
        counts[each.conversation_id] = each.total
    return messages, counts


def _told(message: Message, files: Sequence[str]) -> SideMessage:
    name, address = message.sender or ("", "")
    person = message.contact or message.member
    outbound = message.outbound
    failed = outbound is not None and outbound.state in (
        Outbound.State.FAILED,
        Outbound.State.UNCERTAIN,
    )
    return SideMessage(
        id=message.pk,
        kind=message.kind,
        at=message.at,
        author=(person.name if person else "") or name or address,
        text=message.text,
        language=message.language,
        mail_kind=message.mail_kind,
        trouble=outbound.error if outbound and (failed or outbound.error) else "",
        files=files,
    )

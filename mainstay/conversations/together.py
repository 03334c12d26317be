"""What ties a conversation to others and to whom it is offered: for its page."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from mainstay.conversations.models import Conversation, Handover, Link
from mainstay.team.models import Member

MOST = 50


@dataclass(frozen=True)
class Tied:
    number: int
    subject: str
    state: str


@dataclass
class Around:
    """`problem` is what it reports, `reports` who reports it; `split_off` came from this one."""

    linked: list[Tied] = field(default_factory=list)
    split_off: list[Tied] = field(default_factory=list)
    split_from: list[Tied] = field(default_factory=list)
    problem: list[Tied] = field(default_factory=list)
    reports: list[Tied] = field(default_factory=list)
    handover: Handover | None = None


def around(conversation: Conversation, member: Member) -> Around:
    """As far as the member sees it: one query, and one more when it is offered to somebody."""
    visible = Conversation.objects.visible_to(member).filter(merged_into=None)
    related = Link.objects.filter(kind=Link.Kind.RELATED)
    split = Link.objects.filter(kind=Link.Kind.SPLIT)
    linked = Q(pk__in=related.filter(first=conversation).values("second"))
    linked |= Q(pk__in=related.filter(second=conversation).values("first"))
    parts = {
        "linked": visible.filter(linked),
        "split_off": visible.filter(pk__in=split.filter(first=conversation).values("second")),
        "split_from": visible.filter(pk__in=split.filter(second=conversation).values("first")),
        "reports": visible.filter(problem=conversation),
    }
    if conversation.problem_id:
        parts["problem"] = visible.filter(pk=conversation.problem_id)
    first, *others = [
        rows.order_by().values_list(_text(Value(name)), "pk", "subject", _text("state"))
        for name, rows in parts.items()
    ]
    offers = Handover.objects.filter(conversation=conversation, state=Handover.State.OFFERED)
    offered = offers.values_list(_text(Value("offer")), "pk", _text(Value("")), _text(Value("")))
    found = Around()
    for what, pk, subject, state in first.union(*others, offered, all=True):
        if what == "offer":
            found.handover = _full(offers).get(pk=pk)
        elif len(held := getattr(found, what)) < MOST:
            held.append(Tied(pk, subject, state))
    return found


def offered_to(member: Member) -> QuerySet[Handover]:
    """What this member may accept: the door to offers, for they may not see its conversation."""
    theirs = Q(member=member) | Q(department__in=member.department_ids)
    rows = Handover.objects.filter(theirs, state=Handover.State.OFFERED).exclude(giver=member)
    return _full(rows).order_by("at") if member.is_active else Handover.objects.none()


def offered_by(member: Member) -> QuerySet[Handover]:
    """What this member has offered and nobody has accepted yet."""
    rows = Handover.objects.filter(giver=member, state=Handover.State.OFFERED)
    return _full(rows).order_by("at")


def _full(rows: QuerySet[Handover]) -> QuerySet[Handover]:
    return rows.select_related(
        "giver", "member", "department", "conversation__contact", "conversation__organisation"
    )


def _text(value: Value | str) -> Cast:
    return Cast(value, TextField())

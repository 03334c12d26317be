"""What came into a conversation from others, and what could come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mainstay.clients.models import Contact, Organisation, family_of
from mainstay.conversations import search
from mainstay.conversations.models import Conversation, Merge
from mainstay.conversations.queries import Listed, lines
from mainstay.team.models import Member

MOST = 12
"""Candidates that are offered at once."""


@dataclass(frozen=True)
class Came:
    """That another conversation went into this one, with how many messages."""

    merge_id: int
    number: int
    subject: str
    messages: int
    member: str


def came_into(conversation: Conversation) -> list[Came]:
    """What can be separated again, the latest first: one query."""
    rows = Merge.objects.filter(target=conversation, undone_at__isnull=True).order_by("-id")
    values = rows.values_list("pk", "source", "source__subject", "message_ids", "member__name")
    return [Came(pk, no, subject, len(ids), name) for pk, no, subject, ids, name in values]


def is_of_others(one: Conversation, other: Conversation) -> bool:
    """Whether they are of different clients, so that each would read what the other wrote."""
    if one.contact_id is None or other.contact_id is None:
        return one.contact_id != other.contact_id
    if one.organisation_id and other.organisation_id:
        return other.organisation_id not in family_of(
            Organisation, _end(Organisation, one.organisation_id)
        )
    return other.contact_id not in family_of(Contact, _end(Contact, one.contact_id))


def may_be_target(conversation: Conversation, member: Member) -> QuerySet[Conversation]:
    """Others that stand in a list and that this member sees."""
    visible = Conversation.objects.visible_to(member).listed()
    return visible.filter(merged_into=None).exclude(pk=conversation.pk)


def latest_of_client(conversation: Conversation, member: Member) -> list[Listed]:
    """The client's other conversations, the latest first."""
    same = Q(contact=conversation.contact_id)
    if conversation.organisation_id:
        same |= Q(organisation=conversation.organisation_id)
    return lines(may_be_target(conversation, member).filter(same).order_by("-id")[:MOST])


def found_by(conversation: Conversation, words: str, member: Member) -> list[Listed]:
    """By number or by words that were said, the best first."""
    ids = [hit.conversation_id for hit in search.find(member, words).hits]
    rows = {row.id: row for row in lines(may_be_target(conversation, member).filter(pk__in=ids))}
    return [rows[pk] for pk in ids if pk in rows][:MOST]


def _end(model: type[Organisation] | type[Contact], pk: int) -> int:
    """What a merged row stands for in the end."""
    while above := model._default_manager.values_list("merged_into", flat=True).get(pk=pk):
        pk = above
    return pk

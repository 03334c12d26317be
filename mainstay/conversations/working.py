"""Reads of what people are at right now: drafts, and who is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mainstay.conversations.actions.presence import LASTS
from mainstay.conversations.formatting import spoken
from mainstay.conversations.models import (
    Conversation,
    Draft,
    DraftFile,
    Presence,
    first_words,
)
from mainstay.core.clock import now
from mainstay.team.models import Member

MOST_LISTED = 100


@dataclass(frozen=True)
class Present:
    """A colleague who has the conversation before them."""

    member_id: int
    name: str
    is_typing: bool


def present(conversation: Conversation, member: Member) -> list[Present]:
    """Who else is there, those who write first."""
    rows = Presence.objects.filter(conversation=conversation, at__gt=now() - LASTS)
    others = rows.exclude(member=member).order_by("-is_typing", "member__name")
    return [Present(*row) for row in others.values_list("member_id", "member__name", "is_typing")]


@dataclass(frozen=True)
class Begun:
    """Drafts at a conversation: one's own by kind, further ones that came by a merge, others'."""

    own: dict[str, Draft] = field(default_factory=dict)
    further: list[Draft] = field(default_factory=list)
    of_others: list[Draft] = field(default_factory=list)
    files: dict[int, list[DraftFile]] = field(default_factory=dict)


def begun(conversation: Conversation, member: Member) -> Begun:
    """Everything that is begun there, the latest first. Two queries."""
    rows = Draft.objects.at(conversation).kept().select_related("member")
    drafts = sorted(
        rows, key=lambda each: (each.conversation_id == conversation.pk, each.pk), reverse=True
    )
    files: dict[int, list[DraftFile]] = {}
    if drafts:
        for file in DraftFile.objects.filter(draft__in=drafts):
            files.setdefault(file.draft_id, []).append(file)
    own: dict[str, Draft] = {}
    further, of_others = [], []
    for draft in drafts:
        if draft.member_id != member.pk:
            of_others.append(draft)
        elif draft.kind in own:
            further.append(draft)
        else:
            own[draft.kind] = draft
    return Begun(own, further, of_others, files)


@dataclass(frozen=True)
class MyDraft:
    """A draft of one's own as a line of a list. Without a title where one sees no more."""

    id: int
    conversation_id: int
    title: str
    is_visible: bool
    kind: str
    # Its first words.
    text: str
    updated_at: datetime


def drafts_of(member: Member) -> list[MyDraft]:
    """What a member has begun anywhere, the latest first."""
    rows = Draft.objects.kept().filter(member=member).select_related("conversation")
    found = list(rows.order_by("-updated_at")[:MOST_LISTED])
    ids = [each.conversation_id for each in found]
    visible = set(
        Conversation.objects.visible_to(member).filter(pk__in=ids).values_list("pk", flat=True)
    )
    return [
        MyDraft(
            id=each.pk,
            conversation_id=each.conversation_id,
            title=each.conversation.subject if each.conversation_id in visible else "",
            is_visible=each.conversation_id in visible,
            kind=each.kind,
            text=first_words(spoken(each.text)),
            updated_at=each.updated_at,
        )
        for each in found
    ]


def with_draft_of(member: Member, conversation_ids: Sequence[int]) -> set[int]:
    """Those of these conversations in which a member has begun something."""
    rows = Draft.objects.kept().filter(member=member, conversation__in=conversation_ids)
    return set(rows.values_list("conversation", flat=True))

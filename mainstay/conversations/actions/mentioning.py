"""A note calls colleagues by name: "@Ines, can you look?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from mainstay.conversations.actions.access import sees
from mainstay.conversations.models import Conversation, Mention, Message
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.team.models import Member

MOST = 20
"""How many one note may call."""

# Marks that turn the direction of writing stand between "@" and a name in mixed text.
_INVISIBLE = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def mention(message: Message, members: Sequence[Member] = ()) -> list[Member]:
    """Call whom a note names after an "@", and these members, as far as they may see it.

    A name is the whole one, else the first one, of everybody who has it. Its author is called
    never. Raises Refused for one of `members` who may not see the conversation.
    """
    conversation = message.conversation
    for each in members:
        if not sees(each, conversation):
            raise Refused(_("{name} may not see this conversation.").format(name=each.name))
    called = {each.pk: each for each in members}
    text = _INVISIBLE.sub("", message.text).casefold()
    if "@" in text:
        called |= {each.pk: each for each in _named(text, _readers(conversation))}
    called.pop(message.member_id or 0, None)
    found = list(called.values())[:MOST]
    Mention.objects.bulk_create(
        [Mention(message=message, member=each) for each in found], ignore_conflicts=True
    )
    return found


def see_mentions(conversation: Conversation, *, by: Member) -> int:
    """A member has opened it: their mentions there are seen. Returns how many were new."""
    mine = Mention.objects.filter(member=by, seen_at__isnull=True)
    return mine.filter(message__conversation=conversation).update(seen_at=now())


def _readers(conversation: Conversation) -> Iterable[Member]:
    """Everybody who may see it."""
    may_see = Q(role__in=Member.SEES_ALL) | Q(departments=conversation.department_id)
    if conversation.assignee_id:
        may_see |= Q(pk=conversation.assignee_id)
    return Member.objects.active().filter(may_see).distinct()


def _named(text: str, readers: Iterable[Member]) -> list[Member]:
    """Those of them whose names stand after an "@". The longer name takes its place first."""
    by_name: dict[str, list[Member]] = {}
    for member in readers:
        whole = " ".join(member.name.casefold().split())
        for name in {whole, whole.partition(" ")[0]} - {""}:
            by_name.setdefault(name, []).append(member)
    found: list[Member] = []
    for name in sorted(by_name, key=len, reverse=True):
        pattern = rf"(?<!\w)@{re.escape(name)}(?!\w)"
        text, times = re.subn(pattern, " ", text)
        if times:
            found += by_name[name]
    return found

"""Times that we named in a conversation, from what we wrote there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from mainstay.conversations.formatting import spoken
from mainstay.conversations.models import Conversation, Message
from mainstay.conversations.remarks import steps, times
from mainstay.conversations.remarks.remark import Promise
from mainstay.conversations.remarks.words import Words, first_of
from mainstay.core.clock import now
from mainstay.team.models import Member

REMEMBERED = timedelta(days=3)
"""Older promises were kept, or are told by the clock of the conversation."""

_READ = 10
_SENTENCES = re.compile(r"(?<=[.!?…;])\s+|\n+")


def promises_in(
    conversation: Conversation, member: Member, words: Words = times.TIMES
) -> Sequence[Promise]:
    """The latest first. One query."""
    rows = Message.objects.filter(
        conversation=conversation,
        kind=Message.Kind.OUT,
        undone_at__isnull=True,
        at__gt=now() - REMEMBERED,
    )
    latest = rows.select_related("member").order_by("-at", "-id")[:_READ]
    return [
        Promise(time, each.at, str(each.member or ""), each.member_id == member.pk)
        for each in latest
        if (time := promised_time(spoken(each.text), words))
    ]


def promised_time(text: str, words: Words = times.TIMES) -> str:
    """The time in a sentence that says what we will do, as it is written; empty: there is none."""
    for sentence in reversed(_SENTENCES.split(text)):
        if first_of(steps.OURS, sentence) and (time := times.time_in(sentence, words)):
            return time
    return ""

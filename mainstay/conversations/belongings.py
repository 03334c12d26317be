"""Whether a conversation has what only few have, so that its page asks for nothing in vain."""

from __future__ import annotations

from dataclasses import dataclass

from mainstay.conversations.models import Conversation
from mainstay.core.prepared import keeping
from mainstay.team.models import Member

_BELONGINGS = """
    SELECT
        (SELECT coalesce(max(id), 0) FROM conversations_message
            WHERE conversation_id = %(id)s),
        EXISTS (SELECT FROM conversations_message
            WHERE conversation_id = %(id)s AND authentication ? 'claims'),
        EXISTS (SELECT FROM conversations_conversation_watchers
            WHERE conversation_id = %(id)s AND member_id = %(member)s),
        EXISTS (SELECT FROM conversations_mention AS called
            JOIN conversations_message AS said ON said.id = called.message_id
            WHERE called.member_id = %(member)s AND called.seen_at IS NULL
            AND said.conversation_id = %(id)s),
        EXISTS (SELECT FROM conversations_conversation WHERE side_of_id = %(id)s)
        OR EXISTS (SELECT FROM conversations_conversation WHERE merged_into_id = %(id)s),
        EXISTS (SELECT FROM conversations_link WHERE first_id = %(id)s)
        OR EXISTS (SELECT FROM conversations_link WHERE second_id = %(id)s)
        OR EXISTS (SELECT FROM conversations_conversation WHERE problem_id = %(id)s)
        OR EXISTS (SELECT FROM conversations_handover
            WHERE conversation_id = %(id)s AND state = 'offered'),
        EXISTS (SELECT FROM conversations_conversation_tags WHERE conversation_id = %(id)s)
        OR EXISTS (SELECT FROM conversations_participant WHERE conversation_id = %(id)s)
        OR EXISTS (SELECT FROM conversations_conversation_watchers
            WHERE conversation_id = %(id)s)
        OR EXISTS (SELECT FROM conversations_conversation WHERE follows_id = %(id)s),
        EXISTS (SELECT FROM conversations_draft WHERE conversation_id = %(id)s)
"""


@dataclass(frozen=True)
class Belongings:
    """What there is at a conversation; whatever is False need not be read."""

    # The id of its newest message, whoever wrote it; 0 when there is none.
    newest_message: int
    # Senders who are not proven.
    doubts: bool
    # The reader watches it, and has been called in it and has not looked.
    watched: bool
    calls: bool
    # Side conversations, or what was merged into it.
    sides: bool
    # Links, what was split off, reports of the same, an offer to take it.
    ties: bool
    # Tags, people who take part, watchers, what followed it.
    details: bool
    # What somebody has begun to write, here or in what was merged into it.
    drafts: bool


def belongings_of(conversation: Conversation, member: Member) -> Belongings:
    """One query by keys alone, in place of eight that mostly find nothing."""
    with keeping() as cursor:
        cursor.execute(_BELONGINGS, {"id": conversation.pk, "member": member.pk})
        found = cursor.fetchone()
    newest, doubts, watched, calls, sides, ties, details, drafts = found
    ties = ties or conversation.problem_id is not None
    return Belongings(newest, doubts, watched, calls, sides, ties, details, drafts or sides)

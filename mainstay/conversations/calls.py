"""What asks for a member by name: answers they owe, notes, offers, what was escalated to them."""

from dataclasses import dataclass

from mainstay.conversations.models import Handover
from mainstay.conversations.work import ANSWER, ESCALATED
from mainstay.core.prepared import keeping
from mainstay.team.models import Member

_CALLS = f"""
    SELECT
        (SELECT count(*) FROM core_workitem WHERE kind = %(answer)s AND member_id = %(member)s),
        (SELECT count(*) FROM conversations_mention
            WHERE member_id = %(member)s AND seen_at IS NULL),
        (SELECT count(*) FROM conversations_handover
            WHERE state = '{Handover.State.OFFERED}' AND giver_id <> %(member)s
            AND (member_id = %(member)s OR department_id = ANY(%(departments)s))),
        (SELECT count(*) FROM core_workitem
            WHERE kind = %(escalated)s AND member_id = %(member)s),
        EXISTS (SELECT FROM conversations_draft WHERE member_id = %(member)s)
"""  # noqa: S608  (our own word)


@dataclass(frozen=True)
class Calls:
    # Conversations that wait for this member's answer.
    answers: int
    # Notes with their name that they have not seen.
    mentions: int
    # Conversations that they may accept, see `together.offered_to`.
    offers: int
    # Unfinished conversations that wait for a look of this lead or manager.
    escalations: int
    # Whether they have begun something anywhere.
    drafts: bool


def calls_of(member: Member) -> Calls:
    """One query by keys alone."""
    with keeping() as cursor:
        cursor.execute(
            _CALLS,
            {
                "answer": ANSWER.name,
                "escalated": ESCALATED.name,
                "member": member.pk,
                "departments": member.department_ids,
            },
        )
        return Calls(*cursor.fetchone())

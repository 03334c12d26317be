"""Somebody with more experience looks at it too."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events, work
from mainstay.conversations.actions.access import lock, may_write, sees
from mainstay.conversations.actions.siding_rules import not_aside
from mainstay.conversations.models import Conversation
from mainstay.core.actor import Actor
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member


@transaction.atomic
def escalate(
    conversation: Conversation,
    member: Member,
    reason: str,
    *,
    by: Actor,
    client_asked: bool = False,
) -> Conversation:
    """Put it on the list of a lead or manager who sees it. Who has it keeps it.

    The reason may be missing only where the client asked for somebody else.
    """
    conversation = lock(conversation)
    if conversation.escalated_to_id == member.pk:
        return conversation
    may_write(by)
    not_aside(conversation)
    reason = " ".join(reason.split())[:500]
    if not reason and not client_asked:
        raise Refused(_("Say why, so that {name} can begin at once.").format(name=member.name))
    if not member.keeps_watch:
        raise Refused(
            _("{name} is neither a lead nor a manager. Assign it instead.").format(name=member.name)
        )
    if not sees(member, conversation):
        raise Refused(
            _("{name} is not in this department. Move the conversation first.").format(
                name=member.name
            )
        )
    conversation.escalated_to, conversation.escalated_at = member, now()
    conversation.save(update_fields=["escalated_to", "escalated_at"])
    work.refresh(conversation)
    record(
        events.ESCALATED,
        conversation,
        by=by,
        member=member.pk,
        wish="client" if client_asked else "",
        reason=reason,
    )
    return conversation


@transaction.atomic
def take_back_escalation(conversation: Conversation, *, by: Actor) -> Conversation:
    """It needs nobody above any more."""
    conversation = lock(conversation)
    if conversation.escalated_to_id is None:
        return conversation
    may_write(by)
    conversation.escalated_to = conversation.escalated_at = None
    conversation.save(update_fields=["escalated_to", "escalated_at"])
    work.end_escalation(conversation)
    record(events.DEESCALATED, conversation, by=by)
    return conversation

"""Who has a conversation, and where it belongs."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events, work
from mainstay.conversations.actions.access import lock, may_write, sees
from mainstay.conversations.actions.queueing import let_next_come, queue_up
from mainstay.conversations.actions.siding_following import take_along
from mainstay.conversations.actions.siding_rules import not_aside
from mainstay.conversations.models import Conversation
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Department, Member

_PLACE = ("department", "assignee", "escalated_to", "escalated_at")


def take(conversation: Conversation, *, by: Member) -> Conversation:
    """Make it one's own."""
    return assign(conversation, by, by=by)


@transaction.atomic
def assign(conversation: Conversation, member: Member, *, by: Actor) -> Conversation:
    """Give it to a member who may answer and who sees its department."""
    conversation = lock(conversation)
    if conversation.assignee_id == member.pk:
        return conversation
    may_write(by)
    not_aside(conversation)
    if not member.is_active:
        raise Refused(_("{name} has no open account any more.").format(name=member.name))
    if not member.may_write:
        raise Refused(_("{name} may only read, so cannot answer.").format(name=member.name))
    if not member.sees_all and conversation.department_id not in member.department_ids:
        raise Refused(
            _("{name} is not in this department. Move the conversation first.").format(
                name=member.name
            )
        )
    conversation.assignee = member
    conversation.save(update_fields=["assignee"])
    take_along(conversation)
    work.refresh(conversation)
    if isinstance(by, Member) and by.pk == member.pk:
        record(events.TAKEN, conversation, by=by)
    else:
        record(events.ASSIGNED, conversation, by=by, member=member.pk)
    return conversation


@transaction.atomic
def unassign(conversation: Conversation, *, by: Actor) -> Conversation:
    """Put it back for whoever in the department takes it."""
    conversation = lock(conversation)
    if conversation.assignee_id is None:
        return conversation
    may_write(by)
    not_aside(conversation)
    conversation.assignee = None
    conversation.save(update_fields=["assignee"])
    take_along(conversation)
    work.refresh(conversation)
    record(events.UNASSIGNED, conversation, by=by)
    return conversation


@transaction.atomic
def move(conversation: Conversation, department: Department, *, by: Actor) -> Conversation:
    """Give it to another department. Who does not belong there loses it.

    It queues up there by how long the client has waited.
    """
    conversation = lock(conversation)
    if conversation.department_id == department.pk:
        return conversation
    may_write(by)
    not_aside(conversation)
    before = conversation.department
    conversation.department = department
    assignee = conversation.assignee
    if assignee and not assignee.sees_all and department.pk not in assignee.department_ids:
        conversation.assignee = None
    if conversation.escalated_to and not sees(conversation.escalated_to, conversation):
        conversation.escalated_to = conversation.escalated_at = None
        work.end_escalation(conversation)
    if conversation.is_open:
        queue_up(conversation)
    conversation.save(update_fields=[*_PLACE, "turn_at"])
    take_along(conversation)
    if conversation.is_open:
        let_next_come(conversation, in_department=before.pk)
    work.refresh(conversation)
    record(events.MOVED, conversation, by=by, before=before.pk, department=department.pk)
    return conversation


@transaction.atomic
def rename(conversation: Conversation, subject: str, *, by: Actor) -> Conversation:
    """Give it a subject that says what it is about. Mails keep theirs, so threads hold."""
    conversation = lock(conversation)
    subject = " ".join(subject.split())[:1000]
    if subject == conversation.subject:
        return conversation
    may_write(by)
    if not subject:
        raise Refused(_("A conversation needs a subject."))
    before, conversation.subject = conversation.subject, subject
    conversation.save(update_fields=["subject"])
    record(events.RENAMED, conversation, by=by, before=before)
    return conversation

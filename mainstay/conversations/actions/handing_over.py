"""Handing over: who has a conversation keeps it until somebody has accepted it."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events, work
from mainstay.conversations.actions.access import lock, may_write, sees
from mainstay.conversations.actions.placing import assign, move
from mainstay.conversations.actions.siding_rules import not_aside
from mainstay.conversations.models import Conversation, Handover
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Department, Member

_State = Handover.State


@transaction.atomic
def offer(
    conversation: Conversation, to: Member | Department, note: str = "", *, by: Member
) -> Handover:
    """Ask a member, or whoever in a department accepts first, to take a conversation over.

    An offer to somebody else has to be withdrawn before.
    """
    conversation = lock(conversation)
    standing = _offered(conversation)
    if standing and to in (standing.member, standing.department):
        return standing
    may_write(by)
    not_aside(conversation)
    if standing:
        raise Refused(_("It is offered to somebody already. Withdraw that first."))
    if conversation.is_finished:
        raise Refused(_("This is done. Reopen it first, then hand it over."))
    if isinstance(to, Member):
        _may_receive(to, conversation, by)
    elif to.pk == conversation.department_id:
        raise Refused(_("It is in this department already. Offer it to a person."))
    made = Handover.objects.create(
        conversation=conversation,
        giver=by,
        member=to if isinstance(to, Member) else None,
        department=to if isinstance(to, Department) else None,
        note=note.replace("\x00", "").strip()[:2000],
        at=now(),
    )
    work.put_handover(made)
    if isinstance(to, Member):
        record(events.OFFERED, conversation, by=by, member=to.pk, note=made.note)
    else:
        record(events.OFFERED_TO_DEPARTMENT, conversation, by=by, department=to.pk, note=made.note)
    return made


@transaction.atomic
def accept(handover: Handover, *, by: Member) -> Handover:
    """Take it over: it is one's own now, in one's own department if it was offered there."""
    conversation, handover = _held(handover)
    if handover.state == _State.ACCEPTED:
        return handover
    may_write(by)
    _still_offered(handover)
    if not is_for(handover, by):
        raise Refused(_("This was not offered to you."))
    if handover.department:
        move(conversation, handover.department, by=by)
    assign(conversation, by, by=by)
    _end(handover, _State.ACCEPTED)
    record(events.ACCEPTED, conversation, by=by, member=handover.giver_id)
    return handover


@transaction.atomic
def decline(handover: Handover, reason: str = "", *, by: Member) -> Handover:
    """Say that one cannot take it. The giver keeps it."""
    conversation, handover = _held(handover)
    if handover.state == _State.DECLINED:
        return handover
    may_write(by)
    _still_offered(handover)
    if not is_for(handover, by):
        raise Refused(_("This was not offered to you."))
    _end(handover, _State.DECLINED)
    reason = " ".join(reason.replace("\x00", "").split())[:500]
    record(events.DECLINED, conversation, by=by, reason=reason)
    return handover


@transaction.atomic
def withdraw(handover: Handover, *, by: Member) -> Handover:
    """Offer it no longer. The giver may, who has it now, and a lead."""
    conversation, handover = _held(handover)
    if handover.state == _State.WITHDRAWN:
        return handover
    may_write(by)
    _still_offered(handover)
    if by.pk not in (handover.giver_id, conversation.assignee_id) and not by.keeps_watch:
        raise Refused(_("Only {name} or a lead withdraws this.").format(name=handover.giver.name))
    _end(handover, _State.WITHDRAWN)
    record(events.WITHDRAWN, conversation, by=by)
    return handover


def is_for(handover: Handover, member: Member) -> bool:
    """Whether this member may accept it."""
    if handover.member_id:
        return handover.member_id == member.pk
    return handover.department_id in member.department_ids


def _may_receive(to: Member, conversation: Conversation, by: Member) -> None:
    if to.pk == conversation.assignee_id:
        raise Refused(_("{name} has it already.").format(name=to.name))
    if to.pk == by.pk:
        raise Refused(_("To have it yourself, take it."))
    if not to.is_active:
        raise Refused(_("{name} has no open account any more.").format(name=to.name))
    if not to.may_write:
        raise Refused(_("{name} may only read, so cannot answer.").format(name=to.name))
    if not sees(to, conversation):
        raise Refused(
            _("{name} is not in this department. Offer it to their department.").format(
                name=to.name
            )
        )


def _offered(conversation: Conversation) -> Handover | None:
    rows = Handover.objects.filter(conversation=conversation, state=_State.OFFERED)
    return rows.select_related("member", "department").first()


def _held(handover: Handover) -> tuple[Conversation, Handover]:
    conversation = lock(handover.conversation)
    rows = Handover.objects.select_for_update(of=("self",))
    return conversation, rows.select_related("giver", "department").get(pk=handover.pk)


def _still_offered(handover: Handover) -> None:
    if handover.state != _State.OFFERED:
        raise Refused(_("This is not offered any more."))


def _end(handover: Handover, state: str) -> None:
    handover.state, handover.answered_at = state, now()
    handover.save(update_fields=["state", "answered_at"])
    work.end_handover(handover.conversation)

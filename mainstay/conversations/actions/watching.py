"""Members who hear of a conversation though it is not theirs."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write, sees
from mainstay.conversations.models import Conversation
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member


@transaction.atomic
def watch(conversation: Conversation, member: Member, *, by: Actor) -> Conversation:
    """Let a member watch. Oneself one may always, who may only read too."""
    conversation = lock(conversation)
    if conversation.watchers.filter(pk=member.pk).exists():
        return conversation
    _may_change(member, by)
    if not sees(member, conversation):
        raise Refused(_("{name} may not see this conversation.").format(name=member.name))
    conversation.watchers.add(member)
    record(events.WATCHED, conversation, by=by, member=member.pk)
    return conversation


@transaction.atomic
def unwatch(conversation: Conversation, member: Member, *, by: Actor) -> Conversation:
    conversation = lock(conversation)
    if not conversation.watchers.filter(pk=member.pk).exists():
        return conversation
    _may_change(member, by)
    conversation.watchers.remove(member)
    record(events.UNWATCHED, conversation, by=by, member=member.pk)
    return conversation


def _may_change(member: Member, by: Actor) -> None:
    if not (isinstance(by, Member) and by.pk == member.pk):
        may_write(by)

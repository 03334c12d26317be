"""A reply that leaves at a chosen time, and what becomes of it when the client writes before."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from mainstay.channels import actions as channels
from mainstay.channels.models import Outbound
from mainstay.clients.models import Contact
from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.drafts_sent import begin_again
from mainstay.conversations.models import Conversation, Message
from mainstay.core.actor import System
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

LATEST = timedelta(days=366)
_DESK = System("desk")


def check_time(send_at: datetime | None) -> None:
    """Raise Refused for a time at which nothing can be sent any more, or that is a slip."""
    if send_at is None:
        return
    if send_at <= now():
        raise Refused(_("That time has passed. Choose a later one."))
    if send_at > now() + LATEST:
        raise Refused(_("Choose a time within a year."))


@transaction.atomic
def send_now(message: Message, *, by: Member) -> Message:
    """Let a reply leave at once that was to leave later."""
    conversation = lock(message.conversation)
    may_write(by)
    if message.outbound is None:
        raise Refused(_("Only a reply can be sent."))
    if channels.bring_forward(message.outbound):
        record(events.HURRIED, conversation, by=by, message=message.pk)
    return message


def hold_back(conversation: Conversation, writer: Contact) -> bool:
    """Keep replies back that were to leave later: the client wrote, so they may be wrong now.

    Each is a draft of its writer again. To be called for a locked conversation; True when
    something was kept back.
    """
    if not _has_held(conversation):
        return False
    rows = Message.objects.filter(conversation=conversation, undone_at__isnull=True)
    waiting = rows.filter(outbound__state=Outbound.State.HELD).select_related("outbound", "member")
    held = [each for each in waiting if each.outbound and each.outbound.leaves_later]
    for message in held:
        assert message.outbound is not None
        channels.cancel(message.outbound, by=_DESK)
        message.undone_at = now()
        message.save(update_fields=["undone_at"])
        begin_again(message)
        record(
            events.HELD_BACK,
            conversation,
            by=_DESK,
            message=message.pk,
            member=message.member_id,
            contact=writer.pk,
        )
    return bool(held)


def _has_held(conversation: Conversation) -> bool:
    """Asked for every answer of a client, so in a sentence that is quickly made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM conversations_message AS said"
            " JOIN channels_outbound AS letter ON letter.id = said.outbound_id"
            " WHERE said.conversation_id = %s AND letter.state = 'held')",
            [conversation.pk],
        )
        (found,) = cursor.fetchone()
    return bool(found)

"""A person at the desk says who an unproven sender is."""

from typing import Any

from django.db import transaction

from mainstay.clients import actions as clients
from mainstay.clients.models import Contact
from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.models import Conversation, Message
from mainstay.core.log import record
from mainstay.team.models import Member


@transaction.atomic
def vouch_for(conversation: Conversation, contact: Contact, *, by: Member) -> Conversation:
    """Say that what this unproven contact wrote here is of whom they say to be.

    The messages are given to the contact who has the address, and with them the conversation
    where it was the unproven one's. What the servers found stays on the messages.
    """
    conversation = lock(conversation)
    doubted = conversation.messages.select_for_update(of=("self",)).filter(
        contact=contact, authentication__has_key="claims"
    )
    messages = list(doubted.order_by("id"))
    if not messages:
        return conversation
    may_write(by)
    known = clients.vouch_for(contact, _results(messages[0])["claims"], by=by)
    for message in messages:
        results = _results(message)
        del results["claims"]
        message.contact, message.authentication = known, results | {"vouched_by": by.pk}
        message.save(update_fields=["contact", "authentication"])
    if conversation.contact_id == contact.pk:
        conversation.contact, conversation.organisation = known, known.organisation
        conversation.save(update_fields=["contact", "organisation"])
    record(events.SENDER_VOUCHED_FOR, conversation, by=by, contact=known.pk)
    return conversation


def _results(message: Message) -> dict[str, Any]:
    return dict(message.authentication or {})

"""Somebody else has to move: we say who."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.models import Conversation
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record

_State = Conversation.State


@transaction.atomic
def wait(conversation: Conversation, party: str, *, note: str = "", by: Actor) -> Conversation:
    """Wait on a `Conversation.Party`. `note` says who exactly: "Claire of Velo Weekly".

    What the client writes opens it again.
    """
    conversation = lock(conversation)
    note = " ".join(note.split())[:200]
    stands = (conversation.state, conversation.waiting_on, conversation.waiting_note)
    if stands == (_State.WAITING, party, note):
        return conversation
    may_write(by)
    if party not in Conversation.Party.values:
        raise Refused(_("Say who has to move next."))
    if conversation.is_finished:
        raise Refused(_("This is done. Reopen it first, then say whom it waits on."))
    enter(conversation, _State.WAITING, waiting_on=party, waiting_note=note)
    record(events.WAITED, conversation, by=by, party=party, note=note)
    return conversation

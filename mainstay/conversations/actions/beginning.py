"""We write first."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients.models import Contact
from mainstay.conversations import events
from mainstay.conversations.actions.access import may_write
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Department, Member


@transaction.atomic
def begin(contact: Contact, subject: str, department: Department, *, by: Member) -> Conversation:
    """Open a conversation in which nothing has been said yet; a reply says the first words.

    It waits on the client from its start: until they answer, nobody waits for us.
    """
    may_write(by)
    subject = " ".join(subject.split())[:1000]
    if not subject:
        raise Refused(_("A conversation needs a subject."))
    conversation = Conversation.objects.create(
        subject=subject,
        contact=contact,
        organisation_id=contact.organisation_id,
        department=department,
        state=Conversation.State.WAITING,
        waiting_on=Conversation.Party.REQUESTER,
        since=now(),
        turn_at=now(),
        created_at=now(),
        last_message_at=now(),
        language=contact.language,
    )
    record(events.BEGUN, conversation, by=by, contact=contact.pk)
    return conversation

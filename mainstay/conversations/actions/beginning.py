"""We write first."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels.models import Mailbox
from mainstay.clients.models import Contact
from mainstay.conversations import events
from mainstay.conversations.actions.access import may_write
from mainstay.conversations.actions.recognising import recognise
from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Department, Member


@transaction.atomic
def begin(
    contact: Contact,
    subject: str,
    department: Department,
    *,
    by: Member,
    mailbox: Mailbox | None = None,
) -> Conversation:
    """Open a conversation in which nothing has been said yet; a reply says the first words.

    They leave by `mailbox`, without one by the first of the department. It waits on the client
    from its start: until they answer, nobody waits for us.
    """
    may_write(by)
    if mailbox and not Mailbox.objects.to_write_by(by).filter(pk=mailbox.pk).exists():
        raise Refused(
            _("You cannot write by {address}. Choose another mailbox.").format(
                address=mailbox.address
            )
        )
    subject = " ".join(subject.split())[:1000]
    if not subject:
        raise Refused(_("A conversation needs a subject."))
    known = recognise(contact, department.pk, subject, now(), None)
    conversation = Conversation.objects.create(
        subject=subject,
        contact=contact,
        organisation_id=contact.organisation_id,
        department=department,
        mailbox=mailbox,
        brand=mailbox.brand if mailbox else None,
        state=Conversation.State.WAITING,
        waiting_on=Conversation.Party.REQUESTER,
        since=now(),
        turn_at=now(),
        created_at=now(),
        last_message_at=now(),
        language=contact.language,
        is_first_contact=known.is_first_contact,
    )
    record(events.BEGUN, conversation, by=by, contact=contact.pk)
    return conversation

"""A client's message belongs to no conversation yet: one begins with it."""

from django.utils.translation import gettext as _

from mainstay.channels.models import Mailbox
from mainstay.clients.models import Contact
from mainstay.conversations.actions.recognising import recognise
from mainstay.conversations.models import Conversation, first_words
from mainstay.core.clock import now
from mainstay.team.departments import default_department_id


def open_for(
    contact: Contact,
    *,
    subject: str,
    text: str,
    language: str,
    department_id: int | None,
    brand_id: int | None = None,
    mailbox: Mailbox | None = None,
    followed: Conversation | None = None,
) -> Conversation:
    """A conversation that waits for us since now, with what is known of its client's others.

    It stands where `followed`, which it continues, stood; else in the department named, else
    where all new mail arrives.
    """
    placed = followed.department_id if followed else department_id
    placed = placed or default_department_id()
    category_id = followed.category_id if followed else None
    subject = " ".join(subject.split())[:1000]
    known = recognise(contact, placed, subject, now(), category_id)
    return Conversation.objects.create(
        subject=subject or first_words(text, 80) or _("(no subject)"),
        contact=contact,
        organisation_id=contact.organisation_id,
        department_id=placed,
        mailbox=mailbox,
        brand_id=brand_id,
        kind=followed.kind if followed else "",
        category_id=category_id,
        follows=followed,
        repeats_id=known.repeats,
        is_first_contact=known.is_first_contact,
        since=now(),
        turn_at=known.turn_at,
        created_at=now(),
        last_message_at=now(),
        last_words=first_words(text),
        language=language or contact.language,
    )

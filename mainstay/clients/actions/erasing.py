"""The rights of a person: to have what is held of them, and to be forgotten."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients import events, jobs
from mainstay.clients.actions.access import may_take_out_people
from mainstay.clients.models import Contact, Erasure, target_of
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

MOST_WORDS = 20
SHORTEST_WORD = 4


@transaction.atomic
def ask_to_erase(contact: Contact, *, by: Actor, words: Sequence[str] = ()) -> Erasure:
    """Have a person erased, with everything that names them. It is done by a job, and for good.

    `words` are further ones that name them, such as a phone number. Asking twice is one erasure.
    """
    may_take_out_people(by)
    contact = target_of(Contact.objects.select_for_update().get(pk=contact.pk))
    waiting = Erasure.objects.filter(contact=contact, erased_at__isnull=True)
    if erasure := waiting.first():
        return erasure
    if contact.erased_at is not None and not contact.identities.exists():
        raise Refused(_("This person is erased already."))
    cleaned = list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    for word in cleaned:
        if len(word) < SHORTEST_WORD:
            raise Refused(
                _("“{word}” is too short: it would be taken out of words of others.").format(
                    word=word
                )
            )
    if len(cleaned) > MOST_WORDS:
        raise Refused(_("At most {count} further words.").format(count=MOST_WORDS))
    member = by if isinstance(by, Member) else None
    erasure = Erasure.objects.create(contact=contact, asked_by=member, words=cleaned)
    record(events.ERASING, contact, by=by)
    jobs.erase.defer(erasure_id=erasure.pk)
    return erasure


@transaction.atomic
def export_person(contact: Contact, *, by: Actor) -> Contact:
    """Note that everything held of a person is taken out. Returns the row that they are now."""
    may_take_out_people(by)
    contact = target_of(contact)
    record(events.PERSON_EXPORTED, contact, by=by)
    return contact

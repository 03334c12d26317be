"""Senders whose mail does not prove who they are."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients import events
from mainstay.clients.actions.access import may_write
from mainstay.clients.actions.meeting import meet, organisation_of
from mainstay.clients.addresses import normal
from mainstay.clients.models import Contact, Identity, target_of
from mainstay.core.actor import Actor, System
from mainstay.core.errors import Refused
from mainstay.core.log import record


def is_claim(address: str) -> bool:
    """Whether who writes from this address would pass for somebody we know.

    That is a contact, or anybody of a client whose domain it has.
    """
    value = normal(address)
    known = Identity.objects.filter(kind=Identity.Kind.EMAIL, value=value)
    return known.exists() or organisation_of(value) is not None


@transaction.atomic(savepoint=False)
def admit_unproven(address: str, name: str, *, language: str = "") -> Contact:
    """A contact for somebody who claims an address. It holds no address and is of no client."""
    value = normal(address)
    name = name.strip()[:150]
    shown = _("{name} (unproven sender)").format(name=name) if name else _("Unproven sender")
    contact = Contact.objects.create(name=shown[:200], language=language)
    by = System("mail")
    record(events.CONTACT_DOUBTED, contact, by=by, contact=contact.pk, address=value)
    return contact


@transaction.atomic
def vouch_for(contact: Contact, address: str, *, by: Actor) -> Contact:
    """Say that an unproven sender is who has the address. Returns that contact.

    The unproven one leads there from now on. The contact is made when the address is new.
    """
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.merged_into_id is not None:
        return target_of(contact)
    may_write(by)
    if contact.identities.exists():
        raise Refused(_("{name} has an address of their own already.").format(name=contact))
    known = meet(address, "")
    contact.merged_into = known
    contact.save(update_fields=["merged_into"])
    record(events.CONTACT_VOUCHED_FOR, contact, by=by, contact=known.pk)
    return known

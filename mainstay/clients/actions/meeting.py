"""Who is behind an address that somebody writes from."""

from django.db import transaction
from django.db.models import QuerySet

from mainstay.clients import events
from mainstay.clients.actions.reachability import clear_bounce
from mainstay.clients.addresses import normal
from mainstay.clients.models import Contact, Identity, Organisation, OrganisationDomain, target_of
from mainstay.clients.public_domains import is_public
from mainstay.core.actor import System
from mainstay.core.log import record
from mainstay.core.prepared import prepared


@transaction.atomic(savepoint=False)
def meet(address: str, name: str, *, language: str = "") -> Contact:
    """The contact behind a sender's address, made when the address is new.

    An address of a contact who was merged into another leads to that other. One that mail did
    not reach is counted on again: whoever writes from it reads there. The organisation follows
    from the mail domain; a public mail domain says nothing. The caller holds a lock on the
    address, or takes the error of the one row per address.
    """
    value = normal(address)
    if known := _known.first(value):
        contact = target_of(known.contact)
        if known.bounced_at is not None:
            clear_bounce(known, by=contact)
        if not contact.name and name:
            contact.name = name[:200]
            contact.save(update_fields=["name"])
        return contact

    organisation = organisation_of(value)
    contact = Contact.objects.create(
        name=name.strip()[:200],
        organisation=organisation,
        language=language or (organisation.language if organisation else ""),
    )
    Identity.objects.create(contact=contact, value=value)
    record(events.CONTACT_MET, contact, by=System("mail"), contact=contact.pk)
    return contact


def organisation_of(address: str) -> Organisation | None:
    """The organisation whose mail domain an address has, or a domain above it."""
    domain = address.rpartition("@")[2]
    if not domain or is_public(domain):
        return None
    labels = domain.split(".")
    candidates = tuple([".".join(labels[i:]) for i in range(len(labels) - 1)])
    nearest = max(_domains(candidates), key=lambda each: len(each.domain), default=None)
    return target_of(nearest.organisation) if nearest else None


@prepared
def _known(value: str) -> QuerySet[Identity]:
    known = Identity.objects.select_related("contact")
    return known.filter(kind=Identity.Kind.EMAIL, value=value)


@prepared
def _domains(candidates: tuple[str, ...]) -> QuerySet[OrganisationDomain]:
    return OrganisationDomain.objects.select_related("organisation").filter(domain__in=candidates)

"""Changes of organisations and contacts."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients import events
from mainstay.clients.models import Contact, Identity, Organisation, OrganisationDomain
from mainstay.clients.public_domains import is_public
from mainstay.core.actor import Actor, System
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

_DOMAIN = re.compile(r"(?=.{3,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")
_EMAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,253}")


def normal(address: str) -> str:
    """A mail address in the form in which it is compared."""
    return address.strip().lower()[:320]


@transaction.atomic(savepoint=False)
def meet(address: str, name: str, *, language: str = "") -> Contact:
    """The contact behind a sender's address, made when the address is new.

    The organisation follows from the mail domain; a public mail domain says nothing. The caller
    holds a lock on the address, or takes the error of the one row per address.
    """
    value = normal(address)
    known = Identity.objects.select_related("contact__organisation").filter(
        kind=Identity.Kind.EMAIL, value=value
    )
    if identity := known.first():
        contact = identity.contact
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
    candidates = [".".join(labels[i:]) for i in range(len(labels) - 1)]
    found = OrganisationDomain.objects.select_related("organisation").filter(domain__in=candidates)
    nearest = max(found, key=lambda each: len(each.domain), default=None)
    return nearest.organisation if nearest else None


@transaction.atomic
def add_organisation(
    name: str, *, by: Actor, domains: Iterable[str] = (), **values: Any
) -> Organisation:
    """Add a client. Contacts who wrote from its domains before join it."""
    _may_write(by)
    organisation = Organisation.objects.create(name=name.strip(), **values)
    _set_domains(organisation, domains)
    record(events.ORGANISATION_ADDED, organisation, by=by, name=organisation.name)
    return organisation


@transaction.atomic
def edit_organisation(
    organisation: Organisation, *, by: Actor, domains: Sequence[str] | None = None, **values: Any
) -> Organisation:
    """Change a client. Fields that stay the same are no change."""
    _may_write(by)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changed = [key for key, value in values.items() if getattr(organisation, key) != value]
    for key in changed:
        setattr(organisation, key, values[key])
    if changed:
        organisation.save(update_fields=changed)
    if domains is not None and _set_domains(organisation, domains):
        changed.append("domains")
    if changed:
        record(events.ORGANISATION_EDITED, organisation, by=by, fields=", ".join(changed))
    return organisation


@transaction.atomic
def add_contact(
    name: str,
    *,
    by: Actor,
    addresses: Sequence[str],
    organisation: Organisation | None = None,
    **values: Any,
) -> Contact:
    """Add a person. Without an organisation, the one of the first address's domain is theirs."""
    _may_write(by)
    wanted = _addresses(addresses)
    contact = Contact.objects.create(
        name=name.strip(),
        organisation=organisation or organisation_of(wanted[0]),
        **values,
    )
    _give_addresses(contact, wanted)
    record(events.CONTACT_ADDED, contact, by=by, contact=contact.pk)
    return contact


@transaction.atomic
def edit_contact(
    contact: Contact, *, by: Actor, addresses: Sequence[str] | None = None, **values: Any
) -> Contact:
    """Change a person. An address that belongs to another contact is refused."""
    _may_write(by)
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    changed = [key for key, value in values.items() if getattr(contact, key) != value]
    for key in changed:
        setattr(contact, key, values[key])
    if changed:
        contact.save(update_fields=changed)
    if addresses is not None:
        wanted = _addresses(addresses)
        has = set(contact.identities.values_list("value", flat=True))
        if has != set(wanted):
            contact.identities.exclude(value__in=wanted).delete()
            _give_addresses(contact, [value for value in wanted if value not in has])
            changed.append("addresses")
    if changed:
        fields = ", ".join(changed)
        record(events.CONTACT_EDITED, contact, by=by, fields=fields, contact=contact.pk)
    return contact


def _set_domains(organisation: Organisation, domains: Iterable[str]) -> bool:
    wanted = {domain.strip().lower().removeprefix("@").rstrip(".") for domain in domains} - {""}
    has = set(organisation.domains.values_list("domain", flat=True))
    if wanted == has:
        return False
    for domain in sorted(wanted - has):
        if not _DOMAIN.fullmatch(domain):
            raise Refused(
                _("“{domain}” is no domain. Write it as example.com.").format(domain=domain)
            )
        if is_public(domain):
            raise Refused(
                _("{domain} is a public mail domain: its people work for many.").format(
                    domain=domain
                )
            )
        taken = OrganisationDomain.objects.select_related("organisation").filter(domain=domain)
        if other := taken.first():
            raise Refused(
                _("{domain} belongs to {name} already.").format(
                    domain=domain, name=other.organisation.name
                )
            )
    organisation.domains.exclude(domain__in=wanted).delete()
    for domain in sorted(wanted - has):
        OrganisationDomain.objects.create(organisation=organisation, domain=domain)
        homeless = Contact.objects.filter(
            organisation__isnull=True, identities__value__endswith=f"@{domain}"
        )
        Contact.objects.filter(pk__in=homeless.values("pk")).update(organisation=organisation)
    return True


def _addresses(addresses: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(normal(each) for each in addresses if each.strip()))
    if not wanted:
        raise Refused(_("Give at least one e-mail address: it is how we know this person."))
    for value in wanted:
        if not _EMAIL.fullmatch(value):
            raise Refused(_("“{value}” is no e-mail address.").format(value=value))
    return wanted


def _give_addresses(contact: Contact, values: Iterable[str]) -> None:
    for value in values:
        taken = Identity.objects.select_related("contact").filter(kind="email", value=value)
        if other := taken.exclude(contact=contact).first():
            raise Refused(
                _("{value} belongs to {name} already.").format(value=value, name=other.contact)
            )
        Identity.objects.create(contact=contact, value=value)


def _may_write(by: Actor) -> None:
    if isinstance(by, Member) and not by.may_write:
        raise Refused(_("You may read here, not write. Ask a lead if that is wrong."))

"""Organisations are added and changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients import events
from mainstay.clients.actions.access import may_look_after, may_write, must_stand
from mainstay.clients.actions.custom_fields import filled_in
from mainstay.clients.addresses import DOMAIN
from mainstay.clients.models import Contact, Organisation, OrganisationDomain, family_of
from mainstay.clients.public_domains import is_public
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member


@transaction.atomic
def add_organisation(
    name: str,
    *,
    by: Actor,
    domains: Iterable[str] = (),
    custom: Mapping[str, object] | None = None,
    **values: Any,
) -> Organisation:
    """Add a client. Contacts who wrote from its domains before join it."""
    may_write(by)
    _check_managers(values.get("manager"), values.get("backup"))
    kept = filled_in("organisation", {}, custom or {})
    organisation = Organisation.objects.create(name=name.strip(), custom=kept, **values)
    _set_domains(organisation, domains)
    record(events.ORGANISATION_ADDED, organisation, by=by, name=organisation.name)
    return organisation


@transaction.atomic
def edit_organisation(
    organisation: Organisation,
    *,
    by: Actor,
    domains: Sequence[str] | None = None,
    custom: Mapping[str, object] | None = None,
    **values: Any,
) -> Organisation:
    """Change a client. Fields that stay the same are no change; `custom` those that it names."""
    may_write(by)
    rows = Organisation.objects.select_for_update(of=("self",))
    organisation = rows.select_related("manager", "backup").get(pk=organisation.pk)
    must_stand(organisation)
    if custom:
        values["custom"] = filled_in("organisation", organisation.custom, custom)
    changed = [key for key, value in values.items() if getattr(organisation, key) != value]
    for key in changed:
        setattr(organisation, key, values[key])
    if "manager" in changed or "backup" in changed:
        _check_managers(organisation.manager, organisation.backup)
    if changed:
        organisation.save(update_fields=changed)
    if domains is not None and _set_domains(organisation, domains):
        changed.append("domains")
    if changed:
        record(events.ORGANISATION_EDITED, organisation, by=by, fields=", ".join(changed))
    return organisation


def _check_managers(manager: Member | None, backup: Member | None) -> None:
    may_look_after(manager)
    may_look_after(backup)
    if backup is not None and backup == manager:
        raise Refused(_("The backup stands in for the manager, so it is somebody else."))


def _set_domains(organisation: Organisation, domains: Iterable[str]) -> bool:
    wanted = {domain.strip().lower().removeprefix("@").rstrip(".") for domain in domains} - {""}
    has = set(organisation.domains.values_list("domain", flat=True))
    if wanted == has:
        return False
    family = family_of(Organisation, organisation.pk)
    # Those of a company that was merged into this one lead here already.
    wanted -= set(
        OrganisationDomain.objects.filter(domain__in=wanted - has, organisation__in=family)
        .exclude(organisation=organisation)
        .values_list("domain", flat=True)
    )
    for domain in sorted(wanted - has):
        if not DOMAIN.fullmatch(domain):
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

"""People at our clients are added and changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients import events
from mainstay.clients.actions.access import may_write, must_stand
from mainstay.clients.actions.custom_fields import filled_in
from mainstay.clients.actions.meeting import organisation_of
from mainstay.clients.addresses import EMAIL, normal
from mainstay.clients.models import Contact, Identity, Organisation, family_of
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record


@transaction.atomic
def add_contact(
    name: str,
    *,
    by: Actor,
    addresses: Sequence[str],
    organisation: Organisation | None = None,
    custom: Mapping[str, object] | None = None,
    **values: Any,
) -> Contact:
    """Add a person. Without an organisation, the one of the first address's domain is theirs."""
    may_write(by)
    wanted = _addresses(addresses)
    contact = Contact.objects.create(
        name=name.strip(),
        organisation=organisation or organisation_of(wanted[0]),
        custom=filled_in("contact", {}, custom or {}),
        **values,
    )
    _give_addresses(contact, wanted)
    record(events.CONTACT_ADDED, contact, by=by, contact=contact.pk)
    return contact


@transaction.atomic
def edit_contact(
    contact: Contact,
    *,
    by: Actor,
    addresses: Sequence[str] | None = None,
    custom: Mapping[str, object] | None = None,
    **values: Any,
) -> Contact:
    """Change a person. An address that belongs to another contact is refused."""
    may_write(by)
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    must_stand(contact)
    if custom:
        values["custom"] = filled_in("contact", contact.custom, custom)
    changed = [key for key, value in values.items() if getattr(contact, key) != value]
    for key in changed:
        setattr(contact, key, values[key])
    if changed:
        contact.save(update_fields=changed)
    if addresses is not None:
        mail = contact.identities.filter(kind=Identity.Kind.EMAIL)
        in_chats = contact.identities.exclude(kind=Identity.Kind.EMAIL)
        wanted = _addresses(addresses, may_be_none=in_chats.exists())
        has = set(mail.values_list("value", flat=True))
        if has != set(wanted):
            mail.exclude(value__in=wanted).delete()
            _give_addresses(contact, [value for value in wanted if value not in has])
            changed.append("addresses")
    if changed:
        fields = ", ".join(changed)
        record(events.CONTACT_EDITED, contact, by=by, fields=fields, contact=contact.pk)
    return contact


def _addresses(addresses: Sequence[str], *, may_be_none: bool = False) -> list[str]:
    wanted = list(dict.fromkeys(normal(each) for each in addresses if each.strip()))
    if not wanted and not may_be_none:
        raise Refused(_("Give at least one e-mail address: it is how we know this person."))
    for value in wanted:
        if not EMAIL.fullmatch(value):
            raise Refused(_("“{value}” is no e-mail address.").format(value=value))
    return wanted


def _give_addresses(contact: Contact, values: Iterable[str]) -> None:
    family = family_of(Contact, contact.pk)
    for value in values:
        taken = Identity.objects.select_related("contact").filter(kind="email", value=value)
        if taken.filter(contact__in=family).exists():
            continue  # of somebody who was merged into this contact: it leads here already
        if other := taken.first():
            raise Refused(
                _("{value} belongs to {name} already.").format(value=value, name=other.contact)
            )
        Identity.objects.create(contact=contact, value=value)

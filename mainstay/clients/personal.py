"""What this module holds of a person."""

from collections.abc import Collection, Sequence

import zstandard
from django.db.models.functions import Lower

from mainstay.channels.chat import address_of
from mainstay.channels.models import Mailbox
from mainstay.clients import queries
from mainstay.clients.events import CONTACT_DOUBTED
from mainstay.clients.models import (
    ClientImport,
    Contact,
    CustomField,
    Identity,
    Organisation,
    Tag,
    family_of,
    target_of,
)
from mainstay.core.clock import now
from mainstay.core.models import Event
from mainstay.core.personal import Holder, Identifiers, Person, Rows, Subject, leave_alone
from mainstay.team.models import Member

CONFIDENTIAL = "(confidential)"


def telling_names(names: Collection[str]) -> frozenset[str]:
    """Those of these names that are no company of the base and nobody of the desk.

    Some mail programs are set to say the company's name; it stays when a person is erased.
    """
    wanted = {name.strip().lower(): name.strip() for name in names if name.strip()}
    companies = Organisation.objects.annotate(lower=Lower("name")).filter(lower__in=wanted)
    colleagues = Member.objects.annotate(lower=Lower("name")).filter(lower__in=wanted)
    for known in (*companies.values_list("lower"), *colleagues.values_list("lower")):
        wanted.pop(known[0], None)
    return frozenset(wanted.values())


def _same(contact_id: int) -> list[int]:
    contact = Contact.objects.filter(pk=contact_id).first()
    return family_of(Contact, target_of(contact).pk) if contact else []


def _identifiers(contact_ids: Sequence[int]) -> Identifiers:
    """Their names and addresses, without what is an address of our own."""
    names = Contact.objects.filter(pk__in=contact_ids).values_list("name", flat=True)
    known = Identity.objects.filter(contact__in=contact_ids, kind="email")
    addresses = set(known.values_list("value", flat=True))
    usernames: set[str] = set()
    chats = Identity.objects.filter(contact__in=contact_ids).exclude(kind="email")
    for kind, value, label in chats.values_list("kind", "value", "label"):
        addresses.add(address_of(kind, value))
        usernames |= {label} - {""}
    ours = {
        *Member.objects.filter(email__in=addresses).values_list("email", flat=True),
        *Mailbox.objects.filter(address__in=addresses).values_list("address", flat=True),
    }
    return Identifiers(frozenset(addresses - ours), telling_names(set(names)), frozenset(usernames))


def _export(person: Person) -> Rows:
    rows = Contact.objects.filter(pk__in=person.contact_ids).select_related("organisation")
    fields = list(CustomField.objects.of(CustomField.About.CONTACT))
    return [
        {
            "name": contact.name,
            "organisation": _organisation_name(contact.organisation),
            "language": contact.language,
            "time_zone": contact.time_zone,
            "preferred_channel": contact.preferred_channel,
            "note": contact.note,
            "known_since": contact.created_at.isoformat(),
            "addresses": list(contact.identities.values_list("value", flat=True)),
            "tags": [tag.name for tag in queries.tags_of(contact)],
            "fields": {
                each.name: contact.custom[each.key] for each in fields if each.key in contact.custom
            },
        }
        for contact in rows.order_by("pk")
    ]


def _organisation_name(organisation: Organisation | None) -> str | None:
    if organisation is None:
        return None
    return CONFIDENTIAL if queries.is_confidential(organisation) else organisation.name


def _redact(person: Person) -> int:
    gone, _kinds = Identity.objects.filter(contact__in=person.contact_ids).delete()
    contacts = Contact.objects.filter(pk__in=person.contact_ids)
    Contact.tags.through.objects.filter(contact__in=person.contact_ids).delete()
    emptied = contacts.update(
        name="", note="", time_zone="", preferred_channel="", custom={}, erased_at=now()
    )
    if pattern := person.redaction.search_pattern:
        for tag in Tag.objects.filter(name__iregex=pattern):
            if person.redaction.text(tag.name) != tag.name:
                tag.delete()
    return gone + emptied + _unname_claimants(person) + _drop_uploads(person)


def _unname_claimants(person: Person) -> int:
    """Whoever wrote in their name, unproven, bears it no longer."""
    doubted = Event.objects.filter(
        kind=CONTACT_DOUBTED.name, facts__address__in=list(person.identifiers.addresses)
    )
    claimants = Contact.objects.filter(pk__in=doubted.values("subject_id"), identities=None)
    return claimants.exclude(name="").update(name="")


def _drop_uploads(person: Person) -> int:
    """Files of clients that wait to be taken in and name the person: they are chosen again."""
    dropped = 0
    for each in ClientImport.objects.filter(content__isnull=False):
        if person.redaction.is_in(zstandard.decompress(bytes(each.content or b""))):
            dropped += ClientImport.objects.filter(pk=each.pk).update(content=None)
    return dropped


def _subjects(person: Person) -> list[Subject]:
    return [("contact", pk) for pk in person.contact_ids]


# What names a colleague or our own address, and contacts who are somebody else with the same name.
leave_alone("team", "channels.mailbox", "channels.brand")
leave_alone("clients.contact.name", "clients.identity.value")

HOLDER = Holder(
    "clients",
    _export,
    _redact,
    _subjects,
    same=_same,
    identifiers=_identifiers,
)

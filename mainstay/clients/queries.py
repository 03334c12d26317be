"""Compound reads about clients. Rows that were merged into another are read as that other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from mainstay.clients.addresses import normal
from mainstay.clients.models import (
    Contact,
    Erasure,
    Identity,
    Organisation,
    OrganisationDomain,
    Tag,
    families_of,
    family_of,
    targets_of,
)
from mainstay.core.log import kind_of
from mainstay.core.models import Event
from mainstay.core.prepared import prepared
from mainstay.team.models import Member

PAGE = 50
FOUND = 8
_MOST_PEOPLE = 500
_MOST_MERGED = 1000
_MOST_CANDIDATES = 500


@dataclass(frozen=True)
class Listed:
    """An organisation as a line of the list of clients."""

    id: int
    name: str
    kinds: list[str]
    country: str
    language: str
    manager: str
    is_confidential: bool
    contacts: int


@dataclass(frozen=True)
class ClientPage:
    rows: list[Listed]
    # Name and id after which the next page begins; empty when there is none.
    next_key: str


def clients(
    member: Member, words: str = "", kind: str = "", key: str = "", *, tag: str = ""
) -> ClientPage:
    """Organisations by name, those whose name or mail domain has the words in it."""
    rows = Organisation.objects.visible_to(member).standing()
    if words := _sought(words):
        rows = rows.filter(_has(words))
    if kind in Organisation.Kind.values:
        rows = rows.filter(kinds__contains=[kind])
    if tag := _sought(tag):
        rows = rows.filter(tags__name__iexact=tag)
    sorted_rows = rows.annotate(sort=Lower("name")).order_by("sort", "pk")
    name, _dot, pk = key.replace("\x00", "").rpartition(".")
    if pk.isdecimal() and len(pk) < 19:
        sorted_rows = sorted_rows.filter(Q(sort__gt=name) | Q(sort=name, pk__gt=int(pk)))
    columns = ("pk", "name", "kinds", "country", "language", "manager__name", "is_confidential")
    found = list(sorted_rows.values_list(*columns, "sort")[: PAGE + 1])
    people = _people_of([row[0] for row in found[:PAGE]])
    shown = [
        Listed(
            id=pk,
            name=name,
            kinds=kinds,
            country=country,
            language=language,
            manager=manager or "",
            is_confidential=is_confidential,
            contacts=people.get(pk, 0),
        )
        for pk, name, kinds, country, language, manager, is_confidential, _sort in found[:PAGE]
    ]
    has_more = len(found) > PAGE
    return ClientPage(shown, f"{found[PAGE - 1][7]}.{found[PAGE - 1][0]}" if has_more else "")


@dataclass(frozen=True)
class Known:
    """A person as a line: who, where, and by which addresses."""

    id: int
    name: str
    organisation: str
    addresses: list[str]


def find_organisations(member: Member, words: str) -> list[tuple[int, str]]:
    """Organisations whose name has the words in it; a few, for a quick look."""
    if not (words := _sought(words)):
        return []
    if not (ids := _with_words(Organisation, words)):
        return []
    rows = Organisation.objects.visible_to(member).standing().filter(pk__in=ids)
    return list(rows.order_by(Lower("name")).values_list("pk", "name")[:FOUND])


def find_contacts(member: Member, words: str) -> list[Known]:
    """People whose name or address has the words in it; a few, for a quick look."""
    if not (words := _sought(words)):
        return []
    if not (ids := _with_words(Contact, words)):
        return []
    rows = Contact.objects.visible_to(member).standing().filter(pk__in=ids)
    return _known(list(rows.order_by("pk").values_list("pk", flat=True)[:FOUND]))


def contacts_by_ids(member: Member, ids: list[int]) -> list[Known]:
    """These people, as far as the member may see them, by name."""
    rows = Contact.objects.visible_to(member).filter(pk__in=ids)
    return _known(list(rows.values_list("pk", flat=True)))


def contacts_of(organisation: Organisation) -> list[Known]:
    """The people of an organisation, by name."""
    family = family_of(Organisation, organisation.pk)
    people = Contact.objects.standing().filter(organisation__in=family)
    return _known(list(people.order_by("pk").values_list("pk", flat=True)[:_MOST_PEOPLE]))


def addresses_of(contact: Contact) -> list[str]:
    """By which a person is known, their own first."""
    return [each.value for each in identities_of(contact)]


def identities_of(contact: Contact) -> list[Identity]:
    """Where a person is known, their own first."""
    rows = _identities(tuple(family_of(Contact, contact.pk)))
    return sorted(rows, key=lambda each: (each.contact_id != contact.pk, each.contact_id, each.pk))


@prepared
def _identities(contact_ids: Sequence[int]) -> QuerySet[Identity]:
    return Identity.objects.filter(contact__in=contact_ids)


def bounced(addresses: Sequence[str]) -> list[Identity]:
    """Those of these addresses that the last mail did not reach."""
    return _bounced(tuple(normal(each) for each in addresses))


@prepared
def _bounced(values: Sequence[str]) -> QuerySet[Identity]:
    rows = Identity.objects.filter(kind=Identity.Kind.EMAIL, value__in=values)
    return rows.filter(bounced_at__isnull=False).order_by("value")


def bounced_of(contact: Contact) -> list[Identity]:
    """The addresses of a person that the last mail did not reach."""
    return [each for each in identities_of(contact) if each.bounced_at is not None]


def domains_of(organisation: Organisation) -> list[str]:
    """From which its people write."""
    family = family_of(Organisation, organisation.pk)
    rows = Organisation.objects.filter(pk__in=family, domains__isnull=False)
    return sorted(rows.values_list("domains__domain", flat=True))


def merged_into(row: Organisation | Contact) -> list[Organisation | Contact]:
    """The rows that were merged into this one itself; each can be separated."""
    return list(type(row)._default_manager.filter(merged_into=row.pk).order_by("pk"))


def tags_of(row: Organisation | Contact) -> list[Tag]:
    """The words it is marked with, by name; those of merged rows too."""
    family = family_of(type(row), row.pk)
    return list(Tag.objects.filter(_marks(row, family)).distinct().order_by(Lower("name")))


def tag_names() -> list[str]:
    """Words that are used, to choose from while typing."""
    return list(Tag.objects.order_by(Lower("name")).values_list("name", flat=True)[:500])


def is_confidential(organisation: Organisation) -> bool:
    """Whether it, or a company that was merged into it, wishes to stay unnamed."""
    family = family_of(Organisation, organisation.pk)
    return Organisation.objects.filter(pk__in=family, is_confidential=True).exists()


def is_being_erased(contact: Contact) -> bool:
    """Whether somebody has asked for it and it is not done yet."""
    return Erasure.objects.filter(contact=contact, erased_at__isnull=True).exists()


def latest_facts(row: Organisation | Contact, limit: int) -> list[Event]:
    """What happened to a row and to those that were merged into it, newest first."""
    family = family_of(type(row), row.pk)
    facts = Event.objects.filter(subject_kind=kind_of(row), subject_id__in=family)
    return list(facts.order_by("-id")[:limit])


def _sought(words: str) -> str:
    """What was typed, as far as it can stand in a name."""
    return words.replace("\x00", " ").strip()[:100]


def _with_words(model: type[Organisation] | type[Contact], words: str) -> set[int]:
    """Some with the words; for those merged into another, that other.

    Names and addresses are looked up each for itself: asked with OR, every row would be read.
    """
    beside: QuerySet[Any, Any]
    if model is Organisation:
        domains = OrganisationDomain.objects.filter(domain__icontains=words)
        beside = domains.values_list("organisation", "organisation__merged_into")
    else:
        addresses = Identity.objects.filter(value__icontains=words.lower())
        beside = addresses.values_list("contact", "contact__merged_into")
    named = model._default_manager.filter(name__icontains=words).values_list("pk", "merged_into")
    found = dict(named.order_by()[:_MOST_CANDIDATES].union(beside.order_by()[:_MOST_CANDIDATES]))
    merged = [pk for pk, into in found.items() if into]
    targets = targets_of(model, merged) if merged else {}
    return {targets.get(pk, pk) for pk in found}


def _has(words: str) -> Q:
    """Organisations with the words, all of them, and those that one with the words went into."""
    by_domain = Organisation.objects.filter(domains__domain__icontains=words)
    own = Q(name__icontains=words) | Q(pk__in=by_domain.values("pk"))
    merged = Organisation.objects.filter(own, merged_into__isnull=False)
    ids = list(merged.values_list("pk", flat=True)[:_MOST_MERGED])
    return own | Q(pk__in=set(targets_of(Organisation, ids).values())) if ids else own


def _marks(row: Organisation | Contact, family: list[int]) -> Q:
    return Q(contacts__in=family) if isinstance(row, Contact) else Q(organisations__in=family)


def _people_of(organisation_ids: list[int]) -> dict[int, int]:
    """How many people each of these organisations has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE family(top, id) AS ("
            " SELECT id, id FROM clients_organisation WHERE id = ANY(%s) UNION"
            " SELECT family.top, below.id FROM clients_organisation AS below"
            " JOIN family ON below.merged_into_id = family.id)"
            " SELECT family.top, count(*) FROM family"
            " JOIN clients_contact AS contact ON contact.organisation_id = family.id"
            " WHERE contact.merged_into_id IS NULL GROUP BY family.top",
            [organisation_ids],
        )
        return dict(cursor.fetchall())


def _known(ids: list[int]) -> list[Known]:
    families = families_of(Contact, ids)
    addresses: dict[int, list[str]] = defaultdict(list)
    rows = Identity.objects.filter(contact__in=families).order_by("pk")
    for contact_id, value in rows.values_list("contact_id", "value"):
        addresses[families[contact_id]].append(value)
    people = Contact.objects.filter(pk__in=ids).order_by(Lower("name"), "pk")
    known = []
    for pk, name, organisation in people.values_list("pk", "name", "organisation__name"):
        theirs = addresses[pk]
        called = name or (theirs or [f"contact {pk}"])[0]
        known.append(Known(pk, called, organisation or "", theirs))
    return known

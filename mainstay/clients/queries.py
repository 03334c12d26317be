"""Compound reads about clients."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q
from django.db.models.functions import Lower

from mainstay.clients.models import Contact, Organisation
from mainstay.team.models import Member

PAGE = 50
FOUND = 8


@dataclass(frozen=True)
class Listed:
    """An organisation as a line of the list of clients."""

    id: int
    name: str
    kinds: list[str]
    country: str
    language: str
    contacts: int


@dataclass(frozen=True)
class ClientPage:
    rows: list[Listed]
    # Name and id after which the next page begins; empty when there is none.
    next_key: str


def clients(member: Member, words: str = "", kind: str = "", key: str = "") -> ClientPage:
    """Organisations by name, those whose name or mail domain has the words in it."""
    rows = Organisation.objects.visible_to(member)
    if words := _sought(words):
        rows = rows.filter(
            Q(name__icontains=words) | Q(domains__domain__icontains=words)
        ).distinct()
    if kind in Organisation.Kind.values:
        rows = rows.filter(kinds__contains=[kind])
    people = Count("contacts", distinct=True)
    sorted_rows = rows.annotate(sort=Lower("name"), people=people).order_by("sort", "pk")
    name, _dot, pk = key.replace("\x00", "").rpartition(".")
    if pk.isdecimal() and len(pk) < 19:
        sorted_rows = sorted_rows.filter(Q(sort__gt=name) | Q(sort=name, pk__gt=int(pk)))
    columns = ("pk", "name", "kinds", "country", "language", "people", "sort")
    found = list(sorted_rows.values_list(*columns)[: PAGE + 1])
    shown = [Listed(*row[:6]) for row in found[:PAGE]]
    has_more = len(found) > PAGE
    return ClientPage(shown, f"{found[PAGE - 1][6]}.{found[PAGE - 1][0]}" if has_more else "")


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
    rows = Organisation.objects.visible_to(member).filter(name__icontains=words)
    return list(rows.order_by(Lower("name")).values_list("pk", "name")[:FOUND])


def find_contacts(member: Member, words: str) -> list[Known]:
    """People whose name or address has the words in it; a few, for a quick look."""
    if not (words := _sought(words)):
        return []
    rows = Contact.objects.visible_to(member).filter(
        Q(name__icontains=words) | Q(identities__value__icontains=words.lower())
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True).distinct()[:FOUND])
    return _known(ids)


def contacts_of(organisation: Organisation) -> list[Known]:
    """The people of an organisation, by name."""
    return _known(list(organisation.contacts.values_list("pk", flat=True)[:500]))


def _sought(words: str) -> str:
    """What was typed, as far as it can stand in a name."""
    return words.replace("\x00", " ").strip()[:100]


def _known(ids: list[int]) -> list[Known]:
    rows = (
        Contact.objects.filter(pk__in=ids)
        .annotate(addresses=ArrayAgg("identities__value", filter=Q(identities__kind="email")))
        .order_by(Lower("name"), "pk")
        .values_list("pk", "name", "organisation__name", "addresses")
    )
    return [
        Known(pk, name or (addresses or [f"contact {pk}"])[0], organisation or "", addresses or [])
        for pk, name, organisation, addresses in rows
    ]

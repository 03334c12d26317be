"""Clients and people as an import sees them: read in batches, changed in memory first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models.functions import Lower

from mainstay.clients.importing.rows import Wanted
from mainstay.clients.models import (
    Contact,
    Identity,
    Organisation,
    OrganisationDomain,
    targets_of,
)
from mainstay.clients.models.custom_fields import Value

_FIELDS = ("name", "kinds", "language", "country", "note", "manager_id")


@dataclass
class Client:
    """A client: `pk` is None until it is written."""

    pk: int | None
    name: str
    kinds: list[str] = field(default_factory=list)
    language: str = ""
    country: str = ""
    note: str = ""
    manager_id: int | None = None
    backup_id: int | None = None
    custom: dict[str, Value] = field(default_factory=dict)
    domains: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)

    def take(self, row: Wanted) -> list[str]:
        """Become as the row says. Returns the names of the fields that changed."""
        changed = []
        for name in _FIELDS:
            value = getattr(row, name)
            if value and value != getattr(self, name):
                setattr(self, name, value)
                changed.append(name.removesuffix("_id"))
        if self.backup_id is not None and self.backup_id == self.manager_id:
            self.backup_id = None  # nobody stands in for themselves
        if more := {k: v for k, v in row.custom.items() if self.custom.get(k) != v}:
            self.custom = {**self.custom, **more}
            changed.append("custom")
        if more_domains := set(row.domains) - self.domains:
            self.domains |= more_domains
            changed.append("domains")
        has = {each.casefold() for each in self.tags}
        if more_tags := {each for each in row.tags if each.casefold() not in has}:
            self.tags |= more_tags
            changed.append("tags")
        return changed


@dataclass
class Somebody:
    """A person: `pk` is None until it is written."""

    pk: int | None
    name: str
    client: Client | None
    email: str = ""
    custom: dict[str, Value] = field(default_factory=dict)

    def take(self, row: Wanted, client: Client) -> list[str]:
        """Become as the row says. Returns the names of the fields that changed."""
        changed = []
        if row.contact_name and row.contact_name != self.name:
            self.name = row.contact_name
            changed.append("name")
        if self.client is None:
            self.client = client
            changed.append("organisation")
        if more := {k: v for k, v in row.contact_custom.items() if self.custom.get(k) != v}:
            self.custom = {**self.custom, **more}
            changed.append("custom")
        return changed


class Known:
    """Who is known by which domain, address and name, as far as it was asked for.

    With `is_locking`, inside a transaction: nobody else changes these clients meanwhile.
    """

    def __init__(self, *, is_locking: bool = False) -> None:
        self._is_locking = is_locking
        self._by_pk: dict[int, Client] = {}
        self._by_domain: dict[str, Client] = {}
        self._by_name: dict[str, list[Client]] = defaultdict(list)
        self._by_email: dict[str, Somebody] = {}
        self._people: dict[int, Somebody] = {}

    def look_up(self, rows: Iterable[Wanted]) -> None:
        """Read what these rows may be about, in a few queries."""
        rows = list(rows)
        domains = {each for row in rows for each in row.domains} - self._by_domain.keys()
        emails = {row.contact_email for row in rows} - {""} - self._by_email.keys()
        names = {row.name.lower() for row in rows} - {""}

        owners = dict(
            OrganisationDomain.objects.filter(domain__in=domains).values_list(
                "domain", "organisation_id"
            )
        )
        identities = dict(
            Identity.objects.filter(kind="email", value__in=emails).values_list(
                "value", "contact_id"
            )
        )
        contacts = targets_of(Contact, set(identities.values()))
        people = Contact.objects.filter(pk__in=set(contacts.values())).in_bulk()
        called = Organisation.objects.standing().annotate(lower=Lower("name"))
        by_name = called.filter(lower__in=names).values_list("pk", flat=True)
        places = {each.organisation_id for each in people.values() if each.organisation_id}
        targets = targets_of(Organisation, {*owners.values(), *places, *by_name})
        self._read_clients(set(targets.values()) - self._by_pk.keys())

        for domain, owner in owners.items():
            client = self._by_domain[domain] = self._by_pk[targets[owner]]
            client.domains.add(domain)  # perhaps of a company that was merged into it
        for email, contact_id in identities.items():
            person = people[contacts[contact_id]]
            if person.pk not in self._people:
                place = person.organisation_id
                theirs = self._by_pk[targets[place]] if place else None
                self._people[person.pk] = Somebody(
                    person.pk, person.name, theirs, custom=person.custom
                )
            self._by_email[email] = self._people[person.pk]

    def owner(self, domain: str) -> Client | None:
        return self._by_domain.get(domain)

    def somebody(self, email: str) -> Somebody | None:
        return self._by_email.get(email) if email else None

    def named(self, name: str) -> list[Client]:
        return self._by_name.get(name.casefold(), [])

    def add_client(self, row: Wanted) -> Client:
        client = Client(None, row.name)
        self._by_name[row.name.casefold()].append(client)
        return client

    def add_somebody(self, row: Wanted, client: Client) -> Somebody:
        somebody = Somebody(None, row.contact_name, client, row.contact_email)
        self._by_email[row.contact_email] = somebody
        return somebody

    def remember(self, client: Client) -> None:
        """Find a client by what it has got meanwhile, too."""
        for domain in client.domains:
            self._by_domain[domain] = client
        called = self._by_name[client.name.casefold()]
        if not any(each is client for each in called):
            called.append(client)

    def _read_clients(self, ids: set[int]) -> None:
        rows = Organisation.objects.filter(pk__in=ids).order_by("pk")
        if self._is_locking:
            rows = rows.select_for_update()
        for row in rows.prefetch_related("domains", "tags"):
            client = Client(
                pk=row.pk,
                name=row.name,
                kinds=row.kinds,
                language=row.language,
                country=row.country,
                note=row.note,
                manager_id=row.manager_id,
                backup_id=row.backup_id,
                custom=row.custom,
                domains={each.domain for each in row.domains.all()},
                tags={each.name for each in row.tags.all()},
            )
            self._by_pk[row.pk] = client
            self._by_name[row.name.casefold()].append(client)

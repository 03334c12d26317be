"""What a batch of rows changes, written in a few statements."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import CharField, F, Func, Value

from mainstay.clients import events
from mainstay.clients.importing.known import Client, Somebody
from mainstay.clients.models import Contact, Identity, Organisation, OrganisationDomain
from mainstay.clients.words import named
from mainstay.core.actor import Actor
from mainstay.core.log import record

_OF_CLIENT = ["name", "kinds", "language", "country", "note", "manager_id", "backup_id", "custom"]


@dataclass
class Changes:
    """New and changed clients and people of one batch, each once, with what changed."""

    clients: dict[int, tuple[Client, list[str]]] = field(default_factory=dict)
    people: dict[int, tuple[Somebody, list[str]]] = field(default_factory=dict)

    def note(
        self,
        client: Client,
        client_changed: list[str],
        somebody: Somebody | None,
        person_changed: list[str],
    ) -> None:
        if client_changed or client.pk is None:
            _, fields = self.clients.setdefault(id(client), (client, []))
            fields += [each for each in client_changed if each not in fields]
        if somebody and (person_changed or somebody.pk is None):
            _, fields = self.people.setdefault(id(somebody), (somebody, []))
            fields += [each for each in person_changed if each not in fields]

    def write(self, by: Actor) -> None:
        """Write it all inside the transaction of the caller, with the facts that tell of it."""
        for client, fields, is_new in self._write_clients():
            row = Organisation(pk=client.pk)
            if is_new:
                record(events.ORGANISATION_ADDED, row, by=by, name=client.name)
            else:
                record(events.ORGANISATION_EDITED, row, by=by, fields=", ".join(fields))
        for somebody, fields, is_new in self._write_people():
            person = Contact(pk=somebody.pk)
            if is_new:
                record(events.CONTACT_ADDED, person, by=by, contact=somebody.pk)
            else:
                said = ", ".join(fields)
                record(events.CONTACT_EDITED, person, by=by, fields=said, contact=somebody.pk)

    def _write_clients(self) -> list[tuple[Client, list[str], bool]]:
        written = [(client, fields, client.pk is None) for client, fields in self.clients.values()]
        new = [client for client, _fields, is_new in written if is_new]
        made = Organisation.objects.bulk_create([_row(client) for client in new])
        for client, row in zip(new, made, strict=True):
            client.pk = row.pk
        old = [client for client, fields, is_new in written if fields and not is_new]
        if old:
            Organisation.objects.bulk_update([_row(client) for client in old], _OF_CLIENT)

        touched = {client.pk: client for client, _fields, _is_new in written if client.pk}
        _write_domains(touched)
        _write_tags(touched)
        return written

    def _write_people(self) -> list[tuple[Somebody, list[str], bool]]:
        written = [(each, fields, each.pk is None) for each, fields in self.people.values()]
        new = [each for each, _fields, is_new in written if is_new]
        made = Contact.objects.bulk_create(
            Contact(
                name=each.name,
                organisation_id=each.client.pk if each.client else None,
                language=each.client.language if each.client else "",
                custom=each.custom,
            )
            for each in new
        )
        for each, person in zip(new, made, strict=True):
            each.pk = person.pk
        Identity.objects.bulk_create(
            Identity(contact=person, value=each.email)
            for each, person in zip(new, made, strict=True)
        )
        for each, fields, is_new in written:
            if not fields or is_new or each.pk is None:
                continue
            person = Contact(pk=each.pk, name=each.name, custom=each.custom)
            columns = ["name", "custom"]
            if "organisation" in fields and each.client:
                person.organisation_id = each.client.pk
                columns.append("organisation")
            person.save(update_fields=columns)
        return written


def _row(client: Client) -> Organisation:
    return Organisation(pk=client.pk, **{name: getattr(client, name) for name in _OF_CLIENT})


def _write_domains(clients: dict[int, Client]) -> None:
    wanted = {domain: pk for pk, client in clients.items() for domain in client.domains}
    has = OrganisationDomain.objects.filter(domain__in=wanted).values_list("domain", flat=True)
    new = wanted.keys() - set(has)
    OrganisationDomain.objects.bulk_create(
        OrganisationDomain(organisation_id=wanted[domain], domain=domain) for domain in sorted(new)
    )
    homeless = Identity.objects.filter(contact__organisation__isnull=True).annotate(
        domain=Func(
            F("value"), Value("@"), Value(2), function="split_part", output_field=CharField()
        )
    )
    for contact_id, domain in homeless.filter(domain__in=new).values_list("contact_id", "domain"):
        Contact.objects.filter(pk=contact_id).update(organisation=wanted[domain])


def _write_tags(clients: dict[int, Client]) -> None:
    words = {word.casefold(): word for client in clients.values() for word in client.tags}
    tags = {key: named(word).pk for key, word in sorted(words.items())}
    through = Organisation.tags.through
    through.objects.bulk_create(
        (
            through(organisation_id=pk, tag_id=tags[word.casefold()])
            for pk, client in clients.items()
            for word in client.tags
        ),
        ignore_conflicts=True,
    )

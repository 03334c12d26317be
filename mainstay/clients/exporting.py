"""Clients as a CSV file that a spreadsheet opens and `importing` reads back.

Whoever wishes to stay unnamed is left out, with their people.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator

from mainstay.clients.importing.rows import COLUMNS
from mainstay.clients.models import Contact, CustomField, Identity, Organisation, families_of
from mainstay.clients.models.custom_fields import Value

_BATCH = 500
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def client_rows() -> Iterator[str]:
    """The lines of the file, the header first: a client has one for each of its people."""
    fields = list(CustomField.objects.of(CustomField.About.ORGANISATION))
    theirs = list(CustomField.objects.of(CustomField.About.CONTACT))
    own = [each.name for each in fields] + [f"contact: {each.name}" for each in theirs]
    yield _line([*COLUMNS, *own])
    last = 0
    while rows := _batch(last):
        last = rows[-1].pk
        families = families_of(Organisation, [row.pk for row in rows])
        people = _people(families)
        domains = _domains(families)
        hidden = _unnamed(families)
        for row in rows:
            if row.pk in hidden:
                continue
            for name, email, custom in people.get(row.pk) or [("", "", {})]:
                yield _line(
                    [
                        row.name,
                        "; ".join(row.kinds),
                        " ".join(sorted(domains.get(row.pk, []))),
                        row.language,
                        row.country,
                        name,
                        email,
                        ", ".join(sorted(tag.name for tag in row.tags.all())),
                        row.note,
                        row.manager.email if row.manager else "",
                        *(each.show(row.custom.get(each.key)) for each in fields),
                        *(each.show(custom.get(each.key)) for each in theirs),
                    ]
                )


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula. A number is none."""
    if _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([safe_cell(each) for each in cells])
    return text.getvalue()


def _batch(after: int) -> list[Organisation]:
    rows = Organisation.objects.standing().select_related("manager").prefetch_related("tags")
    return list(rows.filter(pk__gt=after).order_by("pk")[:_BATCH])


def _domains(families: dict[int, int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Organisation.objects.filter(pk__in=families, domains__isnull=False)
    for pk, domain in rows.values_list("pk", "domains__domain"):
        found[families[pk]].append(domain)
    return found


def _unnamed(families: dict[int, int]) -> set[int]:
    rows = Organisation.objects.filter(pk__in=families, is_confidential=True)
    return {families[pk] for pk in rows.values_list("pk", flat=True)}


def _people(families: dict[int, int]) -> dict[int, list[tuple[str, str, dict[str, Value]]]]:
    """Name, first address and own fields of everybody, by organisation."""
    rows = list(Contact.objects.standing().filter(organisation__in=families).order_by("pk"))
    addresses = Identity.objects.filter(contact__in=rows, kind="email").order_by("-pk")
    first = dict(addresses.values_list("contact_id", "value"))
    found: dict[int, list[tuple[str, str, dict[str, Value]]]] = defaultdict(list)
    for row in rows:
        if row.pk in first and row.organisation_id:
            found[families[row.organisation_id]].append((row.name, first[row.pk], row.custom))
    return found

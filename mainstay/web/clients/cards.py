"""What the pages of an organisation and of a contact have in common."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mainstay.clients import queries
from mainstay.clients.models import Contact, CustomField, Organisation, Tag
from mainstay.core.log import tell
from mainstay.team.models import Member
from mainstay.ui.context import FactView, MenuItem, Person
from mainstay.web.addresses import reverse

LATEST_FACTS = 20


@dataclass(frozen=True)
class Part:
    """A row that was merged into the one shown, with what is written on it alone."""

    person: Person
    facts: list[tuple[str, str]]
    note: str
    separate_url: str


@dataclass(frozen=True)
class TagsView:
    """The words on a row, where one is added or taken away, and those to choose from."""

    tags: list[Tag]
    names: list[str]
    url: str
    may_write: bool


def build_tags(row: Organisation | Contact, member: Member) -> TagsView:
    may_write = member.may_write and getattr(row, "erased_at", None) is None
    names = queries.tag_names() if may_write else []
    url = reverse(f"web:{_kind(row)}_tags", args=[row.pk])
    return TagsView(queries.tags_of(row), names, url, may_write)


def build_parts(row: Organisation | Contact) -> list[Part]:
    kind = _kind(row)
    return [
        Part(
            Person(
                str(each),
                ", ".join(_known_by(each)),
                each.pk,
                "organisation" if kind == "organisation" else "person",
            ),
            custom_facts(each),
            each.note,
            reverse(f"web:{kind}_separation", args=[each.pk]),
        )
        for each in queries.merged_into(row)
    ]


def custom_facts(row: Organisation | Contact) -> list[tuple[str, str]]:
    """Fields of one's own that are filled in, by name."""
    if not row.custom:
        return []
    fields = CustomField.objects.of(_kind(row))
    return [
        (each.name, each.show(row.custom[each.key])) for each in fields if each.key in row.custom
    ]


def facts_of(row: Organisation | Contact) -> list[FactView]:
    told = tell(queries.latest_facts(row, LATEST_FACTS))
    return [FactView(each.sentence, each.at, each.icon) for each in told]


def more_items(row: Organisation | Contact, member: Member) -> list[MenuItem]:
    """What is done seldom, as far as this member may."""
    items = []
    if member.keeps_watch:
        merging = reverse(f"web:{_kind(row)}_merging", args=[row.pk])
        items.append(MenuItem(_("Merge with…"), merging, icon="swap"))
    if member.sees_all and isinstance(row, Contact):
        export = reverse("web:contact_export", args=[row.pk])
        erasure = reverse("web:contact_erasure", args=[row.pk])
        items += [
            MenuItem(_("Export everything held"), post=export, icon="download", starts_group=True),
            MenuItem(_("Erase this person…"), erasure, icon="trash", is_danger=True),
        ]
    return items


def _kind(row: Organisation | Contact) -> str:
    return "contact" if isinstance(row, Contact) else "organisation"


def _known_by(row: Organisation | Contact) -> list[str]:
    return queries.addresses_of(row) if isinstance(row, Contact) else queries.domains_of(row)

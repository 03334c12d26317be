"""What a row says of a client and of one of its people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from mainstay.clients.addresses import DOMAIN, EMAIL, normal
from mainstay.clients.importing.faults import Bad
from mainstay.clients.importing.reading import Cells
from mainstay.clients.models import CustomField, Organisation
from mainstay.clients.models.custom_fields import Value
from mainstay.clients.public_domains import is_public
from mainstay.clients.words import clean
from mainstay.team.languages import LANGUAGES
from mainstay.team.models import Member

COLUMNS = (
    "name",
    "kinds",
    "domains",
    "language",
    "country",
    "contact_name",
    "contact_email",
    "tags",
    "note",
    "manager_email",
)

_SEVERAL = re.compile(r"[,;|\n]")
_SPACED = re.compile(r"[,;|\s]+")
_CODES = {code for code, _name in LANGUAGES}


@dataclass
class Wanted:
    """A row in our terms. What the file does not say is empty and stays as it is."""

    line: int
    name: str = ""
    kinds: list[str] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    language: str = ""
    country: str = ""
    note: str = ""
    tags: list[str] = field(default_factory=list)
    manager_id: int | None = None
    custom: dict[str, Value] = field(default_factory=dict)
    contact_name: str = ""
    contact_email: str = ""
    contact_custom: dict[str, Value] = field(default_factory=dict)


class Vocabulary:
    """The columns that are understood: ours, and the fields of one's own by their names."""

    def __init__(self) -> None:
        ours = CustomField.About.ORGANISATION, CustomField.About.CONTACT
        self._of = {
            about: {each.name.casefold(): each for each in CustomField.objects.of(about)}
            for about in ours
        }
        managers = Member.objects.filter(is_active=True).exclude(role=Member.Role.READ_ONLY)
        self._managers = dict(managers.values_list("email", "pk"))
        self._kinds = {
            word.casefold(): value
            for value, label in Organisation.Kind.choices
            for word in (value, str(label))
        }

    def knows(self, column: str) -> bool:
        return self._meaning(column) is not None

    def read(self, line: int, cells: Cells) -> Wanted:
        """The row in our terms. Raises Bad for the first cell that is not what its column holds."""
        wanted = Wanted(line)
        for column, cell in cells.items():
            meaning = self._meaning(column)
            if isinstance(meaning, CustomField):
                try:
                    value = meaning.read(cell)
                except ValueError as error:
                    raise Bad(column, str(error)) from error
                if value is not None:
                    about_client = meaning.about == CustomField.About.ORGANISATION
                    own = wanted.custom if about_client else wanted.contact_custom
                    own[meaning.key] = value
            elif meaning is not None:
                self._set(wanted, meaning, cell)
        if (wanted.contact_name or wanted.contact_custom) and not wanted.contact_email:
            raise Bad("contact_email", _("A person is known by an address: it is missing."))
        return wanted

    def _meaning(self, column: str) -> str | CustomField | None:
        word = " ".join(column.split()).casefold()
        if (name := word.replace(" ", "_")) in COLUMNS:
            return name
        of_contact = self._of[CustomField.About.CONTACT]
        if word.startswith("contact:"):
            return of_contact.get(word.removeprefix("contact:").strip())
        return self._of[CustomField.About.ORGANISATION].get(word) or of_contact.get(word)

    def _set(self, wanted: Wanted, column: str, cell: str) -> None:
        match column:
            case "name" | "contact_name":
                setattr(wanted, column, _short(column, " ".join(cell.split()), 200))
            case "note":
                wanted.note = _short(column, cell, 5000)
            case "kinds":
                wanted.kinds = [
                    _known(column, each, self._kinds) for each in _split(_SEVERAL, cell)
                ]
            case "domains":
                wanted.domains = [_domain(each) for each in _split(_SPACED, cell)]
            case "language":
                wanted.language = _known(column, cell, {code: code for code in _CODES})
            case "country":
                wanted.country = _country(cell)
            case "tags":
                wanted.tags = [word for each in _split(_SEVERAL, cell) if (word := clean(each))]
            case "manager_email":
                wanted.manager_id = _manager(cell, self._managers)
            case "contact_email":
                wanted.contact_email = normal(cell)
                if not EMAIL.fullmatch(wanted.contact_email):
                    raise Bad(column, _("“{value}” is no e-mail address.").format(value=cell[:100]))


def _split(by: re.Pattern[str], cell: str) -> list[str]:
    found = (" ".join(each.split()) for each in by.split(cell))
    return list(dict.fromkeys(each for each in found if each))


def _short(column: str, cell: str, longest: int) -> str:
    if len(cell) > longest:
        raise Bad(column, _("At most {count} characters.").format(count=longest))
    return cell


def _known(column: str, cell: str, words: Mapping[str, str]) -> str:
    found = words.get(cell.casefold())
    if found is None:
        offered = ", ".join(dict.fromkeys(sorted(words.values())))
        raise Bad(
            column, _("“{value}” is none of: {choices}.").format(value=cell[:100], choices=offered)
        )
    return found


def _domain(cell: str) -> str:
    domain = cell.casefold().removeprefix("@").rstrip(".")
    if not DOMAIN.fullmatch(domain):
        raise Bad(
            "domains",
            _("“{domain}” is no domain. Write it as example.com.").format(domain=cell[:100]),
        )
    if is_public(domain):
        raise Bad(
            "domains",
            _("{domain} is a public mail domain: its people work for many.").format(domain=domain),
        )
    return domain


def _country(cell: str) -> str:
    if not (len(cell) == 2 and cell.isascii() and cell.isalpha()):
        raise Bad("country", _("Write two letters, such as FR."))
    return cell.upper()


def _manager(cell: str, managers: Mapping[str, int]) -> int:
    found = managers.get(cell.strip().lower())
    if found is None:
        raise Bad(
            "manager_email",
            _("Nobody who may answer here has the address {email}.").format(email=cell[:100]),
        )
    return found

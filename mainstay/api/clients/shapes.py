"""What is sent and answered about clients."""

import zoneinfo
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from mainstay.api.conversations.sent import MailAddress
from mainstay.api.shapes import CursorText, Given, Id, Limit, MaybeId, Named, TagName, Text, Words
from mainstay.clients.models import Channel, CustomField, Organisation
from mainstay.clients.words import LONGEST
from mainstay.team.languages import LANGUAGES

Language = StrEnum("Language", {"UNKNOWN": "", **{code.upper(): code for code, _name in LANGUAGES}})  # type: ignore[misc]
Kind = Organisation.Kind
Name = Annotated[Words, Field(max_length=200)]
Note = Annotated[Text, Field(max_length=5000)]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Domain = Annotated[
    str,
    StringConstraints(pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$", max_length=253),
]
Value = Annotated[Text, Field(max_length=500)] | bool | None
Custom = Annotated[
    dict[str, Value],
    Field(description="Values of own fields by their keys, see /custom-fields. null empties one."),
]
_ZONES = frozenset({"", *zoneinfo.available_timezones()})


def _is_zone(name: str) -> str:
    if name not in _ZONES:
        raise ValueError("no time zone of the IANA list, such as Europe/Berlin")
    return name


Zone = Annotated[Text, Field(max_length=64), AfterValidator(_is_zone)]


class OrganisationsWanted(BaseModel):
    """Which clients are listed."""

    words: Annotated[Text, Field(max_length=100)] = Field(
        "", description="In the name or a mail domain."
    )
    kind: Annotated[str, StringConstraints(pattern="^(advertiser|publisher|agency|network)?$")] = ""
    tag: Annotated[Text, Field(max_length=LONGEST)] = ""
    cursor: Annotated[Text, Field(max_length=500)] = ""


class ContactsWanted(BaseModel):
    """Which people are listed."""

    words: Annotated[Text, Field(max_length=100)] = Field(
        "", description="In the name or an address; then the best few, on one page."
    )
    organisation: MaybeId = Field(0, description="Its id; 0 is any.")
    limit: Limit = 50
    cursor: CursorText = ""


class OrganisationLine(BaseModel):
    """A client in a list."""

    id: int
    name: str
    kinds: list[str]
    country: str
    language: str
    manager: str
    is_confidential: bool
    contacts: int = Field(description="How many people there are known.")


class OrganisationShown(BaseModel):
    """A client."""

    id: int
    name: str
    kinds: list[str]
    language: str
    country: str
    manager: Named | None
    backup: Named | None
    is_confidential: bool
    domains: list[str] = Field(description="Mail domains from which its people write.")
    tags: list[str]
    custom: dict[str, str | bool]
    note: str
    created_at: datetime


class ContactLine(BaseModel):
    """A person in a list."""

    id: int
    name: str
    organisation: str
    addresses: list[str]


class ContactShown(BaseModel):
    """A person who writes to us."""

    id: int
    name: str
    organisation: Named | None
    addresses: list[str]
    language: str
    time_zone: str
    preferred_channel: str
    tags: list[str]
    custom: dict[str, str | bool]
    note: str
    created_at: datetime


class FieldShown(BaseModel):
    """A field that this desk asks beside the usual ones."""

    key: str
    about: CustomField.About
    kind: CustomField.Kind
    name: str
    choices: list[str]


class OrganisationChanges(Given):
    """What is changed of a client: only the fields that are sent."""

    name: Name | None = None
    kinds: list[Annotated[Kind, Field(strict=False)]] | None = Field(None, max_length=4)
    language: Language | None = Field(None, strict=False)
    country: Country | None = None
    manager: Id | None = Field(None, description="Id of a member; null is nobody.")
    backup: Id | None = Field(None, description="Id of a member; null is nobody.")
    is_confidential: bool | None = None
    domains: list[Domain] | None = Field(None, max_length=100)
    tags: list[TagName] | None = Field(None, max_length=30, description="All of them.")
    custom: Custom | None = None
    note: Note | None = None


class NewOrganisation(OrganisationChanges):
    """A client that is added. People who wrote from its domains before join it."""

    name: Name


class ContactChanges(Given):
    """What is changed of a person: only the fields that are sent."""

    name: Annotated[Text, Field(max_length=200)] | None = None
    addresses: list[MailAddress] | None = Field(None, min_length=1, max_length=30)
    organisation: Id | None = Field(None, description="Its id; null is none.")
    language: Language | None = Field(None, strict=False)
    time_zone: Zone | None = None
    preferred_channel: Channel | None = Field(None, strict=False)
    tags: list[TagName] | None = Field(None, max_length=30, description="All of them.")
    custom: Custom | None = None
    note: Note | None = None


class NewContact(ContactChanges):
    """A person who is added. Without an organisation, that of the first address's domain."""

    addresses: list[MailAddress] = Field(min_length=1, max_length=30)

"""Parts that the shapes of several areas are made of."""

from typing import Annotated, Generic, TypeVar

from django.http import HttpRequest
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from mainstay.clients.words import LONGEST

Item = TypeVar("Item")

# No text of ours may hold a NUL, which the database cannot keep.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
TagName = Annotated[
    str, StringConstraints(pattern=r"^[^\x00,]*[^\s\x00,][^\x00,]*$", max_length=LONGEST)
]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
MaybeId = Annotated[int, Field(ge=0, le=2**63 - 1)]
Limit = Annotated[int, Field(ge=1, le=100, description="How many at most.")]
CursorText = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_=.-]*$", max_length=500),
    Field(description="From the address of the next page. Without it the first page comes."),
]


def _is_text(given: object) -> object:
    if not isinstance(given, str):
        raise ValueError("a time is sent as text, such as 2026-03-31T12:00:00Z")
    return given


Moment = Annotated[AwareDatetime, BeforeValidator(_is_text), Field(strict=False)]


class Given(BaseModel):
    """What a program sends: exactly these fields, of exactly these types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Named(BaseModel):
    """A row by its id, and how it is called."""

    id: int
    name: str


class Page(BaseModel, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    next: str | None = Field(description="Address of the next page; null on the last one.")


class Me(BaseModel):
    """The token, and for whom it acts."""

    token: str
    scopes: list[str]
    requests_per_minute: int
    member: Named
    role: str


def page_of(request: HttpRequest, items: list[Item], next_cursor: str) -> Page[Item]:
    """A page whose next one is the same question with another cursor."""
    if not next_cursor:
        return Page(items=items, next=None)
    asked = request.GET.copy()
    asked["cursor"] = next_cursor
    return Page(items=items, next=f"{request.build_absolute_uri(request.path)}?{asked.urlencode()}")

"""What a source may answer: a few shapes, measured, and nothing else.

Shapes that we do not know are left out, so that a newer program can speak to an older desk. One
that we know and that is wrong is a fault, told with its place.
"""

import json
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

LARGEST = 64 * 1024
"""Bytes of an answer."""

LONGEST_CACHE = 600
"""Seconds."""

_KNOWN = ("text", "facts", "table", "badge", "link", "divider")
MOST_CARDS = 5
MOST_COMPONENTS = 30


class Unfit(Exception):
    """The answer is not what the handbook says. The text names the place."""


def _plain(text: str) -> str:
    """Without what no database keeps and no page shows: NUL, and marks that turn text around."""
    return "".join(each for each in text if each in "\n\t" or each.isprintable())


def _https(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username or not url.isprintable():
        raise ValueError("a link begins with https:// and names no user")
    return url


Short = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
Cell = Annotated[str | int | float, AfterValidator(lambda value: _plain(str(value))[:200])]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Text(_Shape):
    type: Literal["text"]
    text: Annotated[str, Field(max_length=2000), AfterValidator(_plain)]


class FactItem(_Shape):
    name: Short
    value: Cell


class Facts(_Shape):
    """Names and values, such as the balance."""

    type: Literal["facts"]
    items: Annotated[list[FactItem], Field(max_length=30)]


class Table(_Shape):
    type: Literal["table"]
    columns: Annotated[list[Short], Field(min_length=1, max_length=6)]
    rows: Annotated[list[Annotated[list[Cell], Field(max_length=6)]], Field(max_length=30)]


class Badge(_Shape):
    """A state in a word."""

    type: Literal["badge"]
    text: Annotated[Short, Field(max_length=40)]
    tone: Literal["", "kept", "soon", "late", "other"] = ""


class Link(_Shape):
    type: Literal["link"]
    text: Short
    url: Annotated[str, Field(max_length=1000), AfterValidator(_https)]


class Divider(_Shape):
    type: Literal["divider"]


Component = Annotated[Text | Facts | Table | Badge | Link | Divider, Field(discriminator="type")]


class Card(_Shape):
    title: Short
    components: Annotated[list[Component], Field(max_length=MOST_COMPONENTS)]


class Told(_Shape):
    """A whole answer."""

    cards: Annotated[list[Card], Field(max_length=MOST_CARDS)]
    cache_seconds: Annotated[int, Field(ge=0)] = 0

    @property
    def kept_for(self) -> int:
        """Seconds for which it may be shown again."""
        return min(self.cache_seconds, LONGEST_CACHE)


def read(body: bytes) -> Told:
    """The answer in a body. Raises Unfit."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unfit(_("The answer is no JSON.")) from error
    try:
        return Told.model_validate(_without_unknown(answer))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Unfit(f"{place or 'answer'}: {first['msg']}") from error


def _without_unknown(answer: Any) -> Any:
    if not isinstance(answer, dict) or not isinstance(answer.get("cards"), list):
        return answer
    cards = []
    for card in answer["cards"]:
        if isinstance(card, dict) and isinstance(card.get("components"), list):
            known = [each for each in card["components"] if not _is_unknown(each)]
            card = {**card, "components": known}
        cards.append(card)
    return {**answer, "cards": cards}


def _is_unknown(component: Any) -> bool:
    return isinstance(component, dict) and component.get("type") not in _KNOWN

"""What a body changes of a client or a contact, as its action takes it."""

from collections.abc import Sequence
from typing import Any

from mainstay.api.rows import existing
from mainstay.api.shapes import Given
from mainstay.clients import actions
from mainstay.clients.models import Contact, Organisation, Tag
from mainstay.clients.models.merging import Row
from mainstay.clients.queries import tags_of
from mainstay.clients.words import clean
from mainstay.team.models import Member

_MAY_BE_NOBODY = ("manager", "backup", "organisation")


def values_of(given: Given, by: Member) -> dict[str, Any]:
    """The fields that were sent, without the tags. null leaves a field as it is.

    Only where it can mean nobody it does.
    """
    values: dict[str, Any] = {}
    for name in given.model_fields_set - {"tags"}:
        value = getattr(given, name)
        if name in _MAY_BE_NOBODY:
            values[name] = None if value is None else _row(name, value, by)
        elif value is not None:
            values[name] = value.strip() if name == "name" else value
    if "kinds" in values:
        values["kinds"] = list(dict.fromkeys(kind.value for kind in values["kinds"]))
    for name in ("language", "preferred_channel"):
        if name in values:
            values[name] = values[name].value
    return values


def mark(row: Row, names: Sequence[str] | None, by: Member) -> None:
    """Give a row exactly these tags; None leaves those it has."""
    if names is None:
        return
    wanted = {clean(name).casefold(): name for name in names}
    has = {tag.name.casefold(): tag for tag in tags_of(row)}
    for word in has.keys() - wanted.keys():
        actions.untag(row, has[word], by=by)
    for word in wanted.keys() - has.keys():
        actions.tag(row, wanted[word], by=by)


def tag_names(row: Organisation | Contact) -> list[str]:
    found: list[Tag] = tags_of(row)
    return [tag.name for tag in found]


def _row(name: str, pk: int, by: Member) -> Member | Organisation:
    if name == "organisation":
        rows = Organisation.objects.visible_to(by).standing()
        return existing(rows, pk, "body.organisation")
    return existing(Member.objects.active(), pk, f"body.{name}")

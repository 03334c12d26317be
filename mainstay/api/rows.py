"""Rows that a body names by their ids."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from mainstay.api.cursors import Invalid

Row = TypeVar("Row", bound=Model)


def existing(rows: "QuerySet[Row]", pk: int, field: str) -> Row:
    """The row of this id among those that may be seen. Raises Invalid, naming the field."""
    found = next(iter(rows.filter(pk=pk)), None)
    if found is None:
        raise Invalid(field, _("There is none with the number {id}.").format(id=pk))
    return found

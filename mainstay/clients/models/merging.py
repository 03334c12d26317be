"""Rows that turned out to be one: a pointer that is followed on reading, so it can be undone.

Rows of other modules keep naming the row they were about. Whoever reads asks here which rows are
one with it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db import connection, models

from mainstay.clients.models.contacts import Contact
from mainstay.clients.models.organisations import Organisation
from mainstay.core.prepared import keeping

Row = TypeVar("Row", Organisation, Contact)


def target_of(row: Row) -> Row:
    """The row that this one was merged into in the end; itself when it was not."""
    while row.merged_into_id is not None:
        row = type(row)._default_manager.get(pk=row.merged_into_id)
    return row


def family_of(model: type[models.Model], pk: int) -> list[int]:
    """The id of a row and of all that was merged into it, directly or by others."""
    return list(families_of(model, [pk]))


def families_of(model: type[models.Model], ids: Collection[int]) -> dict[int, int]:
    """Every id that stands for one of these rows, with the row it stands for."""
    return _ask(
        model,
        "SELECT id, id FROM {table} WHERE {these} UNION"
        " SELECT below.id, family.other FROM family CROSS JOIN LATERAL"
        " (SELECT id FROM {table} WHERE merged_into_id = family.id OFFSET 0) AS below",
        ids,
    )


def targets_of(model: type[models.Model], ids: Collection[int]) -> dict[int, int]:
    """Each of these ids with that of the row it was merged into in the end, or its own."""
    steps = _ask(
        model,
        "SELECT id, merged_into_id FROM {table} WHERE {these} UNION"
        " SELECT above.* FROM family CROSS JOIN LATERAL"
        " (SELECT id, merged_into_id FROM {table} WHERE id = family.other OFFSET 0) AS above",
        ids,
    )
    found = {}
    for pk in ids:
        if pk in steps:
            end = pk
            while steps[end] is not None:
                end = steps[end]
            found[pk] = end
    return found


def _ask(model: type[models.Model], walk: str, ids: Collection[int]) -> dict[int, int]:
    if not ids:
        return {}
    table = connection.ops.quote_name(model._meta.db_table)
    # A plan that is kept for any number of ids would read the whole table instead of an index.
    is_one = len(ids) == 1
    walk = walk.format(table=table, these="id = %s" if is_one else "id = ANY(%s)")
    with keeping() as cursor:
        cursor.execute(
            f"WITH RECURSIVE family(id, other) AS ({walk}) SELECT id, other FROM family",  # noqa: S608
            list(ids) if is_one else [list(ids)],
        )
        return dict(cursor.fetchall())

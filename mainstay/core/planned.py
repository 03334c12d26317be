"""Rows that are written by statements made once for a process, and planned once by a connection."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

from mainstay.core.prepared import keeping

Given = Mapping["Field[Any, Any]", Any]


class Planned(Model):
    """A row that is saved so. What the database works out (`F`) is left to Django."""

    class Meta:
        abstract = True

    def _do_insert(
        self, manager: Any, using: str, fields: Any, returning_fields: Any, raw: bool
    ) -> Any:
        """Where Django inserts any row; gives what `returning_fields` became."""
        given = {each: each.pre_save(self, True) for each in fields}
        given = {k: v for k, v in given.items() if not isinstance(v, DatabaseDefault)}
        if raw or not _is_plain(given, using):
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]
        text = _inserting(self._meta.db_table, _columns(given), _columns(returning_fields))
        with keeping(using) as cursor:
            cursor.execute(text, _as_saved(given, using))
            return cursor.fetchall()

    def _do_update(  # type: ignore[override]
        self, base_qs: Any, using: str, pk_val: Any, values: Any, *how: Any
    ) -> bool:
        """Where Django updates any row; says whether there was one."""
        given = {each: value for each, _model, value in values}
        if not given or not _is_plain(given, using):
            return bool(super()._do_update(base_qs, using, pk_val, values, *how))
        pk = self._meta.pk
        text = _updating(self._meta.db_table, _columns(given), _columns([pk])[0])
        with keeping(using) as cursor:
            cursor.execute(text, [*_as_saved(given, using), *_as_saved({pk: pk_val}, using)])
            return bool(cursor.rowcount)


def put(row: Model, *, unique: Sequence[str], using: str = DEFAULT_DB_ALIAS) -> None:
    """Insert a row, or give all its values to the one that has the same `unique` columns."""
    fields = row._meta.concrete_fields
    given = {each: each.pre_save(row, True) for each in fields if not each.primary_key}
    changes = ", ".join(f"{each} = excluded.{each}" for each in _columns(given))
    text = _inserting(row._meta.db_table, _columns(given), ())
    with keeping(using) as cursor:
        cursor.execute(
            f"{text} ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {changes}",
            _as_saved(given, using),
        )


def _is_plain(given: Given, using: str) -> bool:
    """Whether each is a value that is written as it stands."""
    return not any(
        hasattr(value, "resolve_expression")
        or (hasattr(each, "get_placeholder") and _place(each, value, using) != "%s")
        for each, value in given.items()
    )


def _place(field: Any, value: Any, using: str) -> str:
    return str(field.get_placeholder(value, None, connections[using]))


def _columns(fields: Iterable[Field[Any, Any]]) -> tuple[str, ...]:
    return tuple([f'"{each.column}"' for each in fields])


def _as_saved(given: Given, using: str) -> list[Any]:
    connection = connections[using]
    return [each.get_db_prep_save(value, connection) for each, value in given.items()]


@functools.cache
def _inserting(table: str, columns: Sequence[str], returning: Sequence[str]) -> str:
    places = ", ".join(["%s"] * len(columns))
    text = f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({places})'  # noqa: S608
    return f"{text} RETURNING {', '.join(returning)}" if returning else text


@functools.cache
def _updating(table: str, columns: Sequence[str], key: str) -> str:
    changes = ", ".join(f"{each} = %s" for each in columns)
    return f'UPDATE "{table}" SET {changes} WHERE {key} = %s'  # noqa: S608

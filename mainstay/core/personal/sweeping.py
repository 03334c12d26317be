"""Every text of every table is looked through for the identifiers of an erased person.

A module need not think of it: a new column is swept from the day it is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models
from procrastinate.contrib.django.models import ProcrastinateJob

from mainstay.core.personal.redaction import Redaction

_STEP = 500
_left_alone: set[str] = set()


def leave_alone(*names: str) -> None:
    """Say what is not swept: an app ("team"), a table or a column ("clients.contact.name").

    That is what names somebody else, such as a colleague who happens to be a contact too.
    """
    _left_alone.update(names)


def sweep(redaction: Redaction) -> int:
    """Take the identifiers out of all tables. Returns how many rows changed."""
    if not redaction.search_pattern:
        return 0
    changed = sum(_sweep(model, redaction) for model in swept_models())
    return changed + _sweep_jobs(redaction)


def swept_models() -> Iterator[type[models.Model]]:
    """Our tables with texts that may speak of somebody."""
    for model in apps.get_models():
        if model.__module__.startswith("mainstay.") and text_fields(model):
            yield model


def text_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Columns in which anything may be written: texts and JSON, without the choices of ours."""
    label = model._meta.label_lower
    if {label, model._meta.app_label} & _left_alone:
        return []
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
        and not field.primary_key
        and f"{label}.{field.name}" not in _left_alone
    ]


def _sweep(model: type[models.Model], redaction: Redaction) -> int:
    fields = text_fields(model)
    name = connection.ops.quote_name
    table, key = name(model._meta.db_table), name(model._meta.pk.attname)
    texts = ", ".join(f"{name(field.attname)}::text" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key} FROM {table} WHERE concat_ws(E'\\n', {texts}) ~* %s",  # noqa: S608
            [redaction.search_pattern],
        )
        found = [row[0] for row in cursor.fetchall()]
    return sum(_redact(model, fields, step, redaction) for step in _steps(found))


def _redact(
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    keys: Sequence[Any],
    redaction: Redaction,
) -> int:
    changed = 0
    names = [field.name for field in fields]
    for row in model._default_manager.filter(pk__in=keys).only("pk", *names):
        values = {}
        for field in fields:
            before = getattr(row, field.name)
            after = redaction.value(before)
            if after != before:
                values[field.name] = after[: field.max_length] if field.max_length else after
        if values:
            model._default_manager.filter(pk=row.pk).update(**values)
            changed += 1
    return changed


def _sweep_jobs(redaction: Redaction) -> int:
    """Arguments of jobs: rows of the job library, which its own model only reads."""
    table = connection.ops.quote_name(ProcrastinateJob._meta.db_table)
    changed = 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, args::text FROM {table} WHERE args::text ~* %s",  # noqa: S608
            [redaction.search_pattern],
        )
        for pk, arguments in cursor.fetchall():
            after = redaction.text(arguments)
            if after != arguments:
                cursor.execute(
                    f"UPDATE {table} SET args = %s::jsonb WHERE id = %s",  # noqa: S608
                    [after, pk],
                )
                changed += 1
    return changed


def _steps(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), _STEP):
        yield keys[start : start + _STEP]

"""Querysets of hot pages: the statement is made once for a process, then only its values change.

Django makes the text of a statement anew for each use, which takes longer than the statement
itself where a row is found by its key. Results are those of the queryset, in its own classes.
"""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

Values = ParamSpec("Values")
Row = TypeVar("Row")

_LEAVES = (int, str, datetime)


class Prepared(Generic[Values, Row]):
    """A function that makes a queryset of the values it gets. Use it as a decorator.

    A value is a number, a text, a time, or a tuple or dataclass of such. What decides over the
    statement rather than being compared in it is a bool, None, or given by its name; so is how
    many values a tuple holds: for each there is a statement. TypeError where a value reaches the
    statement changed, or decides over it: only the first would be right.
    """

    def __init__(self, make: Callable[Values, QuerySet[Any, Row]]) -> None:
        self.make = make
        self._statements: dict[Any, _Statement | None] = {}

    def __call__(self, *values: Values.args, **fixed: Values.kwargs) -> list[Row]:
        """All rows. One query."""
        statement, leaves = self._statement(values, fixed)
        return statement.rows(leaves) if statement else []

    def first(self, *values: Values.args, **fixed: Values.kwargs) -> Row | None:
        """The first row, of a queryset that asks for few."""
        return next(iter(self(*values, **fixed)), None)

    def exists(self, *values: Values.args, **fixed: Values.kwargs) -> bool:
        statement, leaves = self._statement(values, fixed)
        return bool(statement and statement.one("SELECT EXISTS ({})", leaves))

    def count(self, *values: Values.args, **fixed: Values.kwargs) -> int:
        statement, leaves = self._statement(values, fixed)
        return statement.one("SELECT count(*) FROM ({}) AS counted", leaves) if statement else 0

    def _statement(
        self, values: tuple[Any, ...], fixed: dict[str, Any]
    ) -> tuple[_Statement | None, list[Any]]:
        leaves: list[Any] = []
        shape = tuple([_taken_apart(value, leaves) for value in values])
        key = (shape, *fixed.items()) if fixed else shape
        if key not in self._statements:
            self._statements[key] = self._made(values, fixed, leaves)
        return self._statements[key], leaves

    def _made(
        self, values: tuple[Any, ...], fixed: dict[str, Any], leaves: Sequence[Any]
    ) -> _Statement | None:
        """Made twice, of values that occur nowhere: so each is found in the statement again."""
        trials = []
        for _ in range(2):
            unlike = [_unlike_any(leaf) for leaf in leaves]
            remaining = iter(unlike)
            queryset = self.make(*(_put_together(value, remaining) for value in values), **fixed)
            compiler = queryset.query.get_compiler(queryset.db)
            try:
                sql, params = compiler.as_sql()
            except EmptyResultSet:
                return None
            trials.append((unlike, sql, params))
        (unlike, sql, params), (others, other_sql, other_params) = trials
        if sql != other_sql:
            raise TypeError(f"{self.make.__qualname__}: a value decides over the statement.")
        slots: list[int | None] = []
        for one, other in zip(params, other_params, strict=True):
            place = unlike.index(one) if one in unlike else None
            if (one != other) if place is None else (others[place] != other):
                raise TypeError(f"{self.make.__qualname__}: {one!r} was made of a value.")
            slots.append(place)
        return _Statement(queryset, compiler, sql, other_params, slots)


def prepared(make: Callable[Values, QuerySet[Any, Row]]) -> Prepared[Values, Row]:
    return Prepared(make)


class _Statement:
    def __init__(
        self,
        queryset: QuerySet[Any, Any],
        compiler: Any,
        sql: str,
        params: Sequence[Any],
        slots: Sequence[int | None],
    ) -> None:
        self._queryset, self._compiler, self._sql = queryset, compiler, sql
        self._params, self._slots = params, slots

    def rows(self, leaves: Sequence[Any]) -> list[Any]:
        compiler = copy(self._compiler)
        connection = compiler.connection = connections[self._queryset.db]
        if self._queryset.query.select_for_update and connection.get_autocommit():
            raise TransactionManagementError("Rows can be locked in a transaction alone.")
        compiler.as_sql = lambda *_args, **_kwargs: (self._sql, self._filled(leaves))
        iterable: Any = self._queryset._iterable_class
        return list(iterable(_Asked(self._queryset, compiler)))

    def one(self, around: str, leaves: Sequence[Any]) -> Any:
        with connections[self._queryset.db].cursor() as cursor:
            cursor.execute(around.format(self._sql), self._filled(leaves))
            row = cursor.fetchone()
            return row[0]

    def _filled(self, leaves: Sequence[Any]) -> list[Any]:
        return [
            param if slot is None else leaves[slot]
            for param, slot in zip(self._params, self._slots, strict=True)
        ]


class _Asked:
    """What Django's iterables want to know of a queryset, and of its query."""

    def __init__(self, queryset: QuerySet[Any, Any], compiler: Any) -> None:
        self._of, self._compiler = queryset, compiler
        self.query = self

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        of = self._of if hasattr(self._of, name) else self._of.query
        return getattr(of, name)


def _taken_apart(value: Any, leaves: list[Any]) -> Any:
    """Put what is compared into `leaves`; return what else there is, as part of a key."""
    if value is None or value is True or value is False:
        return value
    if isinstance(value, _LEAVES):
        leaves.append(value)
        return type(value)
    if isinstance(value, tuple):
        return tuple([_taken_apart(each, leaves) for each in value])
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return tuple([_taken_apart(getattr(value, field.name), leaves) for field in fields])
    raise TypeError(f"{value!r} cannot be a value of a statement that is made once.")


def _put_together(value: Any, leaves: Iterator[Any]) -> Any:
    if value is None or value is True or value is False:
        return value
    if isinstance(value, _LEAVES):
        return next(leaves)
    if isinstance(value, tuple):
        return tuple(_put_together(each, leaves) for each in value)
    names = [field.name for field in dataclasses.fields(value)]
    return dataclasses.replace(
        value, **{name: _put_together(getattr(value, name), leaves) for name in names}
    )


def _unlike_any(leaf: Any) -> Any:
    # Within the range of every column but a smallint, or Django knows that nothing is found.
    number = 10**9 + secrets.randbelow(10**9)
    if isinstance(leaf, datetime):
        return datetime.fromtimestamp(number, UTC)
    return f"unlike {number}" if isinstance(leaf, str) else number

"""Statements of hot pages: their text is made once for a process, then only values change.

Django makes the text of a statement anew for each use, and PostgreSQL reads and plans it anew:
either takes longer than to find a row by its key. Results are those of the queryset, in its own
classes; a connection keeps the plan of a statement that it sees again.
"""

from __future__ import annotations

import dataclasses
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any, Generic, ParamSpec, Self, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError
from psycopg import Connection, Cursor
from psycopg.sql import Literal
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.numeric import Int8

Values = ParamSpec("Values")
Row = TypeVar("Row")

_LEAVES = (int, str, datetime)
_PLACES = re.compile(r"%[%s]")


class _Keeping(Cursor[Any]):
    def __init__(self, connection: Connection[Any]) -> None:
        super().__init__(connection)
        # Django's own way to read a time takes four times as long; either is aware of its zone.
        self.adapters.register_loader("timestamptz", TimestamptzLoader)

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, _bound(params), **options)


def keeping(using: str = DEFAULT_DB_ALIAS) -> CursorWrapper:
    """A cursor whose statements are planned once by a connection that sees them again.

    Values reach the server apart from the text: there a whole number is a bigint, and a text
    has the type of what it is compared with. Write out what a partial index asks for.
    """
    database = connections[using]
    if database.queries_logged:  # a log shows values
        return database.cursor()
    database.ensure_connection()
    return CursorWrapper(_Keeping(database.connection), database)


def _bound(value: Any) -> Any:
    """A value, or many: PostgreSQL would plan anew for a number of another type."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Int8(value) if -(2**63) <= value < 2**63 else value
    if isinstance(value, dict):
        return {name: _bound(each) for name, each in value.items()}
    return [_bound(each) for each in value] if isinstance(value, (list, tuple)) else value


class Prepared(Generic[Values, Row]):
    """A function that makes a queryset of the values it gets. Use it as a decorator.

    A value is a number, a text, a time, or a tuple or dataclass of such; a tuple stands for a set,
    some of its values may be said twice. What decides over the statement rather than being
    compared in it is a bool, None, or given by its name: for each there is a statement. TypeError
    where a value reaches the statement changed, or decides over it: only the first would be right.
    """

    def __init__(
        self, make: Callable[Values, QuerySet[Any, Row]], *, keeps_plan: bool = True
    ) -> None:
        self.make, self._keeps_plan = make, keeps_plan
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
        if compiler.has_extra_select:
            raise TypeError(f"{self.make.__qualname__}: rows are ordered by what is not asked for.")
        places, slots = [], []
        for one, other in zip(params, other_params, strict=True):
            place = unlike.index(one) if one in unlike else None
            if (one != other) if place is None else (others[place] != other):
                raise TypeError(f"{self.make.__qualname__}: {one!r} was made of a value.")
            places.append(_written(one, queryset.db) if place is None else "%s")
            slots += [] if place is None else [place]
        text = _filled(sql, places)
        return _Statement(queryset, compiler, text, slots, keeps_plan=self._keeps_plan)


def prepared(make: Callable[Values, QuerySet[Any, Row]]) -> Prepared[Values, Row]:
    return Prepared(make)


def planned_anew(make: Callable[Values, QuerySet[Any, Row]]) -> Prepared[Values, Row]:
    """As `prepared`, where one value has few rows and another many: each needs its own plan."""
    return Prepared(make, keeps_plan=False)


class _Statement:
    def __init__(
        self,
        queryset: QuerySet[Any, Any],
        compiler: Any,
        sql: str,
        slots: Sequence[int],
        *,
        keeps_plan: bool,
    ) -> None:
        self._queryset, self._compiler, self._sql, self._slots = queryset, compiler, sql, slots
        self._keeps_plan = keeps_plan
        fields = [column for column, *_rest in compiler.select[: compiler.col_count]]
        self._converters = compiler.get_converters(fields)

    def rows(self, leaves: Sequence[Any]) -> list[Any]:
        compiler = copy(self._compiler)
        connection = compiler.connection = connections[self._queryset.db]
        if self._queryset.query.select_for_update and connection.get_autocommit():
            raise TransactionManagementError("Rows can be locked in a transaction alone.")
        compiler.execute_sql = lambda *_args, **_kwargs: [self._asked(self._sql, leaves)]
        compiler.get_converters = lambda _fields: self._converters
        iterable: Any = self._queryset._iterable_class
        return list(iterable(_Asked(self._queryset, compiler)))

    def one(self, around: str, leaves: Sequence[Any]) -> Any:
        [[value]] = self._asked(around.format(self._sql), leaves)
        return value

    def _asked(self, sql: str, leaves: Sequence[Any]) -> list[tuple[Any, ...]]:
        values, using = [leaves[slot] for slot in self._slots], self._queryset.db
        with keeping(using) if self._keeps_plan else connections[using].cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _filled(sql: str, places: Sequence[str]) -> str:
    """The text with each of its places taken by one of these."""
    remaining = iter(places)
    return _PLACES.sub(lambda place: "%%" if place[0] == "%%" else next(remaining), sql)


def _written(value: Any, using: str) -> str:
    connection = connections[using]
    connection.ensure_connection()
    return Literal(value).as_string(connection.connection).replace("%", "%%")


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
        return tuple([_taken_apart(each, leaves) for each in _filled_up(value)])
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return tuple([_taken_apart(getattr(value, field.name), leaves) for field in fields])
    raise TypeError(f"{value!r} cannot be a value of a statement that is made once.")


def _filled_up(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Of few lengths, powers of two: there is a statement for each."""
    missing = (1 << (len(values) - 1).bit_length()) - len(values) if values else 0
    return values + values[-1:] * missing


def _put_together(value: Any, leaves: Iterator[Any]) -> Any:
    if value is None or value is True or value is False:
        return value
    if isinstance(value, _LEAVES):
        return next(leaves)
    if isinstance(value, tuple):
        return tuple(_put_together(each, leaves) for each in _filled_up(value))
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

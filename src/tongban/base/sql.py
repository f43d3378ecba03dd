"""Fixed statements for what every action asks and writes: planned once per connection, sent together.

The query builder of the ORM is right for pages, where every question is another one. An action asks and writes the same
rows each time; here the text of the statement never changes, so the server keeps its plan, and several go out in one
round trip. Columns come from the models, so that no statement can forget one.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, JSONField, Model

Row = TypeVar("Row", bound=Model)
Values = tuple[Any, ...]


class Query(NamedTuple):
    """A statement with `%s` for values, and the values.

    `tables` names every table that a SELECT reads: then writes that wait (see `writes`) and touch none of them go on
    waiting. None: whatever waits goes out before.
    """

    text: str
    values: Sequence[Any] = ()
    tables: frozenset[str] | None = None


class _Local(threading.local):
    reading: frozenset[str] | None = None


_local = _Local()


def being_read() -> frozenset[str] | None:
    """The tables that the statement under way reads; None where it might be any."""
    return _local.reading


def fetch(*queries: Query) -> list[list[Values]]:
    """The rows that each query finds, in the order of the queries: one round trip, in the present transaction.

    Each sees what the ones before it did: a row locked by the first is read by the second as it is under the lock.
    """
    named = [query.tables for query in queries if query.tables is not None]
    _local.reading = frozenset().union(*named) if len(named) == len(queries) else None
    try:
        return _fetch(queries)
    finally:
        _local.reading = None


def _fetch(queries: Sequence[Query]) -> list[list[Values]]:
    if len(queries) == 1:
        return [execute(queries[0].text, as_text(queries[0].values)).fetchall()]
    with pipeline():
        cursors = [execute(query.text, as_text(query.values)) for query in queries]
        return [cursor.fetchall() for cursor in cursors]


def execute(text: str, *rows: Sequence[Any]) -> CursorWrapper:
    """Send a statement, once for each row of values, which are text already (see `as_text`)."""
    cursor = _server_cursor()
    if len(rows) == 1:
        cursor.execute(text, rows[0])
    else:
        cursor.executemany(text, rows)
    return cursor


@contextmanager
def pipeline() -> Iterator[None]:
    """Statements of `execute` inside the block go out without waiting for each other's answer."""
    ours = connections[DEFAULT_DB_ALIAS]
    ours.ensure_connection()
    with ours.wrap_database_errors, cast("psycopg.Connection[Any]", ours.connection).pipeline():
        yield


def _server_cursor() -> CursorWrapper:
    """A cursor whose values travel apart from the text, so that the server plans each text once (see settings)."""
    ours = connections[DEFAULT_DB_ALIAS]  # `connection` looks this up for every attribute
    ours.validate_thread_sharing()
    ours.ensure_connection()
    plain = cast(Any, psycopg.Cursor(cast("psycopg.Connection[Any]", ours.connection)))
    return ours.make_debug_cursor(plain) if ours.queries_logged else ours.make_cursor(plain)


class Columns(Generic[Row]):
    """The columns of a model as a SELECT lists them under an alias, and the row made of what comes back.

    In a SELECT over several models the columns of each stand one after the other; `start` is where this one's begin.
    `text` lists the columns, `table` is the table with its alias, `key` the column that an outer join joins on,
    `tables` what `Query.tables` wants to know.
    """

    def __init__(self, model: type[Row], alias: str, start: int = 0) -> None:
        fields = model._meta.concrete_fields
        self.model, self.start, self.end = model, start, start + len(fields)
        self.text = ", ".join(f'{alias}."{field.column}"' for field in fields)
        self.table = f'"{model._meta.db_table}" {alias}'
        self.tables = frozenset({model._meta.db_table})
        self.key = f'{alias}."{_key(model).column}"'
        self._names = [field.attname for field in fields]
        self._key = next(place for place, field in enumerate(fields) if field.primary_key)
        self._json = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]

    def row(self, values: Values) -> Row | None:
        """The row, or None where an outer join found none."""
        own = list(values[self.start : self.end])
        if own[self._key] is None:
            return None
        for place in self._json:
            own[place] = None if own[place] is None else json.loads(own[place])
        return self.model.from_db(DEFAULT_DB_ALIAS, self._names, own)

    def rows(self, found: Sequence[Values]) -> list[Row]:
        """All rows of an answer that has one in every line."""
        return [row for row in map(self.row, found) if row is not None]


@lru_cache(maxsize=128)
def insert_text(model: type[Model], *, numbered: bool) -> str:
    """INSERT of one row; `numbered` when the row brings its key along, otherwise the database gives it."""
    columns = [f'"{field.column}"' for field in _written(model, numbered=numbered)]
    places = ", ".join(["%s"] * len(columns))
    return f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) VALUES ({places})'  # noqa: S608  # names of our own models


@lru_cache(maxsize=128)
def update_text(model: type[Model], names: tuple[str, ...]) -> str:
    """UPDATE of some fields of one row; the key is the last value."""
    assigned = ", ".join(f'"{field.column}" = %s' for field in _named(model, names))
    return f'UPDATE "{model._meta.db_table}" SET {assigned} WHERE "{_key(model).column}" = %s'  # noqa: S608  # names of our own models


def insert_values(row: Model) -> list[Any]:
    """The values for `insert_text`, as text."""
    return _values(row, _written(type(row), numbered=row.pk is not None))


def update_values(row: Model, names: tuple[str, ...]) -> list[Any]:
    """The values for `update_text`, as text."""
    return _values(row, _named(type(row), (*names, _key(type(row)).name)))


def as_text(values: Sequence[Any]) -> list[Any]:
    """Values in PostgreSQL's text form, which takes the type of the place where it stands.

    Were whole numbers sent as numbers, each size would be a type of its own, and each mixture of types another plan."""
    return [_text(value) for value in values]


def _text(value: Any) -> Any:
    if value is None or type(value) is str:
        return value
    convert = _FORMS.get(type(value))
    if convert is not None:
        return convert(value)
    if isinstance(value, list | tuple):  # an array; text in it is for psycopg to quote
        return list(value) if any(isinstance(item, str) for item in value) else f"{{{','.join(map(_text, value))}}}"
    return str(value)


_FORMS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "t" if value else "f",
    int: str,
    UUID: str,
    datetime: datetime.isoformat,
    date: date.isoformat,
    bytes: lambda value: "\\x" + value.hex(),
    memoryview: lambda value: "\\x" + value.hex(),
}


def _values(row: Model, fields: tuple[Field[Any, Any], ...]) -> list[Any]:
    attributes, jsons = _attributes(fields)
    values = list(attributes(row))
    for place in jsons:
        values[place] = None if values[place] is None else json.dumps(values[place], ensure_ascii=False)
    return as_text(values)


@lru_cache(maxsize=256)
def _attributes(fields: tuple[Field[Any, Any], ...]) -> tuple[Callable[[Model], tuple[Any, ...]], list[int]]:
    """What reads the values of these fields (two at least) from a row, and the places of those that are JSON."""
    jsons = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
    return attrgetter(*(field.attname for field in fields)), jsons


@lru_cache(maxsize=128)
def _written(model: type[Model], *, numbered: bool) -> tuple[Field[Any, Any], ...]:
    return tuple(field for field in model._meta.local_concrete_fields if numbered or not field.primary_key)


@lru_cache(maxsize=128)
def _named(model: type[Model], names: tuple[str, ...]) -> tuple[Field[Any, Any], ...]:
    return tuple(cast("Field[Any, Any]", model._meta.get_field(name)) for name in names)


def _key(model: type[Model]) -> Field[Any, Any]:
    key = model._meta.pk
    assert key is not None  # every model has one
    return key

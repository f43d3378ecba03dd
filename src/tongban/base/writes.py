"""What an action writes, gathered while it decides and sent together at its end: one transaction, one round trip.

Inside `together` the statements of `insert`, `update` and `run` wait. They go out, in order, before the first other
statement of the connection and before the end of the block; so nobody ever reads past them, whoever asks. A row that
changes several times while it waits is written once, as it is in the end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from tongban.base import sql

Conflicts = Mapping[str, Callable[[], Exception]]
"""What it means that a constraint of that name was violated."""

NO_CONFLICTS: Conflicts = {}


@dataclass
class _Insert:
    row: Model
    conflicts: Conflicts

    @property
    def table(self) -> str:
        return self.row._meta.db_table

    def statement(self) -> tuple[str, Sequence[Any]]:
        return sql.insert_text(type(self.row), numbered=self.row.pk is not None), sql.insert_values(self.row)

    def done(self) -> None:
        self.row._state.adding, self.row._state.db = False, DEFAULT_DB_ALIAS


@dataclass
class _Update:
    row: Model
    names: tuple[str, ...]
    conflicts: Conflicts = field(default_factory=dict)

    @property
    def table(self) -> str:
        return self.row._meta.db_table

    def statement(self) -> tuple[str, Sequence[Any]]:
        return sql.update_text(type(self.row), self.names), sql.update_values(self.row, self.names)

    def done(self) -> None:
        """Nothing to note."""


@dataclass
class _Run:
    text: str
    values: Sequence[Any]
    table: str
    conflicts: Conflicts = field(default_factory=dict)

    def statement(self) -> tuple[str, Sequence[Any]]:
        return self.text, sql.as_text(self.values)

    def done(self) -> None:
        """Nothing to note."""


_Write = _Insert | _Update | _Run


class _Waiting:
    """The statements of one block. `last` are rows that nothing refers to and that refer to nothing of the block."""

    def __init__(self) -> None:
        self.writes: list[_Write] = []
        self.last: list[_Write] = []

    def send(self) -> None:
        batch = [*self.writes, *sorted(self.last, key=lambda write: write.table)]
        self.drop()
        if batch:
            _send(batch)

    def drop(self) -> None:
        self.writes, self.last = [], []

    def before_others(self, execute: Callable[..., Any], text: Any, values: Any, many: bool, context: Any) -> Any:
        """Called for every statement of the connection, ours included (then nothing waits any more)."""
        if str(text).startswith("ROLLBACK TO"):
            self.drop()
        elif self._touches(sql.being_read()):
            self.send()
        return execute(text, values, many, context)

    def _touches(self, tables: frozenset[str] | None) -> bool:
        return tables is None or any(write.table in tables for write in (*self.writes, *self.last))


class _Local(threading.local):
    waiting: _Waiting | None = None


_local = _Local()


@contextmanager
def together(*, savepoint: bool = True) -> Iterator[None]:
    """A transaction whose writes go out together at its end; none if it fails.

    Inside another one it is a savepoint; with `savepoint=False` a part of that one, to whose end its writes wait too.
    """
    with transaction.atomic(savepoint=savepoint):
        outer, own = _local.waiting, _Waiting()
        if outer is not None and not savepoint:
            yield
            return
        _local.waiting = own
        try:
            with connection.execute_wrapper(own.before_others):
                yield
                own.send()
        finally:
            _local.waiting = outer


def insert(*rows: Model, conflicts: Conflicts = NO_CONFLICTS, apart: bool = False) -> None:
    """Write new rows. Where the database gives the key the row does not learn it. While a row waits, change it by
    `update` and not by its own `save`.

    `apart`: nothing of this action refers to the rows and they refer to nothing of this action, so they may go out
    last. `conflicts` names the errors that a violated constraint stands for.
    """
    _add(*(_Insert(row, conflicts) for row in rows), apart=apart)


def update(row: Model, names: Sequence[str]) -> None:
    """Write some fields of a row; if it waits already (new or changed), it goes out once, with all of them."""
    waiting = _local.waiting
    for before in waiting.writes if waiting else ():
        if isinstance(before, _Insert) and before.row is row:
            return
        if isinstance(before, _Update) and before.row is row:
            before.names = tuple(dict.fromkeys((*before.names, *names)))
            return
    _add(_Update(row, tuple(names)))


def run(text: str, values: Sequence[Any], *, table: str, apart: bool = False) -> None:
    """Send a statement whose answer nobody needs; `table` is the one that it writes."""
    _add(_Run(text, values, table), apart=apart)


def _add(*writes: _Write, apart: bool = False) -> None:
    waiting = _local.waiting
    if waiting is not None:
        (waiting.last if apart else waiting.writes).extend(writes)
    elif writes:
        _send(writes)


def _send(batch: Sequence[_Write]) -> None:
    """Raises what the conflicts of the batch say of a violated constraint, otherwise the database's error."""
    try:
        with transaction.atomic(savepoint=False):  # nothing of the transaction may stay if this fails
            _send_alike(batch)
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        violated = str(diagnosis.constraint_name) if diagnosis else ""
        meaning = next((write.conflicts[violated] for write in batch if violated in write.conflicts), None)
        if meaning is None:
            raise
        raise meaning() from error
    for write in batch:
        write.done()


def _send_alike(batch: Sequence[_Write]) -> None:
    """One statement for neighbours that differ in values only. Raises DatabaseError where an update met no row."""
    statements = [write.statement() for write in batch]
    updated = []
    with sql.pipeline():
        for text, alike in groupby(zip(statements, batch, strict=True), key=lambda pair: pair[0][0]):
            rows = list(alike)
            cursor = sql.execute(text, *(values for (_, values), _ in rows))
            if any(isinstance(write, _Update) for _, write in rows):
                updated.append((cursor, len(rows), rows[0][1].table))
    for cursor, count, table in updated:
        if cursor.rowcount != count:
            raise DatabaseError(f"a row of {table} to be updated is not there")

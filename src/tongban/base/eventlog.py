"""Append to the event log, read it, replay its hashes.

A stream's first event links to 64 zeros. The hash covers every column except the row id, so a changed character, a
changed time or a changed order shows."""

from __future__ import annotations

import hashlib
from calendar import timegm
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db import connection

from tongban.base import events as kinds
from tongban.base import reactions, sql, writes
from tongban.base.actor import Actor
from tongban.base.errors import StreamMoved
from tongban.base.models import Event
from tongban.core.canonical import canonical_json

ALGORITHM = "sha256/1"
GENESIS = "0" * 64
_STREAMS = UUID("8f6a1d2e-0c5b-4c27-9d0e-6f1d7a3b5c90")
_STREAM = (
    "SELECT sequence, kind, version, effective_at, payload, hash, clock_timestamp() "
    "FROM base_event WHERE stream = %s ORDER BY sequence"
)
_EVENTS = frozenset({"base_event"})
TIME = sql.Query("SELECT clock_timestamp()", tables=frozenset())
"""The database's clock, for `Head.recorded_at` of a stream that is asked after together with other things."""


@dataclass(frozen=True)
class Head:
    """Where a stream stands: number of its last event (0: none) and that event's hash. `recorded_at` is set when that
    event was written in this very transaction: the next one of it need not ask the database for the time again."""

    sequence: int = 0
    hash: str = GENESIS
    recorded_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True)
class NewEvent:
    """An event about to be written. `effective_at` may lie before `now` (a deemed acceptance takes effect on the day
    the papers came in); `payload` holds references and digests only."""

    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    article: str = ""
    effective_at: datetime | None = None
    actor: Actor | None = None  # when another than the caller's actor did it, e.g. the platform settling a term


def append(
    stream_kind: str,
    stream: UUID,
    new_events: Sequence[NewEvent],
    *,
    after: Head,
    region: str = "",
    about: object | None = None,
    actor: Actor,
    now: datetime,
) -> Head:
    """Write events at the end of a stream and announce them; returns the new head.

    `about` is the row that the stream tells of, for reactions that would otherwise read it again. Must run inside the
    caller's transaction. Raises StreamMoved when the stream no longer ends at `after`: somebody else was first, and
    nothing of the transaction stays; inside `writes.together` at the latest at the end of the block.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("events are written inside the transaction of what they record")
    recorded_at = after.recorded_at or _database_time()
    moved = {"one_event_per_place": lambda: StreamMoved(what=str(stream), why="")}
    rows, head = [], after
    for new in new_events:
        row = _row(stream_kind, stream, new, head, region, new.actor or actor, new.effective_at or now, recorded_at)
        row.about = about
        rows.append(row)
        head = Head(row.sequence, row.hash, recorded_at)
    writes.insert(*rows, conflicts=moved, apart=True)
    reactions.announce(rows)
    return head


def head_of(stream: UUID) -> Head:
    """The present head, read from the log."""
    last = Event.objects.filter(stream=stream).order_by("-sequence").values_list("sequence", "hash").first()
    return Head(*last) if last else Head()


def stream_id(kind: str, key: str | int) -> UUID:
    """The stream of a row that has no UUID of its own: the same for the same kind and key, always."""
    return uuid5(_STREAMS, f"{kind}:{key}")


def append_one(
    stream_kind: str, key: str | int, event: NewEvent, *, region: str = "", actor: Actor, now: datetime
) -> Head:
    """Write one event at the end of the stream of a row without UUID, wherever that end is."""
    stream = stream_id(stream_kind, key)
    return append(stream_kind, stream, [event], after=head_of(stream), region=region, actor=actor, now=now)


def stream_events(stream: UUID) -> list[Event]:
    return list(Event.objects.filter(stream=stream).order_by("sequence"))


class Line(NamedTuple):
    """An event as far as a stream is replayed from it; `database_time` is when it was read."""

    sequence: int
    kind: str
    version: int
    effective_at: datetime
    payload: str
    hash: str
    database_time: datetime

    @property
    def head(self) -> Head:
        """The head of a stream whose last line this is, for who adds to it in the transaction that read it."""
        return Head(self.sequence, self.hash, self.database_time)


def stream_query(stream: UUID) -> sql.Query:
    """Asks for the `Line`s of a stream, oldest first: for who is about to add to it and asks other things too."""
    return sql.Query(_STREAM, [stream], _EVENTS)


def event_hash(event: Event) -> str:
    """The hash the row must have, computed from its columns."""
    header = {
        "stream_kind": event.stream_kind,
        "stream": str(event.stream),
        "sequence": event.sequence,
        "kind": event.kind,
        "version": event.version,
        "actor": [event.actor_kind, event.actor_id, event.actor_role],
        "effective_at": _instant(event.effective_at),
        "recorded_at": _instant(event.recorded_at),
        "article": event.article,
        "region": event.region,
        "previous": event.previous_hash,
    }
    material = f"{event.algorithm}\n{canonical_json(header)}\n{event.payload}"
    return hashlib.sha256(material.encode()).hexdigest()


def _row(
    stream_kind: str,
    stream: UUID,
    new: NewEvent,
    head: Head,
    region: str,
    actor: Actor,
    effective_at: datetime,
    recorded_at: datetime,
) -> Event:
    kind = kinds.current(new.kind)
    row = Event(
        stream_kind=stream_kind,
        stream=stream,
        sequence=head.sequence + 1,
        kind=kind.code,
        version=kind.version,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_role=actor.role.value,
        effective_at=effective_at,
        recorded_at=recorded_at,
        article=new.article,
        payload=canonical_json(dict(new.payload)),
        region=region,
        previous_hash=head.hash,
        algorithm=ALGORITHM,
    )
    row.hash = event_hash(row)
    return row


def _database_time() -> datetime:
    [[(instant,)]] = sql.fetch(TIME)
    found: datetime = instant
    return found


def _instant(value: datetime) -> str:
    """Microseconds since the epoch: one text form for one instant, whatever its zone."""
    return f"{timegm(value.utctimetuple())}.{value.microsecond:06d}"

"""Verify and seal the event log. What rooms cache of their streams they verify themselves, through `StreamCheck`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from tongban.base import crypto
from tongban.base.actor import Actor
from tongban.base.eventlog import ALGORITHM, GENESIS, Head, event_hash
from tongban.base.models import Event, Seal
from tongban.core.canonical import canonical_json


@dataclass(frozen=True)
class Broken:
    """One place that does not hold: which stream, where, and what is wrong (a stable code)."""

    stream: str
    sequence: int
    code: str


StreamCheck = Callable[[UUID, list[Event]], list[Broken]]


def verify_stream(events: list[Event]) -> list[Broken]:
    """Check numbering, links and hashes of one stream, first to last."""
    broken, head = [], Head()
    for event in events:
        place = (str(event.stream), event.sequence)
        if event.algorithm != ALGORITHM:
            broken.append(Broken(*place, "unknown_algorithm"))
        if event.sequence != head.sequence + 1:
            broken.append(Broken(*place, "gap"))
        if event.previous_hash != head.hash:
            broken.append(Broken(*place, "chain"))
        if event.hash != event_hash(event):
            broken.append(Broken(*place, "hash"))
        head = Head(event.sequence, event.hash)
    return broken


def streams(stream_kind: str | None = None) -> Iterator[tuple[UUID, list[Event]]]:
    """All streams, one after the other, without holding them all in memory."""
    rows = Event.objects.order_by("stream", "sequence")
    if stream_kind:
        rows = rows.filter(stream_kind=stream_kind)
    for stream, events in groupby(rows.iterator(chunk_size=2000), key=lambda event: event.stream):
        yield stream, list(events)


@transaction.atomic
def seal_day(day: date, *, actor: Actor, now: datetime) -> Seal | None:
    """Seal every stream that moved since the seal before; None when the day is sealed or nothing moved."""
    with connection.cursor() as cursor:  # one sealer at a time; the serving role may not lock rows it cannot change
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('tongban.seal'))")
    last = Seal.objects.order_by("-day").first()
    if last and last.day >= day:
        return None
    start = last.to_event if last else 0
    end = Event.objects.aggregate(last=Max("id"))["last"] or 0
    moved = Event.objects.filter(id__gt=start, id__lte=end).order_by("stream", "-sequence").distinct("stream")
    entries = "\n".join(f"{e.stream} {e.sequence} {e.hash}" for e in moved.iterator(chunk_size=2000))
    if not entries:
        return None
    seal = Seal(
        day=day,
        previous_digest=last.digest if last else GENESIS,
        from_event=start,
        to_event=end,
        entries=entries,
        algorithm=crypto.SEAL_ALGORITHM,
        sealed_at=now,
    )
    seal.digest = seal_digest(seal)
    seal.signature = crypto.sign_seal(seal.digest.encode())
    seal.save(force_insert=True)
    return seal


def seal_digest(seal: Seal) -> str:
    header = {
        "day": seal.day.isoformat(),
        "previous": seal.previous_digest,
        "from": seal.from_event,
        "to": seal.to_event,
        "algorithm": seal.algorithm,
    }
    return hashlib.sha256(f"{canonical_json(header)}\n{seal.entries}".encode()).hexdigest()


def verify_seals() -> list[Broken]:
    """Check the chain of seals, their signatures, and that every sealed head still stands in the log."""
    broken, previous = [], GENESIS
    for seal in Seal.objects.order_by("day").iterator(chunk_size=50):
        name = f"seal:{seal.day.isoformat()}"
        if seal.previous_digest != previous or seal.digest != seal_digest(seal):
            broken.append(Broken(name, 0, "seal_chain"))
        if not crypto.seal_is_valid(seal.digest.encode(), bytes(seal.signature)):
            broken.append(Broken(name, 0, "seal_signature"))
        broken.extend(_missing_heads(seal))
        previous = seal.digest
    return broken


def _missing_heads(seal: Seal) -> list[Broken]:
    lines = [line.split(" ") for line in seal.entries.split("\n")]
    broken = []
    for offset in range(0, len(lines), 1000):
        wanted = {(stream, int(sequence)): head for stream, sequence, head in lines[offset : offset + 1000]}
        found = Event.objects.filter(stream__in={stream for stream, _ in wanted}).values_list(
            "stream", "sequence", "hash"
        )
        present = {(str(stream), sequence): head for stream, sequence, head in found}
        broken += [
            Broken(*place, "sealed_head_missing") for place, head in wanted.items() if present.get(place) != head
        ]
    return broken

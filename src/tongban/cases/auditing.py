"""Recompute what the case rows cache from their streams, and find rows and streams that lost one another. Read only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from tongban.base import audit
from tongban.base.audit import Broken
from tongban.base.eventlog import Head
from tongban.base.rows import Event
from tongban.cases.actions.moving import cached_values, view
from tongban.cases.models import Case
from tongban.cases.replay import replay
from tongban.catalogue import queries as catalogue
from tongban.certificates import queries as certificates


def verify_case(case: Case, events: list[Event]) -> list[Broken]:
    """Chain, hashes and caches of one case."""
    broken = audit.verify_stream(events)
    name = str(case.pk)
    head = Head(events[-1].sequence, events[-1].hash)
    if (case.head_sequence, case.head_hash) != (head.sequence, head.hash):
        broken.append(Broken(name, head.sequence, "head"))
    try:
        state = replay(view(event) for event in events)
    except (KeyError, ValueError, TypeError):
        return [*broken, Broken(name, head.sequence, "unreadable")]
    variant = catalogue.loaded(case.publication_id).matter.variants[case.variant]
    expected = cached_values(state, variant, case.publication_id, now=events[-1].effective_at)
    broken += [
        Broken(name, head.sequence, f"cache:{column}")
        for column, value in expected.items()
        if getattr(case, column) != value
    ]
    return broken


def verify_other(stream: UUID, events: list[Event]) -> list[Broken]:
    """A stream that is no case's: its chain, and for a certificate what its row keeps of it."""
    broken = audit.verify_stream(events)
    return broken + certificates.check_stream(stream, events) if events[0].stream_kind == "certificate" else broken


@dataclass(frozen=True)
class Verified:
    """How much was looked at, and every place that does not hold."""

    cases: int
    events: int
    broken: tuple[Broken, ...]


def verify_everything() -> Verified:
    """All of `verify_all` in one answer."""
    events, broken = 0, []
    for count, found in verify_all():
        events += count
        broken += found
    return Verified(Case.objects.count(), events, tuple(broken))


def verify_all() -> Iterator[tuple[int, list[Broken]]]:
    """Every stream of the log, then cases without one, then the seals: (number of events looked at, what is broken)."""
    seen: set[UUID] = set()
    for stream, events in audit.streams():
        if events[0].stream_kind != "case":
            yield len(events), verify_other(stream, events)
            continue
        seen.add(stream)
        case = Case.objects.filter(pk=stream).first()
        missing = [Broken(str(stream), 0, "case_missing")]
        yield len(events), verify_case(case, events) if case else audit.verify_stream(events) + missing
    for case_id in Case.objects.values_list("pk", flat=True).iterator(chunk_size=2000):
        if case_id not in seen:
            yield 0, [Broken(str(case_id), 0, "stream_missing")]
    yield 0, audit.verify_seals()

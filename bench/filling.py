"""Many cases at once: rows and event chains from a seeded generator, written by COPY as the owner of the tables.

Nine in ten cases are past (granted by rule, delivered, archived; or withdrawn), one in ten waits for an officer, as in an
installation that has run for two years. Chains are hashed as the platform hashes them; cached columns come from the
platform's own `cached_values`, once per sort of case and day.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

AUTHORITIES, DAYS, BATCH = 10, 500, 5000
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
MATTER, VARIANT = "nurse-practice-registration", "change"
EVENT_COLUMNS = (
    "stream_kind", "stream", "sequence", "kind", "version", "actor_kind", "actor_id", "actor_role", "effective_at",
    "recorded_at", "article", "payload", "region", "previous_hash", "hash", "algorithm",
)  # fmt: skip
CACHED = (
    "state", "step", "waiting_for", "holder_id", "outcome", "automatic", "received_at", "accepted_at", "decided_at",
    "concluded_at", "closed_at", "next_due", "statutory_due", "promised_due", "due_provisional", "certificate",
)  # fmt: skip
CASE_COLUMNS = (
    "id", "number", "query_code_index", "submission_key", "matter", "variant", "publication_id", "region",
    "authority_id", "applicant_person_id", "channel", *CACHED, "head_sequence", "head_hash",
)  # fmt: skip

# Sort of case: how many in a hundred, and its events as (kind, payload, minutes after the one before).
SORTS: dict[str, tuple[int, tuple[tuple[str, dict[str, Any], int], ...]]] = {
    "archived": (80, (
        ("case.received", {"revision": 1}, 0),
        ("case.granted_automatically", {"document": 1}, 0),
        ("case.issued", {"certificate": None, "result_name": "护士执业证书"}, 0),
        ("case.delivered", {"way": "网上下载"}, 1),
        ("case.closed", {}, 0),
    )),
    "withdrawn": (10, (("case.received", {"revision": 1}, 0), ("case.application_withdrawn", {}, 600))),
    "received": (5, (("case.received", {"revision": 1}, 0),)),
    "accepted": (5, (
        ("case.received", {"revision": 1}, 0),
        ("case.accepted", {"document": 1, "step": "handle", "role": "chief_representative"}, 90),
    )),
}  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """What stands in the database now. `authorities` are (id, path)."""

    cases: list[UUID]
    authorities: list[tuple[int, str]]
    user_id: int
    now: datetime


def fill(count: int, *, seed: int = 1) -> Filled:
    """Write `count` cases with their streams into the database in use, then let the planner look at them."""
    from django.db import connections

    chance = random.Random(seed)
    digest, authorities, person, user = _surroundings()
    cases: list[UUID] = []
    owner = connections["owner"]
    owner.ensure_connection()
    with owner.connection.cursor() as cursor:
        for start in range(0, count, BATCH):
            numbers = range(start, min(count, start + BATCH))
            made = [_case(number, chance, digest, chance.choice(authorities)[0], person) for number in numbers]
            _copy(cursor, "cases_case", CASE_COLUMNS, (case for case, _ in made))
            _copy(cursor, "base_event", EVENT_COLUMNS, (event for _, events in made for event in events))
            cases += [case[0] for case, _ in made]
    owner.connection.commit()
    with owner.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE cases_case")
        cursor.execute("ANALYZE base_event")
    owner.close()
    return Filled(cases, authorities, user, NOW)


def _surroundings() -> tuple[str, list[tuple[int, str]], int, int]:
    """The published matter, the authorities, one applicant, one officer."""
    from tests.builders import county as build
    from tongban.base.models import Authority
    from tongban.catalogue import queries as catalogue

    build.publish_national()
    first = build.county([MATTER])
    person, _ = build.applicant()
    rows = [
        Authority(name=f"第{number}机关", uscc=f"BENCH{number:013d}", region=first.authority.region, level="4",
                  path=f"{number + 1000}.", matters=[MATTER])
        for number in range(AUTHORITIES)
    ]  # fmt: skip
    made = Authority.objects.bulk_create(rows)
    publication = catalogue.publication_in_force(MATTER, NOW.date())
    assert publication is not None
    user = next(iter(first.officers.values()))
    return publication.digest, [(row.pk, row.path) for row in made], person.pk, user.pk


def _case(
    number: int, chance: random.Random, digest: str, authority: int, person: int
) -> tuple[tuple[Any, ...], list[tuple[Any, ...]]]:
    """One row and its chain. Instants fall on working hours of the last two years; the open ones on the last weeks."""
    sort = chance.choices(list(SORTS), [share for share, _ in SORTS.values()])[0]
    day = chance.randrange(30) if sort in ("received", "accepted") else chance.randrange(30, DAYS)
    stream = UUID(int=chance.getrandbits(128), version=4)
    start = NOW - timedelta(days=day, minutes=7)
    chain = _chain(sort, stream, start, str(person))
    head = chain[-1]
    cached = _cached(sort, digest, start)
    row = (
        stream, f"BENCH{number:012d}", f"{number:064x}", f"bench:{number}", MATTER, VARIANT, digest, "510107", authority,
        person, "2", *cached, head[2], head[14],
    )  # fmt: skip
    return row, chain


def _chain(sort: str, stream: UUID, start: datetime, actor: str) -> list[tuple[Any, ...]]:
    from tongban.base.eventlog import ALGORITHM, GENESIS, event_hash
    from tongban.base.models import Event
    from tongban.core.canonical import canonical_json

    rows, previous, at = [], GENESIS, start
    for sequence, (kind, payload, minutes) in enumerate(SORTS[sort][1], 1):
        at += timedelta(minutes=minutes)
        event = Event(
            stream_kind="case", stream=stream, sequence=sequence, kind=kind, version=1, actor_kind="user",
            actor_id=actor, actor_role="applicant" if sequence == 1 else "system", effective_at=at, recorded_at=NOW,
            article="", payload=canonical_json(payload), region="510107", previous_hash=previous, algorithm=ALGORITHM,
        )  # fmt: skip
        previous = event.hash = event_hash(event)
        rows.append(tuple(getattr(event, column) for column in EVENT_COLUMNS))
    return rows


@lru_cache(maxsize=10_000)
def _cached(sort: str, digest: str, start: datetime) -> tuple[Any, ...]:
    """The cached columns that the platform would keep for such a case."""
    from tongban.cases.actions.moving import cached_values
    from tongban.cases.replay import EventView, replay
    from tongban.catalogue import queries as catalogue

    views, at = [], start
    for sequence, (kind, payload, minutes) in enumerate(SORTS[sort][1], 1):
        at += timedelta(minutes=minutes)
        views.append(EventView(sequence, kind, 1, at, payload))
    variant = catalogue.loaded(digest).matter.variants[VARIANT]
    values = cached_values(replay(views), variant, digest, now=at)
    return tuple(values[column] for column in CACHED)


def _copy(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)

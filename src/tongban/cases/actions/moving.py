"""The one way a case moves: lock, settle what the law did by itself, check the table, append, refresh the caches."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.base import eventlog, sql, writes
from tongban.base import events as kinds
from tongban.base.actor import SYSTEM, Actor, ActorKind
from tongban.base.eventlog import Head, Line, NewEvent
from tongban.base.rows import Authority, Event
from tongban.cases import policy
from tongban.cases.clocks import clocks, deemed_on
from tongban.cases.errors import CaseMoved, CaseNotFound
from tongban.cases.models import Case
from tongban.cases.replay import QUIET, CaseState, EventView, apply, replay
from tongban.cases.states import lifecycle
from tongban.catalogue import queries as catalogue
from tongban.core.clock import civil_day
from tongban.core.lifecycle import Lifecycle, Transition
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.matter import Matter, Variant
from tongban.core.roles import Role


@dataclass
class Moving:
    """A case in the hand of an action: the locked row, what it is bound to, and its replayed state."""

    case: Case
    loaded: LoadedMatter
    state: CaseState
    head: Head
    roles: frozenset[Role]
    paper_ids: list[int]  # keys for the papers this action writes, asked for together with the case

    @property
    def matter(self) -> Matter:
        return self.loaded.matter

    @property
    def variant(self) -> Variant:
        return self.matter.variants[self.case.variant]

    @property
    def table(self) -> Lifecycle:
        return lifecycle(self.matter.procedure.value)


def view(event: Event | Line) -> EventView:
    return EventView(event.sequence, event.kind, event.version, event.effective_at, json.loads(event.payload))


def ownership(case: Case) -> policy.CaseOwnership:
    return policy.CaseOwnership(
        case.authority_id, case.authority.path, case.applicant_person_id, case.applicant_organisation_id
    )


_CASE = sql.Columns(Case, "c")
_AUTHORITY = sql.Columns(Authority, "a", start=_CASE.end)
_LOCK = (
    f"SELECT {_CASE.text}, {_AUTHORITY.text}, "  # noqa: S608  # names of our own models
    "nextval('cases_document_id_seq'), nextval('cases_document_id_seq') "
    f"FROM {_CASE.table} JOIN {_AUTHORITY.table} ON {_AUTHORITY.key} = c.authority_id "
    f"WHERE {_CASE.key} = %s FOR UPDATE OF c"
)
"""With keys for two papers, as many as most actions write. Unused ones are gaps, which no key minds."""


def take(case_id: UUID, *, seen: int | None, actor: Actor, now: datetime) -> Moving:
    """Lock a case for an action and settle what is due by itself.

    `seen` is the event number the page showed; CaseMoved when the stream has moved since (`replay.QUIET` kinds do not
    count). A case that the actor has no role in does not exist for them: CaseNotFound.
    """
    locking = sql.Query(_LOCK, [case_id], _CASE.tables | _AUTHORITY.tables)
    found, lines = sql.fetch(locking, eventlog.stream_query(case_id))
    case = _with_authority(found[0]) if found else None
    roles = roles_of(actor, case) if case else frozenset()
    if case is None or not roles:
        raise CaseNotFound(what=str(case_id))
    events = [Line(*line) for line in lines]
    if seen is not None and _moved_since(seen, events):
        raise CaseMoved(what=case.number, why="")
    moving = Moving(
        case=case,
        loaded=catalogue.loaded(case.publication_id),
        state=replay(view(event) for event in events),
        head=events[-1].head,
        roles=roles,
        paper_ids=list(found[0][_AUTHORITY.end :]),
    )
    settle(moving, now=now)
    return moving


def _with_authority(found: sql.Values) -> Case | None:
    case, authority = _CASE.row(found), _AUTHORITY.row(found)
    if case is not None and authority is not None:
        case.authority = authority
    return case


def _moved_since(seen: int, events: Sequence[Line]) -> bool:
    """A number ahead of the stream was never shown by anybody, so it counts as moved."""
    return seen > events[-1].sequence or any(event.sequence > seen and event.kind not in QUIET for event in events)


def roles_of(actor: Actor, case: Case) -> frozenset[Role]:
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({Role.SYSTEM})
    return policy.roles_in_case(actor.viewer, ownership(case))


def settle(moving: Moving, *, now: datetime) -> bool:
    """Write down what the law did by itself: acceptance by silence, effective on the day the papers came in."""
    day = civil_day(now)
    deemed = deemed_on(moving.state, catalogue.calendar(moving.case.publication_id), as_of=day)
    if deemed is None or "deem_accepted" not in {row.name for row in moving.table.transitions}:
        return False
    row = moving.table.check(moving.state.state, "deem_accepted", {Role.SYSTEM.value})
    record(moving, [_event(row, first_step(moving), at=deemed)], actor=SYSTEM, now=now)
    return True


def first_step(moving: Moving) -> dict[str, Any]:
    steps = policy.steps_of(moving.matter, moving.case.variant)
    return {"step": steps[0].key, "role": steps[0].role}


def check(moving: Moving, name: str) -> Transition:
    """The row of the table, if it may be taken now by one of the actor's roles. Raises OutOfOrder or WrongRole."""
    return moving.table.check(moving.state.state, name, {role.value for role in moving.roles})


def role_for(moving: Moving, row: Transition, preferred: str = "") -> Role:
    """Under which of the actor's roles the step is taken."""
    possible = sorted(row.who & {role.value for role in moving.roles})
    return Role(preferred if preferred in possible else possible[0])


def move(
    moving: Moving,
    row: Transition,
    payload: dict[str, Any],
    *,
    preferred_role: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Take a checked row of the table: one event."""
    acting = actor.acting_as(role_for(moving, row, preferred_role))
    record(moving, [_event(row, payload)], actor=acting, now=now)


def note(moving: Moving, kind: str, payload: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    """An event outside the table: claimed, released, told."""
    record(moving, [NewEvent(kind, payload)], actor=actor, now=now)


def record(moving: Moving, events: Sequence[NewEvent], *, actor: Actor, now: datetime) -> None:
    """Append and refresh caches, in the caller's transaction; the row is written once, when the action ends."""
    case = moving.case
    sequence = moving.head.sequence
    moving.head = eventlog.append(
        "case", case.pk, events, after=moving.head, region=case.region, about=case, actor=actor, now=now
    )
    for offset, event in enumerate(events, start=1):
        version = kinds.current(event.kind).version
        written = EventView(sequence + offset, event.kind, version, event.effective_at or now, dict(event.payload))
        moving.state = apply(moving.state, written)
    refresh(moving, now=now)
    writes.update(case, CACHED)


CACHED = [
    "state", "step", "waiting_for", "holder", "outcome", "automatic", "received_at", "accepted_at", "decided_at",
    "concluded_at", "closed_at", "next_due", "statutory_due", "promised_due", "due_provisional", "certificate",
    "head_sequence", "head_hash",
]  # fmt: skip


def refresh(moving: Moving, *, now: datetime) -> None:
    """Set the cached columns from the state; nothing else may set them."""
    values = cached_values(moving.state, moving.variant, moving.case.publication_id, now=now)
    for name, value in values.items():
        setattr(moving.case, name, value)
    moving.case.head_sequence = moving.head.sequence
    moving.case.head_hash = moving.head.hash


def cached_values(state: CaseState, variant: Variant, publication: str, *, now: datetime) -> dict[str, Any]:
    """The cached columns a state calls for, by the calendar the case is bound to.

    While a special procedure runs nobody knows the due dates yet, so none is cached."""
    found = clocks(state, variant.limits, catalogue.calendar(publication), as_of=civil_day(now))
    suspended = state.state == "suspended"
    statutory = None if suspended else found.find("decision")
    promised = None if suspended else found.find("decision", "promised")
    return {
        "state": state.state,
        "step": state.step,
        "waiting_for": state.waiting_for,
        "holder_id": state.holder,
        "outcome": state.outcome,
        "automatic": state.automatic,
        "received_at": state.received_at,
        "accepted_at": state.accepted_at,
        "decided_at": state.decided_at,
        "concluded_at": state.concluded_at,
        "closed_at": state.closed_at,
        "next_due": found.next_due,
        "statutory_due": statutory.due.date if statutory else None,
        "promised_due": promised.due.date if promised else None,
        "due_provisional": found.provisional,
        "certificate": UUID(state.certificate) if state.certificate else None,
    }


def _event(row: Transition, payload: dict[str, Any], at: datetime | None = None) -> NewEvent:
    return NewEvent(row.event, payload, article=row.article, effective_at=at)

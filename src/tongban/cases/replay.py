"""What a stream of events adds up to: the state of a case, from nothing but its events. Pure.

Every released event version has its reader here for ever; `tests/cases/golden/` holds one stream per version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tongban.core.roles import Role


@dataclass(frozen=True)
class EventView:
    """An event as plain values. `payload` is the parsed canonical text."""

    sequence: int
    kind: str
    version: int
    effective_at: datetime
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class PauseSpan:
    """A special procedure: from when, till when (None: still running), which."""

    since: datetime
    until: datetime | None
    procedure: str


@dataclass(frozen=True)
class CaseState:
    """The present of a case. Instants are the effective ones: by when things hold in law."""

    state: str = "draft"
    step: str = ""
    waiting_for: str = ""
    holder: int | None = None
    outcome: str = ""
    automatic: bool = False
    submitted_at: datetime | None = None  # first hand-in
    received_at: datetime | None = None  # last hand-in: acceptance is counted from here
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    concluded_at: datetime | None = None
    closed_at: datetime | None = None
    corrections: int = 0
    revision: int = 0
    pauses: tuple[PauseSpan, ...] = ()
    extension: int = 0  # working days
    certificate: str | None = None
    sequence: int = 0

    @property
    def ended(self) -> bool:
        return self.state in ("closed", "withdrawn")


def replay(events: Iterable[EventView], start: CaseState | None = None) -> CaseState:
    """Fold events, oldest first. Raises KeyError for a kind or version nobody knows."""
    state = start or CaseState()
    for event in events:
        state = apply(state, event)
    return state


def apply(state: CaseState, event: EventView) -> CaseState:
    """One event more."""
    reader = _READERS[event.kind, event.version]
    return _with(reader(state, event), sequence=event.sequence)


def _with(before: CaseState, /, **changes: Any) -> CaseState:
    """As `dataclasses.replace`, which would set all twenty fields one by one at every event of every replay.

    Raises TypeError for a field that a case does not have."""
    changed = object.__new__(CaseState)
    vars(changed).update(vars(before), **changes)
    if len(vars(changed)) != len(vars(before)):
        raise TypeError(f"not all of these are fields of a case: {', '.join(changes)}")
    return changed


def _received(state: CaseState, event: EventView) -> CaseState:
    return _with(
        state,
        state="received",
        waiting_for=Role.CLERK.value,
        submitted_at=event.effective_at,
        received_at=event.effective_at,
        revision=event.payload["revision"],
    )


def _corrected(state: CaseState, event: EventView) -> CaseState:
    return _with(
        state,
        state="received",
        waiting_for=Role.CLERK.value,
        received_at=event.effective_at,
        revision=event.payload["revision"],
    )


def _correction_asked(state: CaseState, event: EventView) -> CaseState:
    return _with(
        state, state="correction", waiting_for=Role.APPLICANT.value, holder=None, corrections=state.corrections + 1
    )


def _accepted(state: CaseState, event: EventView) -> CaseState:
    return _with(
        state,
        state="accepted",
        step=event.payload["step"],
        waiting_for=event.payload["role"],
        holder=None,
        accepted_at=event.effective_at,
    )


def _not_accepted(state: CaseState, event: EventView) -> CaseState:
    return _concluded(_with(state, state="not_accepted", outcome="not_accepted", holder=None), event, Role.CLERK.value)


def _step(state: CaseState, event: EventView) -> CaseState:
    return _with(state, state="reviewing", step=event.payload["step"], waiting_for=event.payload["role"], holder=None)


def _claimed(state: CaseState, event: EventView) -> CaseState:
    return _with(state, holder=event.payload["officer"])


def _released(state: CaseState, event: EventView) -> CaseState:
    return _with(state, holder=None)


def _suspended(state: CaseState, event: EventView) -> CaseState:
    span = PauseSpan(event.effective_at, None, event.payload["procedure"])
    return _with(state, state="suspended", pauses=(*state.pauses, span))


def _resumed(state: CaseState, event: EventView) -> CaseState:
    *before, running = state.pauses
    return _with(state, state="reviewing", pauses=(*before, replace(running, until=event.effective_at)))


def _extended(state: CaseState, event: EventView) -> CaseState:
    return _with(state, state="reviewing", extension=state.extension + event.payload["amount"])


def _granted(state: CaseState, event: EventView) -> CaseState:
    return _with(
        state,
        state="granted",
        outcome="granted",
        decided_at=event.effective_at,
        waiting_for=Role.CLERK.value,
        holder=None,
    )


def _granted_automatically(state: CaseState, event: EventView) -> CaseState:
    granted = _granted(state, event)
    return _with(granted, automatic=True, accepted_at=event.effective_at)


def _refused(state: CaseState, event: EventView) -> CaseState:
    decided = _with(state, state="refused", outcome="refused", decided_at=event.effective_at, holder=None)
    return _concluded(decided, event, Role.CLERK.value)


def _issued(state: CaseState, event: EventView) -> CaseState:
    issued = _with(state, state="issued", certificate=event.payload["certificate"], holder=None)
    return _concluded(issued, event, Role.CLERK.value)


def _filed(state: CaseState, event: EventView) -> CaseState:
    filed = _with(state, state="filed", outcome="filed", decided_at=event.effective_at, holder=None)
    return _concluded(filed, event, Role.CLERK.value)


def _delivered(state: CaseState, event: EventView) -> CaseState:
    return _with(state, state="delivered", waiting_for=Role.CLERK.value)


def _closed(state: CaseState, event: EventView) -> CaseState:
    return _with(state, state="closed", waiting_for="", closed_at=event.effective_at)


def _withdrawn(state: CaseState, event: EventView) -> CaseState:
    gone = _with(state, state="withdrawn", outcome="withdrawn", holder=None, closed_at=event.effective_at)
    return _concluded(gone, event, "")


def _noted(state: CaseState, event: EventView) -> CaseState:
    """An event that tells something and changes nothing."""
    return state


def _concluded(state: CaseState, event: EventView, waiting_for: str) -> CaseState:
    return _with(state, concluded_at=event.effective_at, waiting_for=waiting_for)


Reader = Callable[[CaseState, EventView], CaseState]

_READERS: dict[tuple[str, int], Reader] = {
    ("case.received", 1): _received,
    ("case.correction_asked", 1): _correction_asked,
    ("case.correction_handed_in", 1): _corrected,
    ("case.accepted", 1): _accepted,
    ("case.deemed_accepted", 1): _accepted,
    ("case.not_accepted", 1): _not_accepted,
    ("case.claimed", 1): _claimed,
    ("case.released", 1): _released,
    ("case.step_passed", 1): _step,
    ("case.step_returned", 1): _step,
    ("case.suspended", 1): _suspended,
    ("case.resumed", 1): _resumed,
    ("case.extended", 1): _extended,
    ("case.granted", 1): _granted,
    ("case.granted_automatically", 1): _granted_automatically,
    ("case.refused", 1): _refused,
    ("case.issued", 1): _issued,
    ("case.filed", 1): _filed,
    ("case.delivered", 1): _delivered,
    ("case.closed", 1): _closed,
    ("case.application_withdrawn", 1): _withdrawn,
    ("case.sent_to_a_person", 1): _noted,
    ("case.answers_erased", 1): _noted,
    ("case.revealed", 1): _noted,
}

QUIET = frozenset({"case.revealed"})
"""Kinds that nobody who looks at the case needs to hear of before acting: a page shown before one is not behind."""

"""The legal clocks of a case: what is due when, and why, from its state and the limits it is bound to. Pure.

Three stages (行政许可法 32, 42 or the matter's own law, 44). The decision has two limits: the law's and the promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tongban.cases.replay import CaseState
from tongban.core.assessment.limits import limit_on as limit_in_force
from tongban.core.calendar import WorkingCalendar
from tongban.core.clock import (
    ACCEPTANCE,
    DELIVERY,
    Due,
    Elapsed,
    Extension,
    Limit,
    Pause,
    Unit,
    civil_day,
    compute_due,
    deemed_acceptance,
    elapsed,
)
from tongban.core.messages import N_, Message
from tongban.core.packs.matter import Limits
from tongban.core.packs.values import Citation, Confidence, DatedLimit


class Card(StrEnum):
    """黄牌 and 红牌; `clear` for time enough, `none` where no clock runs."""

    NONE = "none"
    CLEAR = "clear"
    YELLOW = "yellow_card"
    RED = "red_card"


YELLOW_DAYS = 2  # working days left at which a case turns yellow; a house rule, not law


@dataclass(frozen=True)
class RunningLimit:
    """One limit of a case: what it is, since when, until when, how much is used and left on the day of asking."""

    stage: str  # acceptance, decision, delivery
    kind: str  # statutory, promised
    title: Message
    limit: Limit
    start: date
    due: Due
    elapsed: Elapsed
    ended: date | None
    basis: Citation | None
    confidence: Confidence


@dataclass(frozen=True)
class CaseClocks:
    """Every limit that has begun, oldest stage first. `next_due` is the day that the present stage must end by."""

    limits: tuple[RunningLimit, ...]
    next_due: date | None
    provisional: bool
    card: Card

    def find(self, stage: str, kind: str = "statutory") -> RunningLimit | None:
        return next((item for item in self.limits if item.stage == stage and item.kind == kind), None)


def clocks(state: CaseState, limits: Limits, calendar: WorkingCalendar, *, as_of: date) -> CaseClocks:
    """All clocks of a case on a civil day. `limits` are those of the publication the case is bound to."""
    found = [item for item in (_acceptance(state, calendar, as_of), *_decision(state, limits, calendar, as_of)) if item]
    delivery = _delivery(state, calendar, as_of)
    if delivery:
        found.append(delivery)
    running = [item for item in found if item.ended is None]
    next_due = None if state.state in ("suspended", "correction") else min((r.due.date for r in running), default=None)
    return CaseClocks(
        limits=tuple(found),
        next_due=next_due,
        provisional=any(item.due.provisional for item in running),
        card=_card(next_due, as_of, calendar),
    )


def limit_on(dated: tuple[DatedLimit, ...], day: date) -> DatedLimit | None:
    """The limit in force on a day, if its amount is known."""
    found = limit_in_force(dated, day)
    return found if found is not None and found.amount is not None else None


def deemed_on(state: CaseState, calendar: WorkingCalendar, *, as_of: date) -> datetime | None:
    """The instant of acceptance by silence, if the case is received and five working days have passed (32(1)(4))."""
    if state.state != "received" or state.received_at is None:
        return None
    deemed = deemed_acceptance(civil_day(state.received_at), calendar, as_of)
    return state.received_at if deemed else None


def _acceptance(state: CaseState, calendar: WorkingCalendar, as_of: date) -> RunningLimit | None:
    if state.received_at is None or state.automatic:
        return None
    start = civil_day(state.received_at)
    ended = _ended(state, ("received",), state.accepted_at, as_of, start)
    title = Message(N_("受理或一次告知补正"))
    return _running("acceptance", "statutory", title, ACCEPTANCE, start, ended, calendar, as_of, basis=_XKF_32)


def _decision(state: CaseState, limits: Limits, calendar: WorkingCalendar, as_of: date) -> list[RunningLimit | None]:
    if state.accepted_at is None or state.automatic or state.received_at is None:
        return []
    ended = civil_day(state.decided_at) if state.decided_at else _gone(state)
    pauses = tuple(_pause(span.since, span.until, span.procedure) for span in state.pauses)
    rows: list[RunningLimit | None] = []
    for kind, dated, title in (
        ("statutory", limits.statutory, Message(N_("作出决定（法定时限）"))),
        ("promised", limits.promised, Message(N_("作出决定（承诺时限）"))),
    ):
        found = limit_on(dated, civil_day(state.accepted_at))
        if found is None or found.amount is None:
            continue
        start = civil_day(state.received_at if found.starts == "received" else state.accepted_at)
        limit = Limit(found.amount, Unit(found.unit.value), _article(found.basis))
        extensions = (Extension(state.extension, "行政许可法 42(1)"),) if state.extension else ()
        rows.append(
            _running("decision", kind, title, limit, start, ended, calendar, as_of, pauses=pauses,
                     extensions=extensions, basis=found.basis, confidence=found.confidence)
        )  # fmt: skip
    return rows


def _delivery(state: CaseState, calendar: WorkingCalendar, as_of: date) -> RunningLimit | None:
    if state.decided_at is None or state.outcome == "filed":
        return None
    start = civil_day(state.decided_at)
    ended = None if state.state in ("granted", "issued", "refused") else as_of
    title = Message(N_("颁发、送达"))
    return _running("delivery", "statutory", title, DELIVERY, start, ended, calendar, as_of, basis=_XKF_44)


def _running(
    stage: str,
    kind: str,
    title: Message,
    limit: Limit,
    start: date,
    ended: date | None,
    calendar: WorkingCalendar,
    as_of: date,
    *,
    pauses: tuple[Pause, ...] = (),
    extensions: tuple[Extension, ...] = (),
    basis: Citation | None = None,
    confidence: Confidence = Confidence.VERIFIED,
) -> RunningLimit:
    day = max(start, min(ended, as_of) if ended else as_of)
    due = compute_due(start, limit, calendar, pauses, extensions, as_of=day)
    used = elapsed(start, day, limit, calendar, pauses, extensions)
    return RunningLimit(stage, kind, title, limit, start, due, used, ended, basis, confidence)


def _ended(state: CaseState, waiting: tuple[str, ...], at: datetime | None, as_of: date, start: date) -> date | None:
    """When the acceptance stage ended: None while the case still waits in it."""
    if state.state in waiting:
        return None
    return max(start, civil_day(at)) if at else as_of


def _gone(state: CaseState) -> date | None:
    return civil_day(state.closed_at) if state.ended and state.closed_at else None


def _pause(since: datetime, until: datetime | None, procedure: str) -> Pause:
    return Pause(civil_day(since), civil_day(until) if until else None, Message(procedure), "行政许可法 45")


def _card(next_due: date | None, as_of: date, calendar: WorkingCalendar) -> Card:
    if next_due is None:
        return Card.NONE
    if as_of > next_due:
        return Card.RED
    return Card.YELLOW if calendar.workdays_between(as_of, next_due) <= YELLOW_DAYS else Card.CLEAR


_XKF_32 = Citation(law="administrative-licensing-law", article="32")
_XKF_44 = Citation(law="administrative-licensing-law", article="44")


def _article(citation: Citation | None) -> str | None:
    return f"{citation.law} {citation.article or ''}".strip() if citation else None

"""The limits of one application as one list: receipt to answer, acceptance to decision, decision to delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tongban.core.calendar import WorkingCalendar
from tongban.core.clock.due import Due, compute_due, due_date
from tongban.core.clock.periods import Extension, Limit, Pause

ACCEPTANCE = Limit(5, article="行政许可法 32(4)")
"""Working days to name everything that is missing, or the application counts as accepted."""
DELIVERY = Limit(10, article="行政许可法 44")
"""Working days from the decision to the delivery of the certificate."""


class Stage(StrEnum):
    """Which of the three limits."""

    ACCEPTANCE = "acceptance"
    DECISION = "decision"
    DELIVERY = "delivery"


class StageState(StrEnum):
    """How a limit stands on the day of asking."""

    RUNNING = "running"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"
    DEEMED = "deemed"
    """Nobody answered in time: the application counts as accepted since the day it was received."""


@dataclass(frozen=True, slots=True)
class Milestones:
    """Civil days of what has happened. `answered`: accepted, not accepted, or asked for correction.

    `received` is the day the materials that count were handed in: after a correction, the day of the completed ones.
    """

    received: date
    answered: date | None = None
    accepted: date | None = None
    decided: date | None = None
    delivered: date | None = None


class StageClock(NamedTuple):
    """One limit that has begun: its day 0, when it is due, when it ended, how it stands."""

    stage: Stage
    limit: Limit
    start: date
    due: Due
    ended: date | None
    state: StageState


def deemed_acceptance(received: date, calendar: WorkingCalendar, as_of: date) -> date | None:
    """The day of acceptance by silence, when on `as_of` five working days have passed without an answer.

    行政许可法 32(4): it is the day the materials were received, retroactively. None while there is still time.
    """
    return received if as_of > due_date(received, ACCEPTANCE, calendar) else None


def case_timeline(
    milestones: Milestones,
    decision: Limit,
    calendar: WorkingCalendar,
    *,
    as_of: date,
    from_receipt: bool = False,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
) -> tuple[StageClock, ...]:
    """The limits that have begun on `as_of`, in order.

    `decision` runs from acceptance, or `from_receipt` where the law says so (护士条例 8). `pauses` and `extensions`
    belong to it alone: 行政许可法 45 and 42 speak of the period of the decision. Raises OutOfCalendar.
    """
    first = _acceptance(milestones, calendar, as_of)
    accepted = milestones.received if first.state is StageState.DEEMED else milestones.accepted
    stages = [first]
    if accepted is not None:
        start = milestones.received if from_receipt else accepted
        due = compute_due(start, decision, calendar, pauses, extensions, milestones.decided or as_of)
        stages.append(_stage(Stage.DECISION, decision, start, due, milestones.decided, as_of))
    if milestones.decided is not None:
        due = compute_due(milestones.decided, DELIVERY, calendar)
        stages.append(_stage(Stage.DELIVERY, DELIVERY, milestones.decided, due, milestones.delivered, as_of))
    return tuple(stages)


def _acceptance(milestones: Milestones, calendar: WorkingCalendar, as_of: date) -> StageClock:
    received, answered = milestones.received, milestones.answered or milestones.accepted
    due = compute_due(received, ACCEPTANCE, calendar)
    if (answered or as_of) > due.date:
        return StageClock(Stage.ACCEPTANCE, ACCEPTANCE, received, due, received, StageState.DEEMED)
    return _stage(Stage.ACCEPTANCE, ACCEPTANCE, received, due, answered, as_of)


def _stage(stage: Stage, limit: Limit, start: date, due: Due, ended: date | None, as_of: date) -> StageClock:
    if ended is not None:
        state = StageState.LATE if ended > due.date else StageState.IN_TIME
    else:
        state = StageState.OVERDUE if as_of > due.date else StageState.RUNNING
    return StageClock(stage, limit, start, due, ended, state)

"""When an application is due: the limits in force on a day and their dates with the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongban.core.calendar import WorkingCalendar
from tongban.core.clock.due import Due, compute_due
from tongban.core.clock.periods import Limit
from tongban.core.clock.periods import Unit as ClockUnit
from tongban.core.packs.matter import Variant
from tongban.core.packs.values import DatedLimit


@dataclass(frozen=True)
class Deadline:
    """A limit in force and when it runs out. `due` is None where no figure is known or it starts with the decision.

    `due.days` explains the arithmetic day by day.
    """

    limit: DatedLimit
    due: Due | None


def limit_on(limits: Iterable[DatedLimit], day: date) -> DatedLimit | None:
    """The limit that holds for a start on `day`; both ends of a period are included."""
    return next((x for x in limits if x.since <= day and (x.until is None or day <= x.until)), None)


def clock_limit(limit: DatedLimit) -> Limit | None:
    """The limit as the legal clock takes it; None where the amount is not known."""
    if limit.amount is None:
        return None
    article = f"{limit.basis.law} {limit.basis.article}" if limit.basis and limit.basis.article else None
    return Limit(limit.amount, ClockUnit(limit.unit.value), article)


def deadline(limits: Iterable[DatedLimit], on: date, calendar: WorkingCalendar) -> Deadline | None:
    """The limit in force and its date, as if the application were received and accepted on `on`.

    Raises OutOfCalendar when the period leaves the calendar's span.
    """
    limit = limit_on(limits, on)
    if limit is None:
        return None
    counted = clock_limit(limit)
    if counted is None or limit.starts == "decided":
        return Deadline(limit, None)
    return Deadline(limit, compute_due(on, counted, calendar))


def deadlines(variant: Variant, on: date, calendar: WorkingCalendar) -> tuple[Deadline | None, Deadline | None]:
    """The statutory and the promised deadline of a variant."""
    return deadline(variant.limits.statutory, on, calendar), deadline(variant.limits.promised, on, calendar)

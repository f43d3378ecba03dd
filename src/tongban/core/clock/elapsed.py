"""How much of a limit is used, and how much is left, on a given day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tongban.core.calendar import WorkingCalendar
from tongban.core.clock.due import counted, due_date, total
from tongban.core.clock.periods import Extension, Limit, Pause, Unit
from tongban.core.clock.stops import ONE_DAY, Stop, stop_on, stops


class Elapsed(NamedTuple):
    """Days in the unit of the limit, at the end of the day of asking.

    `left` and `overdue` are never both above zero. `paused`: the day of asking itself does not count.
    """

    used: int
    left: int
    overdue: int
    paused: bool


def elapsed(
    start: date,
    as_of: date,
    limit: Limit,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
) -> Elapsed:
    """What of `limit`, begun on `start` (day 0), is used and left when `as_of` ends; nothing is used before `start`.

    The time a decision took is `used` as of the day it was made. Raises OutOfCalendar.
    """
    stretches = stops(pauses, as_of)
    amount = total(limit, extensions)
    due = due_date(start, limit, calendar, pauses, extensions, as_of)
    used = _used(start, max(start, as_of), limit.unit, calendar, stretches)
    overdue = counted(due, as_of, limit.unit, calendar) if as_of > due else 0
    return Elapsed(used, max(amount - used, 0), overdue, stop_on(as_of, stretches) is not None)


def _used(start: date, as_of: date, unit: Unit, calendar: WorkingCalendar, stretches: Sequence[Stop]) -> int:
    used = counted(start, as_of, unit, calendar)
    for stop in stretches:
        before, last = max(stop.first - ONE_DAY, start), min(stop.last, as_of)
        if last > before:
            used -= counted(before, last, unit, calendar)
    return used

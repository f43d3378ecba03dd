"""When a limit runs out, with or without the arithmetic day by day.

The starting day is day 0 (民法典 201). Working days: the n-th working day strictly after it. Calendar days: the n-th
day after it, and when that is a rest day, the next working day (民法典 203). Paused days never count (行政许可法 45).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from tongban.core.calendar import DayLine, WorkingCalendar
from tongban.core.clock.periods import Extension, Limit, Pause, Unit
from tongban.core.clock.stops import ONE_DAY, Stop, stop_on, stops
from tongban.core.messages import N_, Message

Day: TypeAlias = date

_COUNTED = Message(N_("按日历日计算，休息日也计入"))
_ROLLED = Message(N_("期满日是休息日，顺延到下一个工作日"))


class Due(NamedTuple):
    """The last day in time; late begins after close of business of that day.

    `days` holds one line for each day from the day after the start to `date`; exactly the limit's days count.
    `provisional`: a year without a holiday notice takes part, so the date may still move. `paused_since`: a pause
    that has not ended holds the clock, and `date` is what it would be if the pause ended on the day of asking.
    """

    date: Day
    provisional: bool
    days: tuple[DayLine, ...]
    paused_since: Day | None


def compute_due(
    start: date,
    limit: Limit,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    as_of: date | None = None,
) -> Due:
    """When `limit`, begun on `start` (day 0), runs out, with a line for each day.

    `as_of` is needed only when a pause has not ended (ValueError without). Raises OutOfCalendar when the period leaves
    the calendar's span.
    """
    if limit.unit is Unit.WORKING_DAY and limit.amount and not pauses and not extensions:
        day = calendar.nth_workday_after(start, limit.amount)
        return Due(day, calendar.provisional_between(start, day), calendar.explain(start, day), None)
    stretches = stops(pauses, as_of)
    nominal, day = _run_out(start, limit.unit, total(limit, extensions), calendar, stretches)
    since = start if limit.unit is Unit.WORKING_DAY and nominal > start else nominal - ONE_DAY
    return Due(
        day,
        calendar.provisional_between(since, day),
        _lines(start, nominal, day, limit.unit, calendar, stretches),
        next((stop.first for stop in stretches if stop.open and stop.first <= day), None),
    )


def due_date(
    start: date,
    limit: Limit,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    as_of: date | None = None,
) -> date:
    """The date of `compute_due` alone, without the lines."""
    if limit.unit is Unit.WORKING_DAY and limit.amount and not pauses and not extensions:
        return calendar.nth_workday_after(start, limit.amount)
    return _run_out(start, limit.unit, total(limit, extensions), calendar, stops(pauses, as_of))[1]


def total(limit: Limit, extensions: Sequence[Extension]) -> int:
    """The days of the limit with its extensions, in the unit of the limit."""
    return limit.amount + sum(extension.amount for extension in extensions)


def counted(after: date, through: date, unit: Unit, calendar: WorkingCalendar) -> int:
    """How many days of `unit` lie after `after` up to and including `through`, pauses not considered."""
    return calendar.workdays_between(after, through) if unit is Unit.WORKING_DAY else (through - after).days


def _run_out(
    start: date, unit: Unit, amount: int, calendar: WorkingCalendar, stretches: Sequence[Stop]
) -> tuple[date, date]:
    """The day the count is full, and the day the period ends: the same, or the working day it rolls to."""
    calendar.reason(start)  # raises for a start outside of the calendar, where a sum of days could overflow
    if not amount:
        return start, _roll(start, calendar, stretches)
    cursor, remaining = start, amount
    day = _step(cursor, remaining, unit, calendar)
    for stop in stretches:
        if stop.first > day:
            break
        if stop.last <= cursor:
            continue
        if stop.first > cursor:
            remaining -= counted(cursor, stop.first - ONE_DAY, unit, calendar)
        cursor = stop.last
        day = _step(cursor, remaining, unit, calendar)
    return day, day if unit is Unit.WORKING_DAY else _roll(day, calendar, stretches)


def _step(after: date, amount: int, unit: Unit, calendar: WorkingCalendar) -> date:
    if unit is Unit.WORKING_DAY:
        return calendar.nth_workday_after(after, amount)
    return after + timedelta(days=amount)


def _roll(day: date, calendar: WorkingCalendar, stretches: Sequence[Stop]) -> date:
    """The first working day on or after `day` that is not paused."""
    day = calendar.next_workday_on_or_after(day)
    while stop := stop_on(day, stretches):
        day = calendar.nth_workday_after(stop.last, 1)
    return day


def _lines(
    start: date, nominal: date, due: date, unit: Unit, calendar: WorkingCalendar, stretches: Sequence[Stop]
) -> tuple[DayLine, ...]:
    """The explanation: working days by their own reason, calendar days counted alike, paused and rolled days marked."""
    lines = list(calendar.explain(start, due))
    if unit is Unit.CALENDAR_DAY or nominal == start:
        lines = [DayLine(line.date, True, _COUNTED) if line.date <= nominal else _rolled(line) for line in lines]
    for stop in stretches:
        for position in range(max((stop.first - start).days - 1, 0), min((stop.last - start).days, len(lines))):
            lines[position] = DayLine(lines[position].date, False, stop.message)
    return tuple(lines)


def _rolled(line: DayLine) -> DayLine:
    return DayLine(line.date, False, _ROLLED)

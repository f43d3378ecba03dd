"""`WorkingCalendar`: sums over working days in constant time, by prefix counts over a fixed span of days."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import accumulate, compress

from tongban.core.calendar.days import (
    CalendarDay,
    DayLine,
    DayReason,
    OutOfCalendar,
    plain_reason,
    special_reason,
)

FIRST_DAY = date(1980, 1, 1)
LAST_DAY = date(2079, 12, 31)
"""The span the calendar reckons with. Outside of the years that have a notice, days are provisional."""

_BASE = FIRST_DAY.toordinal()
_LENGTH = LAST_DAY.toordinal() - _BASE + 1


class WorkingCalendar:
    """Which days are working days, and why.

    `days` are the days that differ from the plain week, `noticed_years` the years whose State Council notice is in the
    table; every other year is provisional. Two rows for one day are a ValueError. All methods raise OutOfCalendar for
    days outside of FIRST_DAY … LAST_DAY.
    """

    def __init__(self, days: Iterable[CalendarDay], noticed_years: Collection[int]) -> None:
        self.days = tuple(sorted(days, key=lambda day: day.date))
        self.noticed_years = frozenset(noticed_years)
        self._reasons = _plain_reasons(self.noticed_years)
        self._lay_over(self.days)
        flags = bytearray(reason.counts for reason in self._reasons)
        self._counted = list(accumulate(flags))
        self._workdays = list(compress(range(_LENGTH), flags))
        self._provisional = list(accumulate(bytearray(reason.provisional for reason in self._reasons)))

    def is_workday(self, day: date) -> bool:
        """Whether `day` is a working day."""
        return self._reasons[_index(day)].counts

    def is_provisional(self, day: date) -> bool:
        """Whether what is known of `day` may still change, because its year has no notice."""
        return self._reasons[_index(day)].provisional

    def reason(self, day: date) -> DayReason:
        """Whether `day` counts, and why."""
        return self._reasons[_index(day)]

    def nth_workday_after(self, day: date, n: int) -> date:
        """The `n`-th working day strictly after `day`; `n` is at least 1."""
        if n < 1:
            raise ValueError("n counts from 1")
        position = self._counted[_index(day)] + n - 1
        if position >= len(self._workdays):
            raise OutOfCalendar(first=FIRST_DAY, last=LAST_DAY)
        return date.fromordinal(_BASE + self._workdays[position])

    def next_workday_on_or_after(self, day: date) -> date:
        """`day` itself when it is a working day, else the next one."""
        return day if self.is_workday(day) else self.nth_workday_after(day, 1)

    def workdays_between(self, after: date, through: date) -> int:
        """How many working days lie after `after` up to and including `through`; negative when `through` is earlier."""
        return self._counted[_index(through)] - self._counted[_index(after)]

    def provisional_between(self, after: date, through: date) -> bool:
        """Whether any day after `after` up to and including `through` is provisional."""
        return self._provisional[_index(through)] > self._provisional[_index(after)]

    def explain(self, after: date, through: date) -> tuple[DayLine, ...]:
        """One line per day after `after` up to and including `through`."""
        return self._lines[_index(after) + 1 : _index(through) + 1]

    def differences(self, other: WorkingCalendar) -> tuple[date, ...]:
        """The days that one calendar counts and the other does not: what to recompute when a notice arrives.

        A new notice may also move the last days of December of the year before (2018-12-29 was one), so periods are
        chosen by the days they cross, not by being provisional alone.
        """
        pairs = zip(self._reasons, other._reasons, strict=True)
        changed = (index for index, (mine, theirs) in enumerate(pairs) if mine.counts != theirs.counts)
        return tuple(date.fromordinal(_BASE + index) for index in changed)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, in hex: binds a due date to the calendar it was computed with."""
        lines = [",".join(map(str, sorted(self.noticed_years)))]
        lines += [f"{day.date}|{day.is_workday:d}|{day.kind}|{day.name}|{day.notice or ''}" for day in self.days]
        return sha256("\n".join(lines).encode()).hexdigest()

    @cached_property
    def _lines(self) -> tuple[DayLine, ...]:
        dates = map(date.fromordinal, range(_BASE, _BASE + _LENGTH))
        return tuple(
            DayLine(day, reason.counts, reason.message) for day, reason in zip(dates, self._reasons, strict=True)
        )

    def _lay_over(self, days: Iterable[CalendarDay]) -> None:
        seen: dict[tuple[object, ...], DayReason] = {}
        previous: date | None = None
        for day in days:
            if day.date == previous:
                raise ValueError(f"two rows for {day.date}")
            previous = day.date
            year = None if day.date.year in self.noticed_years or day.notice else day.date.year
            key = (day.kind, day.name, day.notice, year)
            if key not in seen:
                seen[key] = special_reason(day, year)
            self._reasons[_index(day.date)] = seen[key]


def _index(day: date) -> int:
    index = day.toordinal() - _BASE
    if 0 <= index < _LENGTH:
        return index
    raise OutOfCalendar(first=FIRST_DAY, last=LAST_DAY)


def _plain_reasons(noticed_years: Collection[int]) -> list[DayReason]:
    """The plain week over the whole span, one shared reason per year and kind where the year is provisional."""
    certain = _week(None)
    reasons: list[DayReason] = []
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        first = date(year, 1, 1)
        length = date(year, 12, 31).toordinal() - first.toordinal() + 1
        week = certain if year in noticed_years else _week(year)
        start = first.weekday()
        reasons += (week * 54)[start : start + length]
    return reasons


def _week(provisional_year: int | None) -> list[DayReason]:
    work = plain_reason(weekend=False, provisional_year=provisional_year)
    rest = plain_reason(weekend=True, provisional_year=provisional_year)
    return [work] * 5 + [rest] * 2

"""Due dates with their explanation per second, against a day-by-day loop over chinesecalendar.

Both answer the same question (20 working days from each day of 2024 and 2025: the date, and for each day whether it
counts and why) and are checked to agree before they are timed, in one run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

import chinese_calendar

from tongban.core.clock import Limit, compute_due
from tongban.core.packs.calendars import national_calendar

DAY = timedelta(days=1)
AMOUNT = 20
STARTS = [date(2024, 1, 1) + DAY * offset for offset in range(730)]

Answer = tuple[date, list[tuple[date, bool, str | None]]]


def day_by_day(start: date, amount: int) -> Answer:
    """What one writes with chinesecalendar: walk the days, ask for each whether it counts and what holiday it is."""
    day, left, lines = start, amount, []
    while left:
        day += DAY
        rest, name = chinese_calendar.get_holiday_detail(day)
        lines.append((day, not rest, name))
        left -= not rest
    return day, lines


def run() -> dict[str, object]:
    """Answers per second of both, and their ratio. Raises AssertionError when they do not agree."""
    calendar, limit = national_calendar(), Limit(AMOUNT)
    for start in STARTS:
        due, theirs = compute_due(start, limit, calendar), day_by_day(start, AMOUNT)
        assert (due.date, [(day, counts) for day, counts, _ in due.days]) == (
            theirs[0],
            [(day, counts) for day, counts, _ in theirs[1]],
        )
    ours = _per_second(lambda start: compute_due(start, limit, calendar), rounds=200)
    peer = _per_second(lambda start: day_by_day(start, AMOUNT), rounds=2)
    return {
        "name": "due dates with explanation per second ÷ day-by-day loop over chinesecalendar",
        "ours": round(ours),
        "peer": round(peer),
        "ratio": round(ours / peer, 1),
    }


def _per_second(answer: Callable[[date], object], rounds: int) -> float:
    begun = perf_counter()
    for _ in range(rounds):
        for start in STARTS:
            answer(start)
    return rounds * len(STARTS) / (perf_counter() - begun)


if __name__ == "__main__":
    print(run())

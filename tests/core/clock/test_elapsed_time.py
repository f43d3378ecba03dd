"""Days used, left and overdue on a given day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tongban.core.clock import Elapsed, Extension, Limit, Pause, Unit, due_date, elapsed
from tongban.core.messages import Message
from tongban.core.packs.calendars import national_calendar

CALENDAR = national_calendar()
DAY = timedelta(days=1)
START = date(2026, 2, 11)
TWENTY = Limit(20)


def pause(first: date, last: date | None) -> Pause:
    return Pause(first, last, Message("检验"))


def test_used_and_left() -> None:
    assert elapsed(START, date(2026, 2, 25), TWENTY, CALENDAR) == Elapsed(5, 15, 0, False)
    assert elapsed(START, START, TWENTY, CALENDAR) == Elapsed(0, 20, 0, False)
    assert elapsed(START, START - DAY, TWENTY, CALENDAR) == Elapsed(0, 20, 0, False)
    assert elapsed(START, date(2026, 3, 17), TWENTY, CALENDAR) == Elapsed(20, 0, 0, False)


def test_overdue_is_counted_in_the_unit_of_the_limit() -> None:
    assert elapsed(START, date(2026, 3, 19), TWENTY, CALENDAR) == Elapsed(22, 0, 2, False)
    weekend = elapsed(date(2026, 3, 2), date(2026, 3, 9), Limit(4, Unit.CALENDAR_DAY), CALENDAR)
    assert weekend == Elapsed(7, 0, 3, False)


def test_a_period_that_rolls_is_not_overdue_on_the_rest_days() -> None:
    assert elapsed(date(2026, 2, 9), date(2026, 2, 23), Limit(7, Unit.CALENDAR_DAY), CALENDAR).overdue == 0


def test_a_pause_stops_what_is_used() -> None:
    held = [pause(date(2026, 2, 25), None)]
    assert elapsed(START, date(2026, 3, 20), TWENTY, CALENDAR, held) == Elapsed(4, 16, 0, True)
    ended = [pause(date(2026, 2, 25), date(2026, 3, 3))]
    assert elapsed(START, date(2026, 3, 4), TWENTY, CALENDAR, ended) == Elapsed(5, 15, 0, False)


@given(
    st.dates(date(2004, 1, 1), date(2025, 1, 1)), st.integers(0, 50), st.sampled_from(Unit), st.integers(0, 10),
    st.integers(-3, 60), st.integers(0, 30), st.integers(-5, 150),
)  # fmt: skip
def test_left_runs_out_exactly_when_the_limit_does(
    start: date, amount: int, unit: Unit, more: int, offset: int, length: int, asked: int
) -> None:
    held = [pause(start + DAY * offset, start + DAY * (offset + length))]
    limit, longer, as_of = Limit(amount, unit), [Extension(more)], start + DAY * asked
    due = due_date(start, limit, CALENDAR, held, longer)
    stand = elapsed(start, as_of, limit, CALENDAR, held, longer)
    if as_of <= due:
        assert stand.used + stand.left == amount + more
        assert stand.overdue == 0
    else:
        assert stand.left == 0
    assert (stand.left == 0) >= (as_of >= due)

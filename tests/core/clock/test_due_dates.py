"""Due dates: the worked dates, the rules of law, and a day-by-day oracle."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.core.calendar import LAST_DAY, OutOfCalendar
from tongban.core.clock import MAX_AMOUNT, BadPeriod, Extension, Limit, Pause, Unit, compute_due, due_date
from tongban.core.messages import Message
from tongban.core.packs.calendars import national_calendar

CALENDAR = national_calendar()
DAY = timedelta(days=1)
REVIEW = Message("专家评审")


def working(amount: int) -> Limit:
    return Limit(amount)


def running(amount: int) -> Limit:
    return Limit(amount, Unit.CALENDAR_DAY)


def pause(first: date, last: date | None) -> Pause:
    return Pause(first, last, REVIEW, "行政许可法 45")


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        (date(2026, 2, 11), 5, date(2026, 2, 25)),
        (date(2026, 2, 11), 20, date(2026, 3, 17)),
        (date(2026, 9, 18), 5, date(2026, 9, 24)),
        (date(2026, 9, 18), 20, date(2026, 10, 22)),
        (date(2026, 9, 18), 45, date(2026, 11, 26)),
        (date(2025, 9, 22), 20, date(2025, 10, 24)),
        (date(2026, 12, 3), 20, date(2026, 12, 31)),
    ],
)
def test_worked_dates(start: date, amount: int, due: date) -> None:
    answer = compute_due(start, working(amount), CALENDAR)
    assert (answer.date, answer.provisional, answer.paused_since) == (due, False, None)
    assert due_date(start, working(amount), CALENDAR) == due


def test_a_period_that_crosses_into_a_year_without_notice_is_provisional() -> None:
    answer = compute_due(date(2026, 12, 4), working(20), CALENDAR)
    assert answer == compute_due(date(2026, 12, 4), working(15), CALENDAR, extensions=[Extension(5)])
    assert (answer.date, answer.provisional) == (date(2027, 1, 4), True)


def test_the_explanation_names_every_day() -> None:
    answer = compute_due(date(2026, 2, 11), working(20), CALENDAR)
    said = {str(line.date): (line.counts, line.reason.render()) for line in answer.days}
    assert len(answer.days) == 34
    assert said["2026-02-12"] == (True, "工作日")
    assert said["2026-02-14"] == (True, "春节调休上班（国办发明电〔2025〕7号）")
    assert said["2026-02-15"] == (False, "春节放假（国办发明电〔2025〕7号）")
    assert said["2026-03-01"] == (False, "周末")
    assert list(said)[-1] == "2026-03-17"


def test_calendar_days_count_holidays_and_roll_off_a_rest_day() -> None:
    """民法典 203: 2026-02-16 lies in the Spring Festival, so the period ends on the first working day after it."""
    answer = compute_due(date(2026, 2, 9), running(7), CALENDAR)
    assert answer.date == date(2026, 2, 24)
    assert [line.counts for line in answer.days] == [True] * 7 + [False] * 8
    assert answer.days[6].reason.render() == "按日历日计算，休息日也计入"
    assert answer.days[-1].reason.render() == "期满日是休息日，顺延到下一个工作日"
    assert compute_due(date(2026, 2, 9), running(2), CALENDAR).date == date(2026, 2, 11)


def test_a_calendar_day_period_is_provisional_only_where_its_end_is() -> None:
    assert not compute_due(date(2003, 12, 30), running(30), CALENDAR).provisional
    assert compute_due(date(2026, 12, 20), running(30), CALENDAR).provisional


def test_a_limit_of_no_days_is_due_at_once() -> None:
    assert compute_due(date(2026, 2, 11), working(0), CALENDAR)[:3] == (date(2026, 2, 11), False, ())
    on_a_holiday = compute_due(date(2026, 2, 16), working(0), CALENDAR)
    assert on_a_holiday.date == date(2026, 2, 24)
    assert not any(line.counts for line in on_a_holiday.days)


def test_paused_days_do_not_count_and_say_why() -> None:
    answer = compute_due(date(2026, 3, 2), working(5), CALENDAR, [pause(date(2026, 3, 4), date(2026, 3, 6))])
    assert answer.date == date(2026, 3, 12)
    assert [line.counts for line in answer.days[:4]] == [True, False, False, False]
    assert answer.days[1].reason.render() == "暂停计时：专家评审（行政许可法 45）"


def test_overlapping_pauses_count_once() -> None:
    both = [pause(date(2026, 3, 5), date(2026, 3, 10)), pause(date(2026, 3, 4), date(2026, 3, 6))]
    one = [pause(date(2026, 3, 4), date(2026, 3, 10))]
    assert compute_due(date(2026, 3, 2), working(5), CALENDAR, both) == compute_due(
        date(2026, 3, 2), working(5), CALENDAR, one
    )


def test_a_pause_before_the_start_or_after_the_end_changes_nothing() -> None:
    plain = compute_due(date(2026, 3, 2), working(5), CALENDAR)
    for outside in (pause(date(2026, 1, 5), date(2026, 3, 2)), pause(plain.date + DAY, date(2026, 5, 1))):
        assert compute_due(date(2026, 3, 2), working(5), CALENDAR, [outside]) == plain


def test_a_pause_that_covers_the_working_day_a_period_rolls_to() -> None:
    held = [pause(date(2026, 3, 8), date(2026, 3, 10))]
    answer = compute_due(date(2026, 3, 2), running(5), CALENDAR, held)
    assert answer.date == date(2026, 3, 11)
    assert sum(line.counts for line in answer.days) == 5


def test_an_open_pause_holds_the_clock() -> None:
    held = [pause(date(2026, 3, 4), None)]
    answer = compute_due(date(2026, 3, 2), working(5), CALENDAR, held, as_of=date(2026, 3, 6))
    assert (answer.date, answer.paused_since) == (date(2026, 3, 12), date(2026, 3, 4))
    later = compute_due(date(2026, 3, 2), working(5), CALENDAR, held, as_of=date(2026, 3, 11))
    assert later.date == date(2026, 3, 17)
    before = compute_due(date(2026, 3, 2), working(5), CALENDAR, held, as_of=date(2026, 3, 3))
    assert (before.date, before.paused_since) == (date(2026, 3, 9), None)
    with pytest.raises(ValueError, match="as_of"):
        compute_due(date(2026, 3, 2), working(5), CALENDAR, held)


def test_impossible_periods_are_refused() -> None:
    for amount in (-1, MAX_AMOUNT + 1, 99999999):
        with pytest.raises(BadPeriod, match="0到3660天"):
            Limit(amount)
        with pytest.raises(BadPeriod):
            Extension(amount)
    with pytest.raises(BadPeriod, match="早于"):
        pause(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize("limit", [working(30), running(30), working(0), running(0)])
@pytest.mark.parametrize("start", [date.min, date.max, LAST_DAY])
def test_leaving_the_calendar_is_said_and_never_crashes(limit: Limit, start: date) -> None:
    pauses = [pause(date.min, date(2020, 1, 1)), pause(date(2019, 1, 1), date.max), pause(date.max, date.max)]
    for held in ([], pauses):
        with pytest.raises(OutOfCalendar):
            compute_due(start, limit, CALENDAR, held)


# Properties. Starts lie where chinesecalendar can follow, so that it can be the oracle.
starts = st.dates(date(2004, 1, 1), date(2025, 6, 30))
limits = st.builds(Limit, st.integers(0, 60), st.sampled_from(Unit))


@st.composite
def stretches(draw: st.DrawFn) -> tuple[date, list[Pause]]:
    start = draw(starts)
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        first = start + DAY * draw(st.integers(-5, 80))
        pauses.append(pause(first, first + DAY * draw(st.integers(0, 30))))
    return start, pauses


def is_paused(day: date, pauses: list[Pause]) -> bool:
    return any(p.first <= day <= (p.last or day) for p in pauses)


def oracle(start: date, limit: Limit, pauses: list[Pause]) -> date:
    """Day by day over chinesecalendar, nothing clever."""
    day, left = start, limit.amount
    while left:
        day += DAY
        rest = limit.unit is Unit.WORKING_DAY and not chinese_calendar.is_workday(day)
        left -= not rest and not is_paused(day, pauses)
    if limit.unit is Unit.CALENDAR_DAY or not limit.amount:
        while not chinese_calendar.is_workday(day) or is_paused(day, pauses):
            day += DAY
    return day


@given(stretches(), limits)
def test_the_due_date_is_the_one_a_patient_clerk_finds(drawn: tuple[date, list[Pause]], limit: Limit) -> None:
    start, pauses = drawn
    answer = compute_due(start, limit, CALENDAR, pauses)
    assert answer.date == oracle(start, limit, pauses) == due_date(start, limit, CALENDAR, pauses)
    assert sum(line.counts for line in answer.days) == limit.amount
    assert [line.date for line in answer.days] == [start + DAY * n for n in range(1, (answer.date - start).days + 1)]


@given(starts, st.integers(0, 60), st.integers(0, 20), st.sampled_from(Unit))
def test_more_days_or_a_later_start_are_never_due_earlier(start: date, amount: int, more: int, unit: Unit) -> None:
    due = due_date(start, Limit(amount, unit), CALENDAR)
    assert due_date(start, Limit(amount + more, unit), CALENDAR) >= due
    assert due_date(start + DAY * more, Limit(amount, unit), CALENDAR) >= due
    assert due_date(start, Limit(amount, unit), CALENDAR, (), [Extension(more)]) == due_date(
        start, Limit(amount + more, unit), CALENDAR
    )


@given(starts, st.integers(1, 40), st.integers(0, 60), st.integers(0, 30))
def test_a_pause_moves_the_due_date_by_the_working_days_it_covers(
    start: date, amount: int, offset: int, length: int
) -> None:
    plain = due_date(start, Limit(amount), CALENDAR)
    held = pause(start + DAY * offset, start + DAY * (offset + length))
    assert held.last is not None
    after = max(held.first - DAY, start)
    covered = max(CALENDAR.workdays_between(after, held.last), 0) if held.first <= plain else 0
    moved = due_date(start, Limit(amount), CALENDAR, [held])
    assert CALENDAR.workdays_between(plain, moved) == covered

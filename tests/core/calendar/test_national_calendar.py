"""The committed calendar against two independent libraries, and what it says of single days."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from tongban.core.calendar import FIRST_DAY, LAST_DAY, CalendarDay, DayKind, OutOfCalendar, WorkingCalendar
from tongban.core.packs.calendars import national_calendar

CALENDAR = national_calendar()
DAY = timedelta(days=1)


def days(first: date, last: date) -> list[date]:
    return [first + DAY * offset for offset in range((last - first).days + 1)]


def test_every_day_of_the_noticed_years_agrees_with_chinesecalendar() -> None:
    asked = days(date(2004, 1, 1), date(2026, 12, 31))
    assert [day for day in asked if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)] == []
    assert not CALENDAR.provisional_between(date(2003, 12, 31), date(2026, 12, 31))


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_latest_years_agree_with_holidays(year: int) -> None:
    oracle = holidays.country_holidays("CN", years=year)
    asked = days(date(year, 1, 1), date(year, 12, 31))
    assert [day for day in asked if CALENDAR.is_workday(day) != oracle.is_working_day(day)] == []


@pytest.mark.parametrize("year", range(2027, 2036))
def test_years_to_come_hold_the_thirteen_statutory_days_and_are_provisional(year: int) -> None:
    rows = [row for row in CALENDAR.days if row.date.year == year]
    assert sum(row.name.count("、") + 1 for row in rows) == 13
    assert all(CALENDAR.is_provisional(day) for day in days(date(year, 1, 1), date(year, 12, 31)))


def test_days_beyond_the_files_are_plain_weeks_and_provisional() -> None:
    assert CALENDAR.is_workday(date(2040, 10, 1))
    assert CALENDAR.is_provisional(date(2040, 10, 1))
    assert not CALENDAR.is_workday(date(1990, 1, 6))
    assert CALENDAR.is_provisional(date(1990, 1, 6))


@pytest.mark.parametrize(
    ("day", "counts", "sentence"),
    [
        (date(2026, 2, 11), True, "工作日"),
        (date(2026, 2, 8), False, "周末"),
        (date(2026, 2, 14), True, "春节调休上班（国办发明电〔2025〕7号）"),
        (date(2026, 2, 20), False, "春节放假（国办发明电〔2025〕7号）"),
        (date(2019, 5, 3), False, "劳动节放假（国办发明电〔2019〕3号）"),
        (date(2020, 2, 1), False, "春节放假"),
        (date(2005, 10, 8), True, "国庆节调休上班"),
        (date(2018, 12, 29), True, "元旦调休上班（国办发明电〔2018〕15号）"),
        (date(2027, 2, 5), False, "除夕，法定节假日（暂定：没有2027年的放假通知）"),
        (date(2027, 2, 9), True, "工作日（暂定：没有2027年的放假通知）"),
    ],
)
def test_each_day_says_why(day: date, counts: bool, sentence: str) -> None:
    reason = CALENDAR.reason(day)
    assert (reason.counts, reason.message.render()) == (counts, sentence)
    line = CALENDAR.explain(day - DAY, day)[0]
    assert (line.date, line.counts, line.reason.render()) == (day, counts, sentence)


def test_sums_over_working_days() -> None:
    assert CALENDAR.nth_workday_after(date(2026, 2, 11), 5) == date(2026, 2, 25)
    assert CALENDAR.workdays_between(date(2026, 2, 11), date(2026, 2, 25)) == 5
    assert CALENDAR.workdays_between(date(2026, 2, 25), date(2026, 2, 11)) == -5
    assert CALENDAR.next_workday_on_or_after(date(2026, 2, 15)) == date(2026, 2, 24)
    assert CALENDAR.next_workday_on_or_after(date(2026, 2, 14)) == date(2026, 2, 14)
    with pytest.raises(ValueError, match="from 1"):
        CALENDAR.nth_workday_after(date(2026, 2, 11), 0)


@pytest.mark.parametrize("day", [FIRST_DAY - DAY, LAST_DAY + DAY, date.min, date.max])
def test_days_outside_of_the_span_are_refused(day: date) -> None:
    for ask in (CALENDAR.is_workday, CALENDAR.reason, CALENDAR.next_workday_on_or_after):
        with pytest.raises(OutOfCalendar, match="1980-01-01至2079-12-31"):
            ask(day)
    with pytest.raises(OutOfCalendar):
        CALENDAR.nth_workday_after(LAST_DAY, 1)


def test_a_new_notice_changes_digest_and_names_the_days_to_recompute() -> None:
    swapped = CalendarDay(date(2026, 12, 31), False, DayKind.HOLIDAY, "元旦", "国办发明电〔2099〕1号")
    later = WorkingCalendar([*CALENDAR.days, swapped], {*CALENDAR.noticed_years, 2027})
    assert later.differences(CALENDAR) == (date(2026, 12, 31),)
    assert later.digest != CALENDAR.digest
    assert WorkingCalendar(reversed(CALENDAR.days), CALENDAR.noticed_years).digest == CALENDAR.digest


def test_two_rows_for_one_day_are_a_mistake() -> None:
    row = CALENDAR.days[0]
    with pytest.raises(ValueError, match="two rows"):
        WorkingCalendar([row, row], {2004})

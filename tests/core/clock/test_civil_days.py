"""Instants become civil days in Asia/Shanghai; submissions on rest days and at night are received at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.core.clock import SHANGHAI, Limit, civil_day, due_date, receive
from tongban.core.packs.calendars import national_calendar

CALENDAR = national_calendar()


def test_the_day_changes_at_midnight_in_shanghai() -> None:
    assert civil_day(datetime(2026, 2, 11, 15, 59, 59, tzinfo=UTC)) == date(2026, 2, 11)
    assert civil_day(datetime(2026, 2, 11, 16, 0, tzinfo=UTC)) == date(2026, 2, 12)
    assert civil_day(datetime(2026, 2, 11, 23, 59, tzinfo=timezone(timedelta(hours=-8)))) == date(2026, 2, 12)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        civil_day(datetime(2026, 2, 11, 12, 0))  # noqa: DTZ001  # the naive datetime is what is tested


def test_ten_to_midnight_is_still_today() -> None:
    late = receive(datetime(2026, 3, 3, 23, 50, tzinfo=SHANGHAI), CALENDAR)
    assert late == (date(2026, 3, 3), date(2026, 3, 4), None)


def test_a_rest_day_is_day_zero_and_says_so() -> None:
    saturday = receive(datetime(2026, 3, 7, 10, 0, tzinfo=SHANGHAI), CALENDAR)
    assert (saturday.day, saturday.first_working_day) == (date(2026, 3, 7), date(2026, 3, 9))
    assert saturday.note is not None
    assert "当日即为收到" in saturday.note.render()
    worked = receive(datetime(2026, 2, 14, 10, 0, tzinfo=SHANGHAI), CALENDAR)
    assert worked.note is None


@given(st.datetimes(datetime(2004, 2, 1), datetime(2026, 6, 1)), st.integers(1, 60))  # noqa: DTZ001  # drawn naive
def test_a_rest_day_counts_like_the_last_working_day_before_it(moment: datetime, amount: int) -> None:
    day = receive(moment.replace(tzinfo=SHANGHAI), CALENDAR).day
    before = day
    while not CALENDAR.is_workday(before):
        before -= timedelta(days=1)
    assert due_date(day, Limit(amount), CALENDAR) == due_date(before, Limit(amount), CALENDAR)

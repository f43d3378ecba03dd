"""Values that hold from one day to another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.core.dated import BadDates, Dated, Entry, NotInForce

OLD = Entry(date(2010, 1, 1), date(2019, 12, 31), 30, "旧办法 8")
NEW = Entry(date(2020, 1, 1), None, 20, "新办法 9")


def test_the_value_of_a_day() -> None:
    limits = Dated([NEW, OLD])
    assert limits.at(date(2010, 1, 1)) == 30
    assert limits.at(date(2019, 12, 31)) == 30
    assert limits.at(date(2020, 1, 1)) == 20
    assert limits.entry_at(date(2026, 2, 11)).basis == "新办法 9"


def test_before_the_first_and_after_the_last_there_is_no_value() -> None:
    with pytest.raises(NotInForce):
        Dated([OLD]).at(date(2009, 12, 31))
    with pytest.raises(NotInForce):
        Dated([OLD]).at(date(2020, 1, 1))


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([], "一段取值也没有"),
        ([OLD, Entry(date(2019, 12, 31), None, 1, "x")], "重叠"),
        ([Entry(date(2010, 1, 1), None, 1, "x"), NEW], "重叠"),
        ([OLD, Entry(date(2020, 1, 2), None, 1, "x")], "空档"),
        ([Entry(date(2020, 1, 2), date(2020, 1, 1), 1, "x")], "在开始之前就结束"),
    ],
)
def test_contradicting_periods_are_refused(entries: list[Entry[int]], why: str) -> None:
    with pytest.raises(BadDates, match=why):
        Dated(entries)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=8), st.integers(0, 3000))
def test_every_day_of_a_chain_has_the_value_of_its_link(lengths: list[int], offset: int) -> None:
    entries, day = [], date(2000, 1, 1)
    for number, length in enumerate(lengths):
        entries.append(Entry(day, day + timedelta(days=length - 1), number, "x"))
        day += timedelta(days=length)
    asked = date(2000, 1, 1) + timedelta(days=offset % sum(lengths))
    expected = next(entry.value for entry in entries if entry.since <= asked <= (entry.until or asked))
    assert Dated(reversed(entries)).at(asked) == expected

"""Validity includes its last day; ages count months; order is strict."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.prereview.checking.papers import DAY, fact, findings, paper, plan
from tongban.prereview.checking.dates import months_after
from tongban.prereview.checking.findings import Severity

FACTS = {"licence": {"label": "执照", "facts": {"until": "date", "made": "date", "signed": "date"}}}


def _codes(check: dict[str, object], **days: date) -> list[tuple[str, Severity]]:
    written = plan(materials=FACTS, checks=[{"id": "x", "code": "LICENCE_EXPIRED", **check}])
    facts = [fact(name, day.isoformat(), "date") for name, day in days.items()]
    return [(f.code, f.severity) for f in findings(written, {"unit": "成都海棠医院"}, paper("licence", *facts))]


@pytest.mark.parametrize(("offset", "expired"), [(-1, True), (0, False), (1, False)])
def test_valid_to_includes_the_day(offset: int, expired: bool) -> None:
    found = _codes({"kind": "valid", "until": ["licence.until"]}, until=DAY + timedelta(days=offset))
    assert found == ([("LICENCE_EXPIRED", Severity.BLOCKS)] if expired else [])


@pytest.mark.parametrize(
    ("made", "old"), [(date(2024, 12, 30), False), (date(2024, 12, 29), True), (date(2025, 6, 30), False)]
)
def test_at_most_six_months_old(made: date, old: bool) -> None:
    assert bool(_codes({"kind": "recent", "date": ["licence.made"], "months": 6}, made=made)) == old


@pytest.mark.parametrize(("offset", "wrong"), [(0, False), (1, True), (-30, False)])
def test_not_after_the_submission(offset: int, wrong: bool) -> None:
    check = {"kind": "order", "earlier": ["licence.signed"], "later": ["submitted_on"]}
    assert bool(_codes(check, signed=DAY + timedelta(days=offset))) == wrong


def test_doubtful_reading_only_asks() -> None:
    written = plan(
        materials=FACTS, checks=[{"id": "x", "code": "LICENCE_EXPIRED", "kind": "valid", "until": ["licence.until"]}]
    )
    read = paper("licence", fact("until", "2024-01-01", "date", confidence=0.4), scanned=True)
    assert [f.severity for f in findings(written, {"unit": "成都海棠医院"}, read)] == [Severity.ASKS]


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 240))
def test_months_later_is_the_same_day_or_the_last(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("limit", [{"months": 6}, {"days": 30}])
def test_a_day_without_end_is_never_too_old(limit: dict[str, int]) -> None:
    assert _codes({"kind": "recent", "date": ["licence.made"], **limit}, made=date.max) == []


def test_a_sentence_names_each_day_once() -> None:
    check = {"kind": "order", "earlier": ["licence.signed"], "later": ["submitted_on"]}
    written = plan(materials=FACTS, checks=[{"id": "x", "code": "LICENCE_EXPIRED", **check}])
    [found] = findings(written, {"unit": "成都海棠医院"}, paper("licence", fact("signed", "2025-07-01", "date")))
    assert found.message.render() == "《执照》上的日期（2025-07-01）晚于提交日期（2025-06-30），先后顺序不对。"

"""Days that stand on a paper nearly as they should, under a label that nobody understands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.prereview.checking.papers import DAY, paper
from tongban.prereview.checking.submission import Paper, Stated
from tongban.prereview.checking.variants import slipped_day
from tongban.prereview.reading.model import Box, Line, Origin

WANTED = Stated("2024-05-06", "2024-05-06")


def _printed(*rows: str) -> Paper:
    given = paper("application_form")
    lines = tuple(Line(text, Box(0, n * 40, 400, n * 40 + 30), 1.0, Origin.DOCX) for n, text in enumerate(rows))
    page = replace(given.reading.pages[0], lines=lines)
    return replace(given, reading=replace(given.reading, pages=(page,)))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("最后一日 2024年5月7日", "2024-05-07"),
        ("最后一日 2023.05.06", "2023-05-06"),
        ("最后一日 2024年5月6日", None),
        ("最后一日 2019年8月30日", None),
    ],
)
def test_finds_the_day_that_is_nearly_right(row: str, found: str | None) -> None:
    near = slipped_day(WANTED, _printed("医师注册申请", row), {DAY})
    assert (near.text if near else None) == found


def test_leaves_days_alone_that_mean_something_else() -> None:
    assert slipped_day(WANTED, _printed("2024年5月7日"), {date(2024, 5, 7)}) is None


def test_leaves_it_where_two_days_are_near() -> None:
    assert slipped_day(WANTED, _printed("2024年5月7日", "2024年5月8日"), set()) is None

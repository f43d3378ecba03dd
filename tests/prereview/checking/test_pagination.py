"""Pages that a paper says it has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.prereview.checking.papers import paper
from tongban.prereview.checking.pagination import missing_pages
from tongban.prereview.checking.submission import Paper
from tongban.prereview.reading.model import Box, Line, Origin, Page


def _pages(*texts: str, origin: Origin = Origin.OCR) -> Paper:
    given = paper("licence")
    box = Box(0, 0, 100, 20)
    pages = tuple(
        Page(number, 1240, 1754, origin, tuple(Line(row, box, 1.0, origin) for row in text.split("|")))
        for number, text in enumerate(texts, 1)
    )
    return replace(given, reading=replace(given.reading, pages=pages))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("（第1页 共3页）",), (3, (2, 3))), (("第1页，共2页", "第2页，共2页"), None), (("共2页 第1页", "字太浅"), None),
        (("第1页 共1页",), None), (("无页码",), None), (("第1页共2页|第1页共3页",), None),
    ],
)  # fmt: skip
def test_missing(texts: tuple[str, ...], found: tuple[int, tuple[int, ...]] | None) -> None:
    assert missing_pages(_pages(*texts)) == found


def test_word_counts_its_pages_when_it_prints() -> None:
    assert missing_pages(_pages("第1页 共3页", origin=Origin.DOCX)) is None

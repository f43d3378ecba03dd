"""Texts without end are read as far as any paper goes, and the reading says so."""

from __future__ import annotations

import pytest

from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Reading
from tongban.prereview.reading.ocr import TextOnly
from tongban.prereview.reading.read import read_file


def read(text: str, **limits: int) -> Reading:
    return read_file(text.encode(), "a.txt", TextOnly(), Limits(**limits))


def cut(reading: Reading) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.page) for problem in reading.problems]


@pytest.mark.parametrize("text", ["单位名称：某店\n" * 40, "", "卫" * 900, "甲\t乙\n丙\t丁\n"])
def test_an_honest_paper_is_whole(text: str) -> None:
    reading = read(text or "一")
    assert cut(reading) == []
    assert reading.text.replace("\n", "") == (text or "一").replace("\n", "").replace("\t", "")


def test_more_characters_than_a_paper_has() -> None:
    reading = read("一二三四五六七八九十\n" * 30 + "\f" + "十九八七\n" * 9, max_characters=320)
    assert cut(reading) == [("text_cut", 2)]
    assert len(reading.text.replace("\n", "")) == 320
    assert [page.number for page in reading.pages] == [1, 2]
    assert "从第2页起" in reading.problems[0].message.render()
    assert not reading.unreadable


def test_more_rows_than_a_page_has() -> None:
    reading = read("一\n" * 40, max_lines=25)
    assert len(reading.pages[0].lines) == 25
    assert cut(reading) == [("text_cut", 1)]


def test_a_row_without_end_is_cut_in_pieces() -> None:
    reading = read("护" * 2300)
    assert [len(line.text) for line in reading.pages[0].lines] == [1000, 1000, 300]
    assert cut(reading) == []


def test_a_cell_without_end_keeps_its_beginning() -> None:
    reading = read(f"甲\t{'乙' * 90}\n丙\t丁\n", max_cell=50)
    assert [len(cell.text) for cell in reading.pages[0].tables[0].cells] == [1, 50, 1, 1]

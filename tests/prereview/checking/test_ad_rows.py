"""Rows of a poster without rules: which go on with another, by where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.prereview.checking.papers import paper
from tests.prereview.checking.test_advertisement import reviewer
from tongban.prereview.checking.advertisement import ad_lines
from tongban.prereview.reading.model import Box, Line, Origin, Page
from tongban.prereview.wording.explain import Declared
from tongban.prereview.wording.segment import AdLine

DEPARTMENTS = (
    "内科、呼吸内科专业、口腔科、皮肤科、皮肤病专业、性传播疾病专业、临床体液、血液专业、医学影像科、X线诊断专业"
)
DECLARED = Declared(addresses=("乐山市市中区建军路358号A座3层",), departments=tuple(DEPARTMENTS.split("、")))
WIDE, PITCH = 24, 36


def rows_of(text: str, characters: int) -> list[str]:
    return [text[at : at + characters] for at in range(0, len(text), characters)]


def set_in(style: str, departments: str, characters: int, left: float = 100) -> list[Line]:
    """A poster's column: every row a line of its own, 24 pixels to a character, rows 36 pixels apart."""
    placed: list[tuple[str, float]] = []
    for label, value in (("地址", "乐山市市中区建军路358号A座3层"), ("诊疗科目", departments), ("床位", "194张")):
        if style == "hanging":
            first, *rest = rows_of(value, characters)
            placed += [(f"{label}：{first}", left), *((row, left + WIDE * (len(label) + 1)) for row in rest)]
        elif style == "flush":
            placed += [(row, left) for row in rows_of(f"{label}：{value}", characters + 4)]
        elif style == "centred":
            made = rows_of(f"{label}：{value}", characters + 4)
            placed += [(row, left + WIDE * (characters + 4 - len(row)) / 2) for row in made]
        else:
            placed += [(label, left), *((row, left) for row in rows_of(value, characters))]
    return [
        Line(text, Box(x, 200 + PITCH * n, x + WIDE * len(text), 226 + PITCH * n), 0.98, Origin.OCR)
        for n, (text, x) in enumerate(placed)
    ]


def poster(lines: list[Line]) -> list[AdLine]:
    made = paper("ad_sample", scanned=True)
    page = Page(1, 1600, 1700, Origin.OCR, tuple(lines))
    return ad_lines(replace(made, reading=replace(made.reading, pages=(page,))))


STYLES = ["hanging", "flush", "centred", "stacked"]


@pytest.mark.parametrize("characters", [8, 11, 15])
@pytest.mark.parametrize("style", STYLES)
def test_departments_broken_over_many_rows(style: str, characters: int) -> None:
    assert reviewer().review(poster(set_in(style, DEPARTMENTS, characters)), DECLARED) == []


@pytest.mark.parametrize("characters", [8, 11, 15])
@pytest.mark.parametrize("style", STYLES)
def test_a_claim_among_them_is_found(style: str, characters: int) -> None:
    with_claim = DEPARTMENTS.replace("口腔科", "根治顽癣")
    assert reviewer().review(poster(set_in(style, with_claim, characters)), DECLARED)


def test_columns_side_by_side_are_read_one_by_one() -> None:
    left, right = set_in("hanging", DEPARTMENTS, 8), set_in("hanging", "内科、口腔科", 8, left=700)
    across = sorted([*left, *right], key=lambda line: (line.box.y0, line.box.x0))
    assert reviewer().review(poster(across), DECLARED) == []


def test_print_that_runs_aslant_stands_by_itself() -> None:
    lines = set_in("hanging", DEPARTMENTS, 8)
    tilted = Line("根治顽癣", Box(300, 230, 510, 390), 1.0, Origin.TEXT_LAYER)
    found = reviewer().review(poster([*lines[:2], tilted, *lines[2:]]), DECLARED)
    assert [(issue.text, issue.sure) for issue in found] == [("根治顽癣", False)]


def test_a_row_beside_a_label_begins_a_value_of_its_own() -> None:
    texts = [("诊疗科目", 100, 0), ("内科、呼吸内科专业、口", 300, 0), ("腔科、皮肤科、皮肤病专", 300, 1),
             ("业、儿科、眼科、麻醉科", 300, 2), ("床位", 100, 3), ("194张", 300, 3)]  # fmt: skip
    lines = [
        Line(text, Box(x, 200 + PITCH * n, x + WIDE * len(text), 226 + PITCH * n), 0.98, Origin.OCR)
        for text, x, n in texts
    ]
    follows = {line.text: line.follows for line in poster(lines)}
    assert follows["腔科、皮肤科、皮肤病专"]
    assert follows["业、儿科、眼科、麻醉科"]
    assert not follows["194张"]

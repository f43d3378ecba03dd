"""Forms drawn as a grid of boxes, each with its label above what is filled in; and labels that ask for a hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.prereview.evidence.pages import ROW, TEMPLATES, line, reading
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.evidence.values import parse
from tongban.prereview.reading.model import Box, Cell, Line, Origin, Table

WIDE = 400
BOXES = (
    (("申请单位", "兰州市光影阁洗浴中心有", "限公司"), ("统一社会信用代码", "91620102MA4L54D55P")),
    (("法定代表人（负责人）", "丁明诗"), ("经营场所地址", "兰州市城关区北京西路", "131号")),
    (("公共场所类别", "沐浴场所"), ("卫生管理人员", "汪启嘉")),
)


def grid(boxes: Sequence[Sequence[Sequence[str]]], *, top: float) -> tuple[Table, list[Line]]:
    cells, lines = [], []
    for row, across in enumerate(boxes):
        for column, texts in enumerate(across):
            corner = (100 + column * WIDE, (top + 3 * row) * ROW)
            box = Box(*corner, corner[0] + WIDE, corner[1] + 3 * ROW)
            cells.append(Cell(row, column, 1, 1, "".join(texts), box))
            lines += [
                Line(text, Box(box.x0 + 5, box.y0 + n * 38 + 2, box.x0 + 300, box.y0 + n * 38 + 34), 0.99, Origin.OCR)
                for n, text in enumerate(texts)
            ]
    whole = Box(100, top * ROW, 100 + 2 * WIDE, (top + 3 * len(boxes)) * ROW)
    return Table(whole, len(boxes), 2, tuple(cells)), lines


def form(*below: Line, boxes: Sequence[Sequence[Sequence[str]]] = BOXES) -> Evidence:
    table, lines = grid(boxes, top=4)
    page = reading([line("公共场所卫生许可证申请表", 1, 300), *lines, *below], (table,))
    return extract(page, TEMPLATES, "public-place", "application_form")


def stated(found: Evidence, *names: str) -> list[object]:
    return [None if (fact := found.get(name)) is None else fact.value for name in names]


def test_a_label_above_its_value_in_each_cell() -> None:
    names = ("unit_name", "uscc", "legal_representative", "place_address", "place_category", "health_manager")
    assert stated(form(), *names) == [
        "兰州市光影阁洗浴中心有限公司", "91620102MA4L54D55P", "丁明诗", "兰州市城关区北京西路131号", "沐浴场所", "汪启嘉",
    ]  # fmt: skip


def test_a_box_left_blank_states_nothing() -> None:
    blank = (*BOXES[:2], (("公共场所类别",), ("卫生管理人员", "汪启嘉")))
    assert stated(form(boxes=blank), "place_category", "health_manager") == ["", "汪启嘉"]


def test_one_such_cell_among_others_is_no_grid_of_boxes() -> None:
    plain = ((("申请单位",), ("兰州市光影阁", "洗浴中心")), (("经营场所",), ("公共场所类别", "说明")))
    found = form(boxes=plain)
    assert stated(found, "unit_name", "place_category") == ["兰州市光影阁洗浴中心", None]


def test_who_signs_is_not_what_the_form_states() -> None:
    signed = line("法定代表人（签字）：翟伟", 16)
    found = form(signed, line("申请单位（盖章）：2024年8月28日", 18))
    assert [fact.value for fact in found.all("legal_representative")] == ["丁明诗"]
    assert [fact.value for fact in found.all("unit_name")] == ["兰州市光影阁洗浴中心有限公司"]


def test_who_signs_is_doubted_where_nothing_else_is_stated() -> None:
    unnamed = (BOXES[0], (("经营项目", "洗浴"), BOXES[1][1]), BOXES[2])
    found = form(line("法定代表人（签字）：翟伟", 16), boxes=unnamed).get("legal_representative")
    assert found is not None
    assert (found.value, found.confidence < 0.5) == ("翟伟", True)


def test_a_title_is_no_label() -> None:
    title = line("法定代表人授权委托书", 1, 300)
    named = line("法定代表人：林伟", 3)
    page = reading([title, replace(named, confidence=0.98)])
    found = extract(page, TEMPLATES, "medical-ad", "authorization")
    assert [fact.value for fact in found.all("legal_representative")] == ["林伟"]


def test_labels_in_a_row_without_rules_stand_above_their_values() -> None:
    rows = [
        line("医疗机构执业许可证", 1, 400),
        line("机构名称（第一名称）", 3, 100), line("登记号", 3, 600),
        line("新城区同心医院", 4, 100), line("46700330115010215A1002", 4, 600),
        line("主要负责人", 6, 100), line("经营性质", 6, 600),
        line("营利性", 7, 600),
    ]  # fmt: skip
    found = extract(reading(rows), TEMPLATES, "institution", "licence_copy")
    names = ("institution_name", "licence_no", "business_nature", "principal")
    assert stated(found, *names) == ["新城区同心医院", "46700330115010215A1002", "营利性", ""]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由邱诗涵", "邱诗涵"),
        ("兹有康钧", "康钧"),
        ("叶雪梅同志", "叶雪梅"),
        ("由之", "由之"),
        ("王同志", "王同志"),
    ],
)
def test_words_beside_a_name(text: str, name: str) -> None:
    assert parse("person", text).value == name

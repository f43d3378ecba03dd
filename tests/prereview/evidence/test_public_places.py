"""Papers of public places in the words and layouts of other offices."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading
from tongban.prereview.evidence.conclusions import FAILED, PASSED, UNSURE, verdict
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.evidence.normalise import fold, parse_dates, parse_range
from tongban.prereview.reading.model import Line

UNIT, ADDRESS = "成都市星河宾馆有限公司", "成都市武侯区人民南路12号"


def seen(material: str, *rows: str | tuple[str, ...]) -> Evidence:
    lines = []
    for number, row in enumerate(rows, 1):
        pieces = zip((100, 420, 740, 1060), row, strict=False) if isinstance(row, tuple) else [(100, row)]
        lines += [line(text, number, x) for x, text in pieces]
    return extract(reading(lines), TEMPLATES, "public-place", material)


def value(found: Evidence, name: str) -> object:
    return next((fact.normalised for fact in found.all(name) if fact.readable), None)


def rows(found: Evidence, table: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(fact.value if (fact := row.get(c)) else "" for c in columns) for row in found.table(table)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("本次检测共5项，合格5项，不合格0项，符合WS394规定", PASSED), ("不合格项目：无", PASSED), ("各项均未超出限值", PASSED),
        ("所检项目均不高于标准限值", PASSED), ("合格率100%", PASSED), ("不合格10项", FAILED), ("10项不合格", FAILED),
        ("未检出致病菌，细菌总数超标", FAILED), ("温度不合格，其余未见超标", FAILED), ("除噪声外，其余均达到要求", UNSURE),
        ("见附页", None),
    ],
)  # fmt: skip
def test_a_conclusion_is_judged_by_what_it_says(text: str, said: str | None) -> None:
    assert verdict(fold(text)) == said


def test_results_told_item_by_item_are_rows() -> None:
    found = seen(
        "ac_report",
        "检验检测报告",
        f"受检方：{UNIT}",
        "样品名称：集中空调通风系统",
        "风管内表面积尘量为3.2g/㎡（限值≤20g/㎡），合格。",
        "(2) 送风中细菌总数：实测值620CFU/m³，标准限值≤500，合格；",
        "判定：不合格",
    )
    assert not found.odd_kind
    assert not found.missing_parts
    assert rows(found, "results", "limit", "result", "verdict") == [
        ("≤20", "3.2", "合格"),
        ("≤500", "620", "合格"),
    ]
    assert value(found, "conclusion") == FAILED


def test_headings_like_those_known_make_a_table() -> None:
    found = seen(
        "test_report",
        "卫生检测报告书",
        ("检测因子", "标准", "测得值", "达标与否"),
        ("甲醛(mg/m3)", "0.10", "0.03", "达标"),
        ("噪声dB(A)", "45", "52", "超标"),
    )
    assert rows(found, "results", "result", "verdict") == [("0.03", "达标"), ("52", "超标")]


def test_a_report_that_names_its_kind_in_brackets_is_that_kind() -> None:
    found = seen("ac_report", "检测报告（集中空调通风系统）", f"受检单位：{UNIT}", "结论：全部达标。")
    assert found.kinds[0].key == "air-conditioning-report"


def test_staff_told_line_by_line_are_counted_and_dated() -> None:
    found = seen(
        "staff_health",
        "从业人员健康合格证明汇总表",
        f"填报单位：{UNIT}人数：2人",
        "1．程志明（洗发助理）　证号：健证字2024284241　有效期：2024.09.25—2025.09.25",
        "2．古丽娜尔·艾尼（前台）　证号：健证字2023192032　有效期：2023.12.022024.12.02",
    )
    assert value(found, "unit_name") == UNIT
    assert value(found, "stated_count") == 2
    told = [(row.get("name"), row.get("valid_to")) for row in found.table("staff")]
    assert [(a and a.value, b and b.normalised) for a, b in told] == [
        ("程志明", "2025-09-25"),
        ("古丽娜尔·艾尼", "2024-12-02"),
    ]


def test_a_licence_in_prose_states_its_holder_place_and_validity() -> None:
    found = seen(
        "old_licence",
        "公共场所卫生许可证",
        f"经审查，准予{UNIT}（法定代表人或负责人：熊伟）在{ADDRESS}从事下列公共场所经营活动：书店经营。",
        "本证有效期二〇二一年一月六日起至二〇二五年一月五日止。",
    )
    assert (value(found, "unit_name"), value(found, "address")) == (UNIT, ADDRESS)
    assert (value(found, "legal_representative"), value(found, "business_items")) == ("熊伟", "书店经营")
    assert (value(found, "valid_from"), value(found, "valid_to")) == ("2021-01-06", "2025-01-05")


def test_the_row_after_a_value_under_its_label_is_the_next_label() -> None:
    lines = [line("检测报告", 1), line("被测单位", 3), line(UNIT, 3.8), line("空气状况", 4.9), line("良好", 5.7)]
    found = extract(reading(lines), TEMPLATES, "public-place", "test_report")
    assert value(found, "unit_name") == UNIT


def test_the_title_beside_a_label_is_not_its_value() -> None:
    lines = [line("统一社会信用代码", 1), line("91430102MAA6L1LE62", 2)]
    title = line("营业执照", 1, 500)
    tall = title.__class__(title.text, title.box.__class__(500, 30, 800, 110), 0.99, title.origin)
    found = extract(reading([*lines, tall]), TEMPLATES, "public-place", "business_licence")
    assert value(found, "uscc") == "91430102MAA6L1LE62"


def test_a_commitment_needs_something_that_is_promised() -> None:
    empty = seen("commitment", "承诺书", "本公司承诺如下：", f"承诺单位（公章）：{UNIT}", "法定代表人（签名）：")
    assert empty.missing_parts == ("承诺的事项",)
    told = seen("commitment", "承诺书", "本公司承诺如下：", "（一）不擅自变更经营地址。", f"承诺单位：{UNIT}")
    assert told.missing_parts == ()


def test_a_period_over_three_rows_and_one_with_a_colon_for_a_point() -> None:
    found = seen("old_licence", "卫生许可证", "有效期限", "2021年4月1日", "至", "2025年3月31日")
    assert (value(found, "valid_from"), value(found, "valid_to")) == ("2021-04-01", "2025-03-31")
    assert [str(day) for day in parse_range("2019.11:19-2039.11.19")] == ["2019-11-19", "2039-11-19"]
    assert [str(day) for day in parse_dates("2025.03.072026.03.07")] == ["2025-03-07", "2026-03-07"]


def listed(*rows: tuple[str, ...], heading: tuple[str, ...]) -> list[Line]:
    columns = (100, 200, 260, 420, 800) if len(heading) == 5 else (100, 260, 420, 800)
    lines = [line(text, 3, x) for text, x in zip(heading, columns, strict=True)]
    for number, row in enumerate(rows):
        places = (100, 200, 420, 800) if len(heading) == 5 else columns
        lines += [line(text, 4 + 1.5 * number, x) for text, x in zip(row, places, strict=True)]
    return lines


def test_a_list_whose_heading_is_set_wide() -> None:
    rows = (("1", "邹国庆", "202422048", "2025-12-24"), ("2", "谭振宇", "202421281", "2025-06-02"))
    lines = listed(*rows, heading=("序号", "姓", "名", "合格证明编号", "有效期限至"))
    found = extract(
        reading([line("从业人员健康合格证明汇总", 1, 400), *lines]), TEMPLATES, "public-place", "staff_health"
    )
    assert [row.get("name").value for row in found.table("staff")] == ["邹国庆", "谭振宇"]  # type: ignore[union-attr]


def test_a_row_with_a_speck_after_a_dash_is_a_row() -> None:
    rows = (("1", "韦彦", "健证2025106392", "2025-07-22至2026-07-22"), ("2", "邹栋", "健证2025956985", "2025-04-29至:2026-04-29"),
            ("3", "颜瑞", "健证2024581390", "2025-01-20至2026-01-20"))  # fmt: skip
    lines = listed(*rows, heading=("序号", "姓名", "合格证明编号", "有效期限"))
    found = extract(
        reading([line("从业人员健康合格证明汇总", 1, 400), *lines]), TEMPLATES, "public-place", "staff_health"
    )
    assert len(found.table("staff")) == 3

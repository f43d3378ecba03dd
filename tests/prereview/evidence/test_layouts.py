"""Layouts that offices use for the same papers: labels set wide, columns, frames, prose, broken rules."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading, table
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.reading.model import Box, Cell, Line, Reading, Table


def evidence(read: Reading, material: str) -> Evidence:
    return extract(read, TEMPLATES, "public-place", material)


def value(found: Evidence, name: str) -> object:
    fact = found.get(name)
    return None if fact is None else fact.normalised


def test_a_label_set_wide_is_read_though_its_characters_are_apart() -> None:
    found = evidence(
        reading(
            [
                line("营业执照", 1, 500),
                line("名", 3, 100),
                line("称：", 3, 180),
                line("长春惠客健身有限公司", 3, 300),
                line("住", 4, 100),
                line("所：吉林省长春市朝阳区花溪路8号", 4, 180),
            ]
        ),
        "business_licence",
    )
    assert value(found, "unit_name") == "长春惠客健身有限公司"
    assert value(found, "address") == "长春市朝阳区花溪路8号"


def test_a_value_goes_on_in_its_own_column() -> None:
    """Rows of the other column stand between, and the row ends where the other column begins."""
    found = evidence(
        reading(
            [
                line("营业执照", 1, 500),
                line("名称：上海橙果生活超市管理有限公司合肥分公", 3, 100),
                line("成立日期：2017年10月29日", 3, 680),
                line("司", 4, 130),
                line("营业期限：长期", 4, 680),
                line("类型：有限责任公司分公司", 5, 100),
            ]
        ),
        "business_licence",
    )
    assert value(found, "unit_name") == "上海橙果生活超市管理有限公司合肥分公司"


def test_a_card_in_a_frame_is_no_cell() -> None:
    rows = [("姓名", "钟霖宇"), ("性别", "男"), ("出生", "1974年2月25日"), ("公民身份号码", "510502197402250013")]
    lines = [piece for n, (a, b) in enumerate(rows) for piece in (line(a, 3 + n, 120), line(b, 3 + n, 300))]
    frame = Box(100, 100, 700, 500)
    cell = Cell(0, 0, 1, 1, "".join(x.text for x in lines), frame)
    found = evidence(reading(lines, (Table(frame, 1, 1, (cell,)),)), "legal_rep_id")
    assert value(found, "name") == "钟霖宇"
    assert value(found, "birth_date") == "1974-02-25"


def test_what_goes_on_after_a_full_row_is_no_label() -> None:
    grid, lines = table([["名称", "哈尔滨书城"], ["经营范围", ""]], widths=(200, 800))
    box = Box(300, 240, 1100, 400)
    scope = ["许可项目：图书零售。（依法须经批准的项目，经批准方可开展）一般", "项目：物业管理；化妆品零售。"]
    lines += [
        Line(scope[0], Box(305, 245, 1090, 275), 0.99, lines[0].origin),
        Line(scope[1], Box(305, 285, 700, 315), 0.99, lines[0].origin),
        Line("", Box(305, 325, 310, 355), 0.99, lines[0].origin),
    ]
    cells = (*grid.cells[:3], Cell(1, 1, 1, 1, "".join(scope), box))
    found = evidence(reading([line("营业执照", 1, 500), *lines], (replace(grid, cells=cells),)), "business_licence")
    assert "物业管理" in str(value(found, "business_scope"))


def test_a_day_under_a_label_of_an_end_is_the_end() -> None:
    grid, lines = table([["许可证编号", "晋卫公字[2021]第3139号"], ["有效期至", "2025年06月07日"]])
    found = evidence(reading([line("公共场所卫生许可证", 1, 400), *lines], (grid,)), "old_licence")
    assert value(found, "valid_to") == "2025-06-07"
    assert found.get("valid_from") is None


def test_facts_in_the_prose_of_a_plan() -> None:
    found = evidence(
        reading(
            [
                line("平面布局图", 1, 500),
                line("说明：本图为洛阳鹿鸣阁百货管理有限公司经营场所平面布局图，场所位于河南省洛阳市涧西区", 20, 130),
                line("工农路128号20幢，总面积为108.00m2。消毒设施位置已在图中标出。", 21, 100),
            ]
        ),
        "floor_plan",
    )
    assert value(found, "unit_name") == "洛阳鹿鸣阁百货管理有限公司"
    assert value(found, "address") == "洛阳市涧西区工农路128号20幢"
    assert value(found, "area_sqm") == 108.0


def test_the_unit_of_a_commitment_is_no_label_of_its_signature() -> None:
    found = evidence(
        reading(
            [
                line("卫生许可告知承诺书", 1, 400),
                line("青岛南洲轩购物中心现向贵局申请公共场所卫生许可，并承诺：", 3, 150),
                line("1.材料真实，愿意承担法律责任。", 4, 150),
                line("承诺人（法定代表人/负责人）签字：", 6),
            ]
        ),
        "commitment",
    )
    assert value(found, "unit_name") == "青岛南洲轩购物中心"


def test_a_table_whose_rules_were_seen_in_part_is_read_by_its_columns() -> None:
    texts = [["检测项目", "单位", "限值", "结果", "判定"], ["甲醛", "mg/m³", "≤0.10", "0.02", "合格"]]
    grid, lines = table(texts, widths=(300, 200, 200, 200, 200))
    broken = replace(grid, cells=grid.cells[:7])
    (row,) = evidence(reading([line("检测报告", 1, 500), *lines], (broken,)), "test_report").table("results")
    assert [fact.value for fact in row.facts] == ["甲醛", "mg/m³", "≤0.10", "0.02", "合格"]


@pytest.mark.parametrize(
    ("slot", "title"),
    [
        ("business_licence", "食品经营许可证"),
        ("commitment", "公共场所卫生许可证"),
        ("floor_plan", "公共场所卫生许可证申请表"),
    ],
)
def test_another_kinds_title_counts_though_the_facts_are_the_same(slot: str, title: str) -> None:
    rows = ["单位名称：成都小憩宾馆有限公司", "统一社会信用代码：91510105MA6P5MBP25", "法定代表人：李雷",
            "经营场所地址：成都市青羊区上池街8号", "经营项目：住宿", "经营面积：120平方米", "有效期限：2021年5月4日至2025年5月3日",
            "公共场所类别：住宿场所", "发证机关：成都市青羊区卫生健康局"]  # fmt: skip
    lines = [line(title, 1, 400), *(line(row, 3 + n) for n, row in enumerate(rows))]
    assert evidence(reading(lines), slot).odd_kind


def test_the_report_of_air_conditioning_is_not_that_of_the_place() -> None:
    rows = ["委托单位：成都小憩宾馆有限公司", "送风中真菌总数 ≤500 145", "检测结论：均符合WS394—2012的要求。"]
    lines = [line("集中空调通风系统卫生检测报告", 1, 300), *(line(row, 3 + n) for n, row in enumerate(rows))]
    assert evidence(reading(lines), "test_report").odd_kind
    assert not evidence(reading(lines), "ac_report").odd_kind


def test_a_row_of_many_words_is_no_heading() -> None:
    """Every word of it stands under every other: tried as a heading it would take minutes."""
    started = process_time()
    assert evidence(reading([line("a " * 4000, 1)]), "staff_health").tables
    assert process_time() - started < 10


@pytest.mark.parametrize(
    ("below", "value"),
    [
        ("兹声明本申请书所填事项均属实。", "内科;外科"),
        ("本单位承诺所填内容真实、完整。", "内科;外科"),
    ],
)
def test_a_declaration_under_a_value_is_none_of_it(below: str, value: str) -> None:
    found = extract(
        reading([line("医疗机构执业登记（变更）申请书", 1, 400), line("变更后：内科; 外科", 3), line(below, 4, 120)]),
        TEMPLATES, "institution", "application_form",
    )  # fmt: skip
    fact = found.get("value_after")
    assert fact is not None
    assert fact.normalised == value


def test_a_day_and_a_number_that_were_run_together_end_no_table() -> None:
    heads = [line("姓名", 3), line("发证日期", 3, 400), line("有效期止", 3, 650), line("证号", 3, 900)]
    first = [line("郝莉爱", 4), line("2025年5月16日", 4, 400), line("2026年5月15日", 4, 650), line("健20252", 4, 900)]
    joined = Line("2025年10月9日·健202446967", Box(650, 200, 1030, 232))
    last = [line("田丽红", 5), line("2024年10月10日", 5, 400), joined, line("单位（盖章）：", 7)]
    found = extract(
        reading([line("从业人员健康合格证明汇总表", 1, 300), *heads, *first, *last]),
        TEMPLATES,
        "public-place",
        "staff_health",
    )
    assert [fact.value for row in found.table("staff") if (fact := row.get("name"))] == ["郝莉爱", "田丽红"]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("名　　称　株洲市大浪淘沙洗浴中心 类　　型　个体工商户", "株洲市大浪淘沙洗浴中心"),
        ("名称：株洲市大浪淘沙洗浴中心    经营者 吴丽", "株洲市大浪淘沙洗浴中心"),
        ("名称：株洲市大浪淘沙洗浴中心", "株洲市大浪淘沙洗浴中心"),
    ],
)
def test_the_label_and_value_of_the_next_column_are_none_of_a_value(row: str, name: str) -> None:
    found = evidence(reading([line("营业执照", 1, 500), line(row, 4)]), "business_licence")
    assert value(found, "unit_name") == name


def test_the_rows_of_a_value_half_way_up_have_words_of_another_column_beside_them() -> None:
    found = extract(
        reading([
            line("医疗机构执业许可证", 1, 400), line("床位数:", 5.3), line("121张", 5.3, 340),
            line("外科（骨科专业），内", 5, 860), line("诊疗科目：", 5.5, 640), line("科，麻醉科", 6, 860),
        ]),
        TEMPLATES, "institution", "licence_copy",
    )  # fmt: skip
    assert value(found, "departments") == ("外科（骨科专业）", "内科", "麻醉科")


def test_a_row_of_labels_above_a_row_of_values() -> None:
    rows = [["机构第二名称", "经营性质", "主要负责人"], ["包头市普惠医学中心", "非营利性", "萧丽英"],
            ["机构类别", "所有制形式"], ["眼科医院", "集体"]]  # fmt: skip
    ruled, lines = table(rows, top=3)
    found = extract(
        reading([line("医疗机构执业许可证", 1, 400), *lines], (ruled,)), TEMPLATES, "institution", "licence_copy"
    )
    assert [value(found, name) for name in ("business_nature", "principal", "ownership_form")] == [
        "非营利性", "萧丽英", "集体"
    ]  # fmt: skip


def test_rows_beside_a_page_of_which_only_the_labels_are_ruled() -> None:
    cells = [("法定代表人：", 342, 384), ("地址：", 388, 466), ("类别：", 470, 514)]
    ruled = Table(Box(132, 342, 312, 514), 3, 1,
                  tuple(Cell(n, 0, 1, 1, text, Box(132, y0, 312, y1)) for n, (text, y0, y1) in enumerate(cells)))  # fmt: skip
    free = [("司徒栋永", 350), ("武汉市武昌区和平东街", 396), ("660号2幢", 432), ("妇产科医院", 478)]
    lines = [Line(text, Box(327, y, 327 + 24 * len(text), y + 24)) for text, y in free]
    labels = [Line(text, Box(144, (y0 + y1) / 2 - 12, 300, (y0 + y1) / 2 + 12)) for text, y0, y1 in cells]
    found = extract(
        reading([line("医疗机构执业许可证", 1, 400), *lines, *labels], (ruled,)),
        TEMPLATES,
        "institution",
        "licence_copy",
    )
    assert [value(found, name) for name in ("legal_representative", "address", "institution_category")] == [
        "司徒栋永", "武汉市武昌区和平东街660号2幢", "妇产科医院"
    ]  # fmt: skip

"""Wordings and layouts in which papers were misread: rows that break off, titles of columns, more words of a label."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading, table
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.flow import running_text
from tongban.prereview.evidence.normalise import parse_range


def test_a_sentence_that_breaks_off_goes_on_in_the_next_row() -> None:
    rows = [
        line("培训证明", 1, 500),
        line("栾嘉懿(370202198504290659)参加了菌（毒）种运输培训，考核合格，证书编号SAPX20238633，有效期至", 3),
        line("2025.12.13。", 4),
        line("吉林省病原微生物运输培训中心", 6, 700),
        line("2023.12.16", 7, 800),
    ]
    found = extract(reading(rows), TEMPLATES, "pathogen-transport", "escort_training")
    staff = found.table("escorts")
    stated = [
        [fact.normalised if (fact := row.get(n)) else None for n in ("name", "id_no", "valid_to")] for row in staff
    ]
    assert stated == [["栾嘉懿", "370202198504290659", "2025-12-13"]]


def test_a_label_at_the_end_of_a_short_row_is_no_sentence() -> None:
    rows = [
        line("发证日期", 3, 100),
        line("有效期至", 3, 600),
        line("2023年12月21日", 4, 100),
        line("2025年2月26日", 4, 600),
    ]
    rows.append(line("中华人民共和国国家卫生健康委员会制", 9, 700))
    assert "有效期至\n" in running_text(reading(rows).pages).text


def test_a_dash_between_two_days_read_as_a_numeral() -> None:
    start, end = parse_range("二〇二五年三月十九日一二〇三〇年三月十八日")
    assert (str(start), str(end)) == ("2025-03-19", "2030-03-18")


@pytest.mark.parametrize("heading", ["校验有效期截止", "校验有效期至", "有效期届满日"])
def test_when_a_licence_is_to_be_verified_again(heading: str) -> None:
    made, lines = table(
        [["校验日期", "校验结论", heading, "备注"], ["2024年2月10日", "合格", "2025年2月8日", ""]], top=8
    )
    page = reading([line("医疗机构执业许可证", 1, 400), line("机构名称：苏州枫桥医院", 3), *lines], (made,))
    found = extract(page, TEMPLATES, "institution", "licence_copy").get("verification_valid_to")
    assert found is not None
    assert found.normalised == "2025-02-08"


@pytest.mark.parametrize("label", ["诊疗科目设置：", "核准诊疗科目如下：", "诊疗科目名称："])
def test_more_words_of_a_label(label: str) -> None:
    rows = [line("医疗机构执业许可证", 1, 400), line(f"{label}内科；外科；中医科", 3)]
    found = extract(reading(rows), TEMPLATES, "institution", "licence_copy").get("departments")
    assert found is not None
    assert found.normalised == ("内科", "外科", "中医科")


def test_a_conclusion_is_no_row_of_results() -> None:
    heads = [
        line(text, 5, x) for text, x in (("检测项目", 100), ("检测结果", 500), ("标准限值", 700), ("单项判定", 900))
    ]
    row = [line(text, 6, x) for text, x in (("噪声（dB）", 100), ("43.2", 500), ("≤55", 700), ("符合", 900))]
    said = line("检验结论　　本次检测共3项，合格3项，不合格0项，符合GB 37488—2019规定。", 7, 100)
    page = reading([line("公共场所卫生检测报告", 1, 400), *heads, *row, said])
    results = extract(page, TEMPLATES, "public-place", "test_report").table("results")
    assert [fact.value for record in results if (fact := record.get("item"))] == ["噪声（dB）"]

"""Papers of a transport of pathogens in the layouts of other offices."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading, table
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.reading.model import Line

ONE, OTHER = "110101199003074477", "31010119920615142X"


def _read(material: str, *lines: Line) -> Evidence:
    return extract(reading(list(lines)), TEMPLATES, "pathogen-transport", material)


def test_a_list_of_marks_is_a_training_proof_under_a_title_that_others_bear() -> None:
    ruled, lines = table(
        [
            ["姓名", "性别", "身份证号", "成绩评定", "有效期"],
            ["张静怡", "女", ONE, "96分（合格）", "2025.01.10至2027.01.10"],
            ["高雨桐", "男", OTHER, "补考未通过", "2025.02.10至2027.02.10"],
        ]
    )
    head = [line("培训考核成绩证明", 1), line("培训内容：高致病性病原微生物护送人员专项培训", 3)]
    found = extract(reading([*head, *lines], (ruled,)), TEMPLATES, "pathogen-transport", "escort_training")
    assert not found.odd_kind
    first, second = found.table("escorts")
    assert first.get("valid_to").normalised == "2027-01-10"  # type: ignore[union-attr]
    assert second.get("result").value == "补考未通过"  # type: ignore[union-attr]


def test_a_paper_of_something_else_stays_odd_under_such_a_title() -> None:
    found = _read("packaging_cert", line("检验报告", 1), line("样品名称：客房毛巾", 3), line("细菌总数 ≤200 合格", 5),
                  line("检测单位：成都海棠检测有限公司", 7), line("2025年3月1日", 9))  # fmt: skip
    assert found.odd_kind


def test_a_test_report_certifies_a_container() -> None:
    found = _read("packaging_cert", line("检验报告（合格证明）", 1), line("合格证编号：BZ-2025-1107", 3),
                  line("样品名称：感染性物质运输包装  UN编号：UN2814", 5), line("包装说明：P620  型号：GX-15", 7),
                  line("9m跌落试验：符合。综合判定：合格。有效期至2027年6月29日。", 9))  # fmt: skip
    assert not found.odd_kind
    assert not found.missing_parts


def test_cells_broken_over_rows_are_one_record() -> None:
    heads = [line(text, 5, x) for text, x in (("姓名", 100), ("身份证号", 300), ("有效期至", 800), ("成绩评定", 1080))]
    rows = [line("2027年05月", 6.4, 800), line("张静怡", 6.8, 100), line(ONE, 6.8, 300), line("合格", 6.8, 1080),
            line("31日", 7.2, 800), line("2026年12月", 8.4, 800), line("高雨桐", 8.8, 100), line(OTHER, 8.8, 300),
            line("合格", 8.8, 1080), line("25日", 9.2, 800)]  # fmt: skip
    found = _read("escort_training", line("护送员培训班考核成绩册", 1), *heads, *rows)
    told = [(row.get("name").value, row.get("valid_to").normalised) for row in found.table("escorts")]  # type: ignore[union-attr]
    assert told == [("张静怡", "2027-05-31"), ("高雨桐", "2026-12-25")]


def test_escorts_told_in_sentences_with_a_speck_in_a_number() -> None:
    text = f"兹有张静怡同志，身份证号{ONE[:6]}.{ONE[6:]}，经过培训，考核成绩合格；有效期至2026.05.29（PX20253800）。"
    found = _read("escort_training", line("护送人员生物安全培训考核证明", 1), line(text, 3),
                  line(f"兹有高雨桐同志，身份证号{OTHER}，经过培训，考核合格；有效期至2027.12.10（PX20254682）。", 5))  # fmt: skip
    told = [(row.get("name").value, row.get("id_no").normalised, row.get("valid_to").normalised)  # type: ignore[union-attr]
            for row in found.table("escorts")]  # fmt: skip
    assert told == [("张静怡", ONE, "2026-05-29"), ("高雨桐", OTHER, "2027-12-10")]


@pytest.mark.parametrize(
    ("words", "fact", "value"),
    [
        ("本证明自出具之日起6个月内有效。", "valid_months", 6), ("本函三个月内有效。", "valid_months", 3),
        ("有效期为九十天。", "valid_days", 90), ("自签发之日起一年内有效。", "valid_years", 1),
        ("本函有效期半年。", "valid_half", "半年"), ("本函有效期至2026年3月1日。", "valid_to", "2026-03-01"),
    ],
)  # fmt: skip
def test_the_consent_says_how_long_it_is_valid(words: str, fact: str, value: object) -> None:
    found = _read("receiver_consent", line("关于同意接收菌（毒）种的函", 1), line("现同意接收，共10份。", 3),
                  line(words, 5), line("成都海棠医学检验所", 7), line("2025年9月1日", 8))  # fmt: skip
    stated = found.get(fact)
    assert stated is not None
    assert stated.normalised == value


def test_a_consent_without_term_states_none() -> None:
    found = _read("receiver_consent", line("关于同意接收菌（毒）种的函", 1), line("运输计划变更的，请提前3日告知，现同意接收。", 3),
                  line("2025年9月1日", 8))  # fmt: skip
    assert not any(found.get(name) for name in ("valid_days", "valid_months", "valid_years", "valid_half", "valid_to"))


def test_what_is_left_out_is_named() -> None:
    told = f"张静怡，身份证号{ONE}，于2025年3月1日参加我单位组织的生物安全培训，证明编号PX20252281。"
    found = _read("escort_training", line("护送人员生物安全培训证明", 1), line(told, 3))
    assert set(found.missing_parts) == {"考核结果", "有效期"}


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("有效期：2025年1月8日起三年", "2028-01-07"), ("证书有效期自2025年1月8日起2年", "2027-01-07"),
        ("有效期限：2025.01.02—2027.01.01", "2027-01-01"), ("本证明有效期两年，至2027年3月4日止。", "2027-03-04"),
    ],
)  # fmt: skip
def test_how_long_a_certificate_is_valid(words: str, until: str) -> None:
    found = _read("packaging_cert", line("运输容器合格证", 1), line("证书编号：CYX-2025-11", 3), line(words, 5))
    assert {fact.normalised for fact in found.all("valid_to")} == {until}


def test_the_year_in_brackets_begins_a_number() -> None:
    found = _read(
        "packaging_cert", line("运输包装容器合格证", 1, 400),
        line("合格证编号(2024)包检字第699号，有效期至2026年9月5日。", 4),
    )  # fmt: skip
    fact = found.get("packaging_cert_no")
    assert fact is not None
    assert fact.value.startswith("(2024)包检字第699号")

"""Rows of two columns that recognition read as one, labels in frames, and labels that a row's end broke."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.reading.model import Line


def value(evidence: Evidence, name: str) -> str | None:
    fact = evidence.get(name)
    return None if fact is None else fact.value


def licence(*lines: Line) -> Evidence:
    found = reading([line("营业执照", 1, 480), *lines])
    return extract(found, TEMPLATES, "institution", "business_licence")


def approval(*lines: Line) -> Evidence:
    found = reading([line("高致病性病原微生物实验活动批准书", 1, 300), *lines])
    return extract(found, TEMPLATES, "pathogen-transport", "receiver_activity_approval")


def test_the_label_of_the_next_column_is_no_part_of_a_value() -> None:
    found = licence(
        line("名称：", 3), line("洛阳市华康医院", 3, 300),
        line("类型：", 4), line("有限责任公司 法定代表人：", 4, 300), line("何建国", 4, 900),
        line("住所：", 5), line("洛阳市涧西区长兴街455号", 5, 300),
    )  # fmt: skip
    assert value(found, "unit_name") == "洛阳市华康医院"
    assert value(found, "unit_type") == "有限责任公司"
    assert value(found, "legal_representative") == "何建国"


def test_a_broken_value_beside_a_label_of_the_next_column() -> None:
    found = approval(
        line("申请单位", 3), line("郑州蓝湾公共卫生检测评价中 实验室名称", 3, 300), line("病原分离实验室", 3, 900),
        line("心", 4, 300),
        line("生物安全防护级别", 5), line("BSL-3", 5, 340),
    )  # fmt: skip
    assert value(found, "receiver_name") == "郑州蓝湾公共卫生检测评价中心"


def test_words_that_are_no_label_stay() -> None:
    found = licence(
        line("名称：", 3), line("洛阳市华康 医院管理", 3, 300), line("住所：", 4), line("长兴街455号", 4, 300)
    )
    assert value(found, "unit_name") == "洛阳市华康 医院管理"


def test_labels_in_frames_above_their_values() -> None:
    found = licence(
        line("【名称】", 3), line("【服务对象】", 3, 700),
        line("洛阳市华康医院", 4), line("社会", 4, 710),
        line("【住所】", 5), line("【注册资本】", 5, 700),
        line("洛阳市涧西区长兴街455号", 6), line("伍佰万元整", 6, 710),
    )  # fmt: skip
    assert value(found, "unit_name") == "洛阳市华康医院"
    assert value(found, "address") == "洛阳市涧西区长兴街455号"
    assert value(found, "registered_capital") == "伍佰万元整"


@pytest.mark.parametrize(
    ("begun", "rest"), [("；类", "别：公共卫生；范围：公共卫生专业。"), ("；执业类", "别：公共卫生。")]
)
def test_a_label_broken_by_the_end_of_a_row(begun: str, rest: str) -> None:
    found = extract(
        reading([
            line("医师执业证书", 1, 480),
            line(f"郑丽娟同志已办理医师执业注册，主要执业机构为长沙思源医院。级别：执业医师{begun}", 3),
            line(rest, 4),
        ]),
        TEMPLATES, "physician-reg", "practice_cert",
    )  # fmt: skip
    assert value(found, "level") == "执业医师"
    assert value(found, "category") == "公共卫生"


def test_a_label_half_way_up_two_rows_of_its_value() -> None:
    found = extract(
        reading([
            line("医疗机构校验申请书", 1, 480),
            line("校验有效期至：", 3), line("2025年6月12日", 3, 420),
            line("外科、骨科专业、内科、麻醉科、康复医学科、医学检验科、", 4, 420),
            line("诊疗科目：", 4.5),
            line("医学影像科、超声诊断专业", 5, 420),
            line("床位数：", 6), line("47", 6, 420),
        ]),
        TEMPLATES, "institution", "application_form",
    )  # fmt: skip
    departments = found.get("departments")
    assert departments is not None
    assert departments.normalised == (
        "外科",
        "骨科专业",
        "内科",
        "麻醉科",
        "康复医学科",
        "医学检验科",
        "医学影像科",
        "超声诊断专业",
    )


def test_validity_in_two_rows_and_in_brackets() -> None:
    found = extract(
        reading([
            line("医疗机构执业许可证（副本）", 1, 400),
            line("名称：洛阳市华康医院", 3),
            line("有效期起：2021年5月8日", 4), line("有效期止：2026年5月7日", 5),
            line("校验记录：合格（有效期止：2025年3月6日）", 6),
        ]),
        TEMPLATES, "institution", "licence_copy",
    )  # fmt: skip
    ends = {fact.normalised for fact in found.all("licence_valid_to")}
    assert (value(found, "licence_valid_from"), ends) == ("2021年5月8日", {"2026-05-07"})

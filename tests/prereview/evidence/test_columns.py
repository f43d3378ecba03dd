"""Rows of two columns that recognition read as one, labels in frames, and labels that a row's end broke."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading, table
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


def test_a_label_half_way_between_two_rows_with_another_column_beside_it() -> None:
    found = extract(
        reading([
            line("医疗机构校验申请书", 1, 400),
            line("登记号", 3), line("MA936F3B921030219A5181", 3, 336),
            line("辽宁省鞍山市铁东区兴业街", 4.6, 336), line("649号", 5.4, 336),
            line("详细地址", 5), line("机构类别", 5, 700), line("妇产医院", 5, 900),
            line("所有制形式", 7), line("私人", 7, 336),
        ]),
        TEMPLATES, "institution", "application_form",
    )  # fmt: skip
    assert value(found, "address") == "辽宁省鞍山市铁东区兴业街649号"


def test_a_department_before_a_colon_goes_on_with_the_list() -> None:
    found = extract(
        reading([
            line("医疗机构执业许可证", 1, 400),
            line("诊疗科目：外科（普通外科专业、骨科专业）；医学检验科；麻醉科；预防保健科；妇", 3),
            line("产科：全科医疗科；传染科", 4, 234),
            line("有效期：2019年1月15日至2034年1月14日", 5),
        ]),
        TEMPLATES, "physician-reg", "institution_licence",
    )  # fmt: skip
    departments = found.get("departments")
    assert departments is not None
    assert set(departments.normalised) >= {"妇产科", "全科医疗科", "传染科"}  # type: ignore[arg-type]


@pytest.mark.parametrize("head", ["编号：S-3340", "证号：S-3340"])
def test_the_number_at_the_head_of_a_page_gives_way_to_that_of_the_certificate(head: str) -> None:
    found = extract(
        reading([
            line(head, 0), line("感染性物质包装容器检验合格证", 1, 300),
            line("证书编号：TX/2025/60468", 3), line("UN编号：UN2814", 4), line("检验结论：合格。", 5),
        ]),
        TEMPLATES, "pathogen-transport", "packaging_cert",
    )  # fmt: skip
    assert [fact.value for fact in found.all("packaging_cert_no")] == ["TX/2025/60468"]


def test_a_certificate_number_is_no_un_number() -> None:
    found = extract(
        reading([
            line("感染性物质运输容器合格证明", 1, 300), line("No. YS-UN202427136", 2, 700),
            line("适用于A类感染性物质（UN2814）的运输，各项指标均符合要求。", 3),
        ]),
        TEMPLATES, "pathogen-transport", "packaging_cert",
    )  # fmt: skip
    assert [fact.value for fact in found.all("un_number")] == ["UN2814"]


def test_the_heading_of_the_next_column_is_no_conclusion() -> None:
    heads, lines = table([["检查项目", "检查结果", "医师签名栏"], ["外科", "未见异常", "刘静"]], top=3)
    found = extract(
        reading([line("医师健康体检表", 1, 400), *lines, line("体检结论：暂缓，目前不能胜任医师工作。", 8)], (heads,)),
        TEMPLATES, "physician-reg", "health_check",
    )  # fmt: skip
    assert "不能胜任" in (value(found, "conclusion") or "")

"""Papers of a medical advertisement as other offices lay them out and word them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.evidence.normalise import fold, parse_range, split_list
from tongban.prereview.reading.model import Line


def evidence(key: str, *lines: Line) -> Evidence:
    return extract(reading(list(lines)), TEMPLATES, "medical-ad", key)


def value(found: Evidence, name: str) -> object:
    fact = found.get(name)
    return None if fact is None else fact.normalised


def test_departments_as_a_list_under_their_heading_beside_other_columns() -> None:
    found = evidence(
        "licence_copy",
        line("医疗机构执业许可证（副本）", 1, 400),
        line("机构名称", 3), line("仙桃和顺骨伤医院", 3, 300), line("诊疗科目", 3, 800),
        line("· 外科；骨科专业", 4, 805), line("登记号", 4.2),
        line("· 内科", 5, 805), line("法定代表人", 5.2), line("上官秀磊", 5.2, 300),
        line("• 医学影像科；X线诊断专业", 6, 805),
        line("校验记录", 8, 800),
    )  # fmt: skip
    assert value(found, "departments") == ("外科", "骨科专业", "内科", "医学影像科", "X线诊断专业")


def test_values_close_behind_their_labels() -> None:
    found = evidence(
        "ad_sample",
        line("合肥庐阳区圣德眼科医院", 1, 400),
        line("地址合肥市庐阳区八一大街426号1—8层", 3), line("所有制形式集体", 3, 800),
        line("诊疗科目眼科；医学检验科", 4), line("床位41张", 5),
        line("医疗广告审查证明文号：皖医广【2025】第　号", 9),
    )  # fmt: skip
    assert value(found, "address") == "合肥市庐阳区八一大街426号1-8层"
    assert value(found, "departments") == ("眼科", "医学检验科")
    assert value(found, "bed_count") == 41


def test_a_label_is_no_value_of_a_shorter_one() -> None:
    found = evidence("application_form", line("医疗广告审查申请表", 1, 400), line("法定代表人签字：", 20))
    assert found.get("legal_representative") is None


def test_power_of_attorney_in_prose() -> None:
    found = evidence(
        "authorization",
        line("授权委托书", 1, 500),
        line("本人林伟系天水恒泽肿瘤医院的法定代表人，现授权夏睿昕（身份证号：511302196005248580）", 3),
        line("为我方代理人。", 4),
        line("委托期限：2025年4月10日起至2025年10月23日止。代理人无转委托权。", 5),
        line("法定代表人签字：", 7),
    )
    assert value(found, "institution_name") == "天水恒泽肿瘤医院"
    assert value(found, "legal_representative") == "林伟"
    assert value(found, "handler_name") == "夏睿昕"
    assert value(found, "valid_to") == "2025-10-23"


def test_what_a_script_says_of_the_eight_kinds() -> None:
    found = evidence(
        "ad_script",
        line("广播广告文稿（15秒）", 1, 400),
        line("播音员：南京圣德肿瘤医院。地址在江苏省南京市鼓楼区军民路465号。编制床位35张。", 3),
        line("联系电话是025-67470011。", 4),
        line("全片时长合计 15 秒", 6),
    )
    assert value(found, "address") == "南京市鼓楼区军民路465号"
    assert value(found, "bed_count") == 35
    assert value(found, "contact_phone") == "025-67470011"
    assert value(found, "total_seconds") == 15


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("· 外科；骨科专业 · 内科", ("外科", "骨科专业", "内科")),
        ("皮肤科：医疗美容科；美容皮肤科", ("皮肤科", "医疗美容科", "美容皮肤科")),
        ("☑内科 □外科 ☑儿科", ("内科", "儿科")),
        ("1.内科 2.外科", ("内科", "外科")),
    ],
)
def test_lists(text: str, items: tuple[str, ...]) -> None:
    assert split_list(text) == items


def test_a_period_whose_end_cannot_be_read_has_none() -> None:
    assert parse_range("自2024-04-21至20290-20") == (date(2024, 4, 21), None)
    assert parse_range("自2024-04-21至202904-20") == (date(2024, 4, 21), date(2029, 4, 20))


def test_traditional_print() -> None:
    assert fold("醫療廣告樣件") == "医疗广告样件"

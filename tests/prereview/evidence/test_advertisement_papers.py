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


def test_an_application_told_in_sentences() -> None:
    found = evidence(
        "application_form",
        line("医疗广告审查申请表", 1, 400),
        line("我单位系苏州市姑苏区东篱儿童医院，统一社会信用代码为91320508391370200H。", 3),
        line("登记号为39137020032050816A5192，许可证有效期自2020年9月4日起至2035年9月3日止，校验有效期至2026年3月4日。", 4),
        line("所有制形式为股份制，机构类别为儿童医院，床位数为298张。", 5),
        line("法定代表人签名：", 20),
    )  # fmt: skip
    stated = {name: value(found, name) for name in ("institution_name", "uscc", "licence_no", "licence_valid_from")}
    assert stated == {
        "institution_name": "苏州市姑苏区东篱儿童医院", "uscc": "91320508391370200H",
        "licence_no": "39137020032050816A5192", "licence_valid_from": "2020-09-04",
    }  # fmt: skip
    assert value(found, "verification_valid_to") == "2026-03-04"
    assert (value(found, "ownership_form"), value(found, "institution_category")) == ("股份制", "儿童医院")
    assert value(found, "bed_count") == 298


def test_ends_of_a_period_under_labels_with_brackets() -> None:
    found = evidence(
        "application_form",
        line("医疗广告审查申请表", 1, 400),
        line("许可证有效期（起）：2019-09-28", 3), line("许可证有效期（止）：2024-09-27", 4),
        line("广告涉及机构诊疗科目：眼科；内科", 5), line("法人代表姓名：冯晨", 6),
        line("法定代表人：", 20), line("2024年8月2日", 20, 500),
    )  # fmt: skip
    assert (value(found, "licence_valid_from"), value(found, "licence_valid_to")) == ("2019-09-28", "2024-09-27")
    assert value(found, "departments") == ("眼科", "内科")
    assert value(found, "legal_representative") == "冯晨"
    assert found.missing_parts == ()


@pytest.mark.parametrize("noise", ["类☑别", "股份制广告涉及机构诊疗科目口腔科；口腔修复专业"])
def test_what_no_ownership_can_be_is_none(noise: str) -> None:
    found = evidence("application_form", line("医疗广告审查申请表", 1, 400), line(f"所有制形式：{noise}", 3))
    assert found.get("ownership_form") is None


def test_an_advertisement_told_in_sentences() -> None:
    found = evidence(
        "ad_sample",
        line("成都华军医院", 1, 400),
        line("成都华军医院位于四川省成都市武侯区和平里543号，为集体所有制综合医院。", 3),
        line("开设内科；外科。编制床位83张。联系电话：028-68491425。", 4),
        line("审查证明文号：（川）医广〔2024〕第　号", 9),
    )
    assert value(found, "address") == "成都市武侯区和平里543号"
    assert (value(found, "ownership_form"), value(found, "institution_category")) == ("集体", "综合医院")
    assert value(found, "bed_count") == 83


def test_a_power_of_attorney_without_a_matter() -> None:
    start = line(
        "本人贾梅系仙桃普泽儿童医院的法定代表人，现授权许昕玉（身份证号：440604199502053286）为我方代理人。", 3
    )
    title = line("授权委托书", 1, 500)
    assert evidence("authorization", title, start, line("特此委托。", 4)).missing_parts == ("委托事项",)
    rest = line("以我单位名义办理医疗广告审查。本授权自2024年7月8日起生效，至2024年12月9日终止。", 4)
    found = evidence("authorization", title, start, rest)
    assert found.missing_parts == ()
    assert (value(found, "valid_from"), value(found, "valid_to")) == ("2024-07-08", "2024-12-09")


def seconds(found: Evidence) -> list[object]:
    return [fact.normalised if (fact := row.get("seconds")) else None for row in found.table("shots")]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("0—3秒　播：成都康愈医院", "3—10秒　播：诊疗科目：内科", "10—15秒　播：联系电话：028-85551234"),
        ("00:00-00:03 画面：机构外景", "00:03-00:10 画面：诊疗科目", "00:10-00:15 画面：电话"),
        ("1. 0-3秒【画面】机构外景", "2. 3-10秒【画面】诊疗科目", "3. 10-15秒【画面】电话"),
    ],
)
def test_shots_of_a_script_told_as_spans(first: str, second: str, third: str) -> None:
    title, last = (
        line("15秒广告镜头脚本", 1, 400),
        line("本脚本所列内容与医疗机构执业许可证登记的内容一致，未另作说明。", 7),
    )
    found = evidence("ad_script", title, line(first, 3), line(second, 4), line(third, 5), last)
    assert seconds(found) == [3.0, 7.0, 5.0]


def test_a_span_in_the_words_of_a_picture_is_no_shot() -> None:
    found = evidence(
        "ad_script", line("15秒广告镜头脚本", 1, 400), line("0—15秒　画面：机构外景停留2—3秒后切至字幕", 3)
    )
    assert seconds(found) == [15.0]


@pytest.mark.parametrize(
    "row", ["拟发布媒体类别为影视、广播，广告时长为 15 秒。", "拟投放媒体为影视、广播。", "拟发布媒体：影视、广播"]
)
def test_media_told_in_a_sentence(row: str) -> None:
    found = evidence("application_form", line("医疗广告审查申请表", 1, 400), line(row, 5))
    assert value(found, "media_types") == ("影视", "广播")


def test_the_longer_of_two_labels_counts_even_where_no_value_follows_it() -> None:
    found = evidence("application_form", line("医疗广告审查申请表", 1, 400), line("拟发布媒体类别及时长另见附页", 5))
    assert value(found, "media_types") is None

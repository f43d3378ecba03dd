"""Applications written as letters: the facts stand in sentences, behind their labels without a colon."""

from __future__ import annotations

from tests.prereview.evidence.pages import TEMPLATES, line, reading
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence


def letter(title: str, matter: str, *rows: str, material: str = "application_form") -> Evidence:
    found = reading([line(title, 1, 300), *(line(row, 3 + n) for n, row in enumerate(rows))])
    return extract(found, TEMPLATES, matter, material)


def said(found: Evidence, name: str) -> tuple[str, bool] | None:
    fact = found.get(name)
    return None if fact is None else (fact.value, fact.confidence < 0.5)


def test_an_application_for_a_transport_as_a_letter() -> None:
    found = letter(
        "高致病性病原微生物运输申请表", "pathogen-transport",
        "申请单位济南市菌种保藏中心，统一社会信用代码12370102506259554L，法定代表人章晓琪，现申请运输霍乱弧菌。",
        "接收单位为成都明谱检测评价中心，接收实验室为新发传染病实验室，生物安全级别BSL-3。",
    )  # fmt: skip
    assert said(found, "applicant_name") == ("济南市菌种保藏中心", True)
    assert said(found, "applicant_uscc") == ("12370102506259554L", True)
    assert said(found, "legal_representative") == ("章晓琪", True)
    assert said(found, "receiver_name") == ("成都明谱检测评价中心", True)


def test_what_stands_beside_its_label_is_not_guessed_again() -> None:
    found = letter(
        "高致病性病原微生物运输申请表", "pathogen-transport", "法定代表人：章晓琪", "本单位法定代表人，法定代表人陈峰，"
    )
    assert [fact.value for fact in found.all("legal_representative")] == ["章晓琪"]


def test_a_promise_names_nobody() -> None:
    found = letter(
        "高致病性病原微生物运输申请表", "pathogen-transport", "本单位承诺，法定代表人对所填内容负责，如有虚假愿担责。"
    )
    assert found.get("legal_representative") is None


def test_an_application_of_an_institution_as_a_letter() -> None:
    found = letter(
        "医疗机构校验申请书", "institution",
        "三亚市吉阳区同济堂康复医院（统一社会信用代码91460203MA1BT0PKXU，登记号",
        "MA1BT0PKX46020317A5272）位于海南省三亚市吉阳区梅园路278号，机构类别为康复医院，",
        "现有床位142张；法定代表人方梓涵，主要负责人慕容琳。",
        "核准登记的诊疗科目为：康复医学科；内科；中医科；",
        "心电诊断专业。《医疗机构执业许可证》有效期至2028-04-25，校验有效期至2025-10-30。",
    )  # fmt: skip
    assert said(found, "institution_name") == ("三亚市吉阳区同济堂康复医院", False)
    assert said(found, "address") == ("海南省三亚市吉阳区梅园路278号", False)
    assert said(found, "bed_count") == ("142张", False)
    assert said(found, "licence_valid_to") == ("2028-04-25", False)
    assert said(found, "verification_valid_to") == ("2025-10-30", False)
    departments = found.get("departments")
    assert departments is not None
    assert departments.normalised == ("康复医学科", "内科", "中医科", "心电诊断专业")


def test_beds_that_change_in_a_sentence() -> None:
    found = letter(
        "变更原因和理由说明", "institution", "新住院楼投入使用，床位总数拟由22张变为92张。", material="change_reason"
    )
    assert (said(found, "beds_before"), said(found, "beds_after")) == (("22", False), ("92", False))

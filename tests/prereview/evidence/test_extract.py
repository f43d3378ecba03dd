"""From pages to facts: labels, prose, records, sign-offs, kinds."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import CHAR, TEMPLATES, line, reading, table
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.reading.model import Box, Ink, Line, Reading, Seal, Table


def evidence(read: Reading, material: str) -> Evidence:
    matter, key = material.split(".")
    return extract(read, TEMPLATES, matter, key)


def value(found: Evidence, name: str) -> object:
    fact = found.get(name)
    return None if fact is None else fact.normalised


LICENCE = [
    line("医疗机构执业许可证", 1, 400),
    line("（副本）", 2, 560),
    line("机构名称（第一名称）：绵阳青竹医院", 3),
    line("登记号：MA6KFTGW051070315A1002", 4),
    line("法定代表人：上官云飞 主要负责人：冼志强", 5, doubts=(("冼", "洗"),)),
    line("诊疗科目：内科；外科；妇产科；医学影像科；X线诊断专业；", 6),
    line("CT诊断专业；麻醉科", 7, 100 + 5 * CHAR),
    line("床位（牙椅）：120张", 8),
    line("有效期限：自2020年12月13日至2025年12月12日", 9),
    line("校验记录：校验合格 本次校验有效期至2025年7月1日", 10),
    line("发证机关：", 12, 600),
    line("绵阳市涪城区卫生健康局", 13, 600),
    line("2020年12月13日", 14, 600),
]


def test_labels_with_a_colon() -> None:
    found = evidence(reading(LICENCE), "institution.licence_copy")
    assert found.kinds[0].key == "medical-institution-licence"
    assert not found.wrong_kind
    assert value(found, "institution_name") == "绵阳青竹医院"
    assert value(found, "licence_no") == "MA6KFTGW051070315A1002"
    assert value(found, "legal_representative") == "上官云飞"
    assert value(found, "principal") == "冼志强"
    assert value(found, "bed_count") == 120
    assert value(found, "departments") == (
        "内科",
        "外科",
        "妇产科",
        "医学影像科",
        "X线诊断专业",
        "CT诊断专业",
        "麻醉科",
    )
    assert (value(found, "licence_valid_from"), value(found, "licence_valid_to")) == ("2020-12-13", "2025-12-12")
    assert value(found, "verification_valid_to") == "2025-07-01"
    assert value(found, "issuer") == "绵阳市涪城区卫生健康局"
    assert value(found, "signoff_date") == "2020-12-13"
    principal = found.get("principal")
    assert principal is not None
    assert principal.doubts == (("冼", "洗"),)
    assert principal.box.x0 > 300, "the box is of the value, not of the label"


@pytest.mark.parametrize("lower", [0.0, 0.2])
def test_a_value_ends_where_the_next_row_has_its_own_label(lower: float) -> None:
    card = [
        line("营业执照", 1, 500),
        line("统一社会信用代码：91510113MA6LN1DK17", 2),
        line("住所", 4),
        line("成都市青白江区朝阳路与红星路交叉口西南角二楼", 4, 500),
        line("351号附7号", 5, 500),
        line("登记事由", 6 + lower),
        line("变更", 6, 500),
        line("登记机关：", 12, 600),
    ]
    found = evidence(reading(card), "institution.business_licence")
    assert value(found, "address") == "成都市青白江区朝阳路与红星路交叉口西南角二楼351号附7号"


def test_a_label_no_template_knows_ends_a_value_that_fills_its_row() -> None:
    card = [
        line("营业执照", 1, 500),
        line("统一社会信用代码：91510113MA6LN1DK17", 2),
        line("住所", 4),
        line("成都市青白江区朝阳路与红星路交叉口西南角二楼", 4, 500),
        line("登记事由", 5),
        line("变更", 5, 500),
        line("登记机关：", 12, 600),
    ]
    found = evidence(reading(card), "institution.business_licence")
    assert value(found, "address") == "成都市青白江区朝阳路与红星路交叉口西南角二楼"


def test_a_licence_handed_in_as_something_else() -> None:
    assert evidence(reading(LICENCE), "physician-reg.health_check").wrong_kind
    assert evidence(reading(LICENCE), "institution.application_form").wrong_kind
    assert not evidence(reading(LICENCE), "physician-reg.institution_licence").wrong_kind


def form() -> tuple[tuple[Table, ...], list[Line]]:
    grid, lines = table(
        [
            ["申请类型", "变更", "医疗机构名称", "绵阳青竹医院"],
            ["床位数（变更前）", "120", "联系电话", "0816-2345678"],
            ["变更事项", "床位", "变更前", "120张"],
            ["医师人数", "", "护士人数", ""],
        ]
    )
    return (grid,), [line("医疗机构申请变更登记注册书", 1, 400), *lines]


def test_form_cells_and_blanks() -> None:
    tables, lines = form()
    found = evidence(reading(lines, tables), "institution.application_form")
    assert value(found, "institution_name") == "绵阳青竹医院"
    assert value(found, "change_item") == "床位", "a value that is also a label elsewhere"
    assert value(found, "bed_count") == 120
    blank = found.get("doctor_count")
    assert blank is not None
    assert blank.value == ""
    assert found.get("new_legal_rep_id_no") is None


def test_signature_place_with_and_without_ink() -> None:
    tables, lines = form()
    place = [
        line("法定代表人签名：", 12),
        line("2025年3月1日", 12, 900),
        line("申请机构（盖章）", 15, 500),
        line("2025年3月2日", 16, 500),
    ]
    ink = Ink(Box(320, 470, 470, 520), "blue", "上官云飞", 0.9)
    seal = Seal(Box(600, 560, 830, 790), "绵阳青竹医院", "", 0.99)
    signed = evidence(reading([*lines, *place], tables, (seal,), (ink,)), "institution.application_form")
    assert [s.ink for s in signed.signatures] == [ink]
    date = signed.signatures[0].date
    assert date is not None
    assert date.normalised == "2025-03-01"
    assert value(signed, "signoff_date") == "2025-03-02"
    assert {fact.normalised for fact in signed.all("sign_date")} == {"2025-03-01", "2025-03-02"}
    assert [place.seal.ring_text for place in signed.seals] == ["绵阳青竹医院"]
    blank = evidence(reading([*lines, *place], tables), "institution.application_form")
    assert [s.ink for s in blank.signatures] == [None]


def test_prose() -> None:
    text = [
        line("聘用证明", 1, 550),
        line("兹证明欧阳雪（身份证号：51010519900307767X）拟在我单位康复医学科从事康复医学专业医师", 3),
        line("工作，聘用期限自2025年1月9日至2026年1月9日。", 4),
        line("特此证明。", 5),
        line("聘用单位（盖章）：", 8, 500),
        line("达州海棠医院", 9, 500),
        line("二〇二四年十二月二十八日", 10, 500),
    ]
    found = evidence(reading(text), "physician-reg.employment_proof")
    assert value(found, "name") == "欧阳雪"
    assert value(found, "id_no") == "51010519900307767X"
    assert value(found, "practice_scope") == "康复医学专业"
    assert (value(found, "employment_start"), value(found, "employment_end")) == ("2025-01-09", "2026-01-09")
    assert value(found, "signoff_unit") == "达州海棠医院"
    assert value(found, "signoff_date") == "2024-12-28"
    assert found.missing_parts == ()


def test_records_of_a_ruled_table_and_of_one_set_in_columns() -> None:
    rows = [
        ["姓名", "身份证号", "证书编号", "有效期至", "考核结果"],
        ["杜涛", "510903199511079208", "SW1", "2025-09-12", "合格"],
    ]
    title = line("护送人员生物安全培训证明", 1, 400)
    grid, lines = table(rows)
    for read in (reading([title, *lines], (grid,)), reading([title, *lines])):
        records = evidence(read, "pathogen-transport.escort_training").table("escorts")
        assert len(records) == 1
        facts = {fact.name: fact.normalised for fact in records[0].facts}
        assert facts == {
            "name": "杜涛",
            "id_no": "510903199511079208",
            "cert_no": "SW1",
            "valid_to": "2025-09-12",
            "result": "合格",
        }


def test_heading_that_repeats_gives_two_records_a_row() -> None:
    grid, lines = table([["项目", "结果", "项目", "结果"], ["血压", "118/76", "心电图", "正常"]])
    head = [line("医师执业注册健康体检表", 1, 400)]
    found = evidence(reading([*head, *lines], (grid,)), "physician-reg.health_check")
    assert [[fact.value for fact in record.facts] for record in found.table("items")] == [
        ["血压", "118/76"],
        ["心电图", "正常"],
    ]
    assert found.missing_parts == ("体检结论",)


def test_identity_card_without_colons() -> None:
    card = [
        line("姓名", 1, 180),
        line("欧阳雪", 1, 310),
        line("性别女 民族汉", 2, 180),
        line("出生", 3, 180),
        line("1990年3月7日", 3, 310),
        line("住址", 4, 180),
        line("四川省绵阳市涪城区", 4, 310),
        line("临园路72号", 5, 310),
        line("公民身份号码", 7, 180),
        line("51O105199003077671", 7, 450),
        line("居民身份证", 9, 400),
        line("签发机关 绵阳市公安局涪城分局", 12, 200),
        line("有效期限 2015.02.26-2035.02.26", 13, 200),
    ]
    found = evidence(reading(card), "physician-reg.id_card")
    assert value(found, "name") == "欧阳雪"
    assert value(found, "gender") == "女"
    assert value(found, "ethnicity") == "汉"
    assert value(found, "birth_date") == "1990-03-07"
    assert value(found, "address") == "绵阳市涪城区临园路72号"
    assert value(found, "id_no") == "510105199003077671"
    assert value(found, "id_valid_to") == "2035-02-26"


def test_unknown_paper_may_be_another_kind() -> None:
    receipt = [
        line("收款收据", 1, 500),
        line("今收到王小明同志交来材料复印费人民币贰拾元整，特此开具收据为凭。", 3),
        line("收款人：李四 经手人：赵五", 5),
    ]
    found = evidence(reading(receipt), "public-place.test_report")
    assert found.odd_kind
    assert not found.wrong_kind, "no kind is known that it is, so a person has to look"

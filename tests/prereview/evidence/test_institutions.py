"""Papers of medical institutions in the words and layouts that different offices use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading, table
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.evidence.watermarks import without_watermarks
from tongban.prereview.reading.model import Box, Line, Origin, Reading


def told(key: str, *rows: str) -> Evidence:
    return extract(reading([line(text, 1 + number) for number, text in enumerate(rows)]), TEMPLATES, "institution", key)


def said(evidence: Evidence, name: str) -> str | None:
    fact = evidence.get(name)
    return fact.value if fact else None


def test_latest_row_of_a_history_counts() -> None:
    rows = [["校验日期", "校验结论", "校验有效期至", "校验机关"], ["2022.1.16", "合格", "2023.2.10", "某市卫生健康委"],
            ["2023.1.26", "合格", "2024.2.10", "某市卫生健康委"]]  # fmt: skip
    ruled, cells = table(rows, top=8)
    lines = [line("医疗机构执业许可证（副本）", 1), line("机构名称：青山医院", 3), *cells]
    found = extract(reading(lines, (ruled,)), TEMPLATES, "institution", "licence_copy")
    fact = found.get("verification_valid_to")
    assert fact is not None
    assert fact.normalised == "2024-02-10"
    assert len(list(found.all("verification_valid_to"))) == 1


def test_history_told_in_rows() -> None:
    found = told("radiation_licence", "放射诊疗许可证", "医疗机构名称：青山医院", "校验记录：2021年1月1日 合格 有效期至2022年1月1日",
                 "2022年1月1日 合格 有效期至2023年1月1日")  # fmt: skip
    assert said(found, "verification_valid_to") == "2023年1月1日"


def test_one_list_of_doctors_and_nurses() -> None:
    rows = [["序号", "姓名", "类别", "级别", "证书编号", "执业范围"],
            ["1", "王建国", "医师", "执业医师", "110510107048862", "内科专业"],
            ["2", "李梅", "医师", "执业助理医师", "210510107048862", "外科专业"],
            ["3", "张红", "护士", "护士", "20145101700012", "护理"]]  # fmt: skip
    ruled, cells = table(rows, top=5)
    lines = [line("卫生技术人员名册", 1), line("单位名称：青山医院", 3), *cells]
    found = extract(reading(lines, (ruled,)), TEMPLATES, "institution", "staff_list")
    assert [[row.get("name").value for row in found.table(name)] for name in ("doctors", "nurses")] == [  # type: ignore[union-attr]
        ["王建国", "李梅"],
        ["张红"],
    ]
    assert len(found.table("people")) == 3
    assert said(found, "institution_name") == "青山医院"


@pytest.mark.parametrize(
    ("sentence", "new", "old"),
    [
        ("经研究决定：任命王建国为青山医院法定代表人；免去李卫东的青山医院法定代表人职务。", "王建国", "李卫东"),
        (
            "一、王建国任青山医院法定代表人；二、木合塔尔·艾山不再担任青山医院法定代表人职务。",
            "王建国",
            "木合塔尔·艾山",
        ),
        ("经董事会决定，聘任王建国同志为青山医院院长、法定代表人。", "王建国", None),
        ("王建国同志任青山医院法定代表人；李卫东同志因工作调动不再担任法定代表人。", "王建国", "李卫东"),
        ("经股东一致同意，选举王建国担任青山医院法定代表人。", "王建国", None),
    ],
)
def test_appointments(sentence: str, new: str, old: str | None) -> None:
    found = told("appointment_doc", "任免决定", sentence)
    assert (said(found, "new_person"), said(found, "old_person")) == (new, old)


@pytest.mark.parametrize(
    ("rows", "before", "after"),
    [
        (("青山医院：", "经研究，同意将床位由84张调整为114张，请办理手续。"), 84, 114),
        (("申请单位：青山医院", "原核定床位：84张", "批准床位：114张"), 84, 114),
        (("青山医院：", "同意你单位床位数从八十四张调整为一百一十四张。"), 84, 114),
        (("青山医院：", "同意你单位增设床位30张，变更后床位总数为114张。"), None, 114),
    ],
)
def test_approved_beds(rows: tuple[str, ...], before: int | None, after: int) -> None:
    found = told("bed_approval", "关于床位变更的批复", *rows)
    numbers = [fact.normalised if (fact := found.get(name)) else None for name in ("beds_before", "beds_after")]
    assert numbers == [before, after]
    assert said(found, "addressee") == "青山医院"


@pytest.mark.parametrize(
    ("rows", "unit", "department"),
    [
        (("新增科目平面布局图", "江城南山青山医院皮肤科"), "江城南山青山医院", "皮肤科"),
        (("儿科平面布局图", "医疗机构：青山医院"), "青山医院", "儿科"),
    ],
)
def test_plan_of_a_department(rows: tuple[str, ...], unit: str, department: str) -> None:
    lines = [line(text, 1 + number, 500) for number, text in enumerate(rows)]
    rooms = [line("诊室", 8), line("候诊区", 8, 900), line("比例1:100　单位：m", 16)]
    found = extract(reading([*lines, *rooms]), TEMPLATES, "institution", "dept_plan")
    assert (said(found, "unit_name"), said(found, "department")) == (unit, department)


def test_a_word_right_of_a_label_is_its_value() -> None:
    lines = [line("医疗机构变更登记申请书", 1), line("变更事项：", 3), line("诊疗科目", 3, 600), line("申请日期：", 4),
             line("2024.2.17", 4, 600), line("诊疗科目：", 6), line("内科、外科", 6, 600)]  # fmt: skip
    found = extract(reading(lines), TEMPLATES, "institution", "application_form")
    assert said(found, "change_item") == "诊疗科目"
    assert [fact.value for fact in found.all("departments") if fact.readable] == ["内科、外科"]


def test_staff_counts_of_a_summary() -> None:
    found = told(
        "work_summary",
        "青山医院校验期执业总结",
        "一、基本情况",
        "编制床位55张；在岗执业（含助理）医师9名，注册护士8名。",
    )
    assert [said(found, name) for name in ("institution_name", "bed_count", "doctor_count", "nurse_count")] == [
        "青山医院", "55", "9", "8",
    ]  # fmt: skip
    apart = told("work_summary", "青山医院校验期执业总结", "执业医师7人，执业助理医师2人，护士8人。")
    assert said(apart, "doctor_count") is None


def test_slanted_words_are_no_part_of_the_paper() -> None:
    slanted = Line("复印件与原件一致", Box(78, 79, 345, 243), 1.0, Origin.TEXT_LAYER)
    page = replace(reading([line("发证机关：", 4), line("某市卫生健康委员会", 5)]).pages[0], lines=(
        line("发证机关：", 4), line("某市卫生健康委员会", 5), slanted,
        Line("竖排的文字", Box(900, 100, 926, 240), 1.0, Origin.TEXT_LAYER)))  # fmt: skip
    kept = without_watermarks(Reading("0" * 64, "hand", "pdf", (page,))).pages[0].lines
    assert [each.text for each in kept] == ["发证机关：", "某市卫生健康委员会", "竖排的文字"]


def test_headings_broken_in_two_between_rules_without_uprights() -> None:
    places = {
        "序": (3.6, 100),
        "人员姓名": (4, 170),
        "医师级别": (4, 330),
        "医师执业证书编码": (4, 480),
        "执业范围": (4, 760),
    }
    lines = [
        line("拟开展诊疗科目专业技术人员情况", 1, 300),
        *(line(text, *at) for text, at in places.items()),
        line("号", 4.5, 100),
    ]
    for number, name in enumerate(("萧娟", "万清"), 1):
        cells = {str(number): 100, name: 170, "执业医师": 330, f"11044030507381{number}": 480, "内科专业": 760}
        lines += [line(text, 5 + number, x) for text, x in cells.items()]
    found = extract(reading(lines), TEMPLATES, "institution", "dept_staff").table("staff")
    rows = [[fact.value for fact in row.facts if fact.name in ("name", "level", "scope")] for row in found]
    assert rows == [["萧娟", "执业医师", "内科专业"], ["万清", "执业医师", "内科专业"]]


@pytest.mark.parametrize(
    "row",
    [
        "该机构设在辽宁省沈阳市和平区滨河大道453号2幢，法定代表人为马文静。",
        "本院位于辽宁省沈阳市和平区滨河大道453号2幢，设床位20张。",
    ],
)
def test_the_place_of_a_licence_told_in_a_sentence(row: str) -> None:
    found = told("licence_copy", "医疗机构执业许可证（副本）", "登记号：MA8P8Y39321010211A5271。", row)
    assert said(found, "address") == "辽宁省沈阳市和平区滨河大道453号2幢"


@pytest.mark.parametrize("label", ["证照有效期", "执照有效期限", "执业有效期自"])
def test_a_licence_is_valid_under_many_labels(label: str) -> None:
    found = told("licence_copy", "医疗机构执业许可证（副本）", f"{label}：2021年2月13日至2026年2月12日")
    fact = found.get("licence_valid_to")
    assert fact is not None
    assert fact.normalised == "2026-02-12"

"""Papers of medical institutions in the wordings and layouts of many offices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading, table
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence


def told(key: str, *rows: str) -> Evidence:
    return extract(reading([line(row, 2 + number) for number, row in enumerate(rows)]), TEMPLATES, "institution", key)


@pytest.mark.parametrize(
    "rows",
    [
        ("任免决定", "任命张三同志为昆明仁爱医院院长、法定代表人，免去李四同志院长、法定代表人职务。"),
        ("股东会决议", "一、免去李四昆明仁爱医院法定代表人职务；", "二、选举张三担任昆明仁爱医院法定代表人。"),
        ("会议决议", "（一）同意李四不再担任昆明仁爱医院法定代表人；", "（二）同意由张三担任昆明仁爱医院法定代表人；"),
        ("理事会决议", "会议一致通过：由张三接替李四担任昆明仁爱医院法定代表人。"),
        ("关于昆明仁爱医院法定代表人变更的批复", "经研究，同意你院法定代表人由李四变更为张三。"),
        ("任命书", "兹任命张三（530102198001011234）为我院法定代表人，原法定代表人李四同时免职。"),
    ],
)
def test_appointments_in_many_words_name_who_comes_and_who_goes(rows: tuple[str, ...]) -> None:
    found = told("appointment_doc", *rows)
    assert [found.get(name).value for name in ("new_person", "old_person")] == ["张三", "李四"]  # type: ignore[union-attr]
    assert not found.odd_kind


@pytest.mark.parametrize(
    "sentence",
    [
        "同意你院编制床位由100张增加到150张。",
        "同意将你院床位从100张扩大到150张。",
        "同意你院床位数变更，变更前100张，变更后150张。",
        "准予你单位床位（牙椅）由100张变更为150张。",
    ],
)
def test_approved_beds_are_found_in_many_sentences(sentence: str) -> None:
    found = told("bed_approval", "关于床位的批复", "昆明仁爱医院：", sentence)
    assert [found.get(name).normalised for name in ("beds_before", "beds_after")] == [100, 150]  # type: ignore[union-attr]


def test_a_licence_told_in_prose_states_everything() -> None:
    found = told(
        "licence_copy",
        "医疗机构执业许可证",
        "昆明仁爱医院经审查符合《医疗机构管理条例》规定，准予在云南省昆明市五华区人民路1号执业。",
        "法定代表人李四，主要负责人王五。",
        "该机构类别为综合医院，所有制形式为私人，经营性质为营利性，核定床位83张。",
        "核准登记的诊疗科目为：内科/外科/X线诊断专业。",
        "本证有效期自2020年12月14日起至2025年12月13日止。",
        "发证机关：",
        "昆明市卫生健康委员会",
        "2020年12月14日",
    )
    stated = {
        "institution_name": "昆明仁爱医院", "legal_representative": "李四", "principal": "王五",
        "institution_category": "综合医院", "business_nature": "营利性", "bed_count": 83,
        "departments": ("内科", "外科", "X线诊断专业"), "licence_valid_to": "2025-12-13", "issue_date": "2020-12-14",
    }  # fmt: skip
    assert {name: fact.normalised for name in stated if (fact := found.get(name))} == stated


def test_staff_told_in_sentences_are_rows() -> None:
    found = told(
        "dept_staff",
        "康复医学科专业技术人员一览表",
        "1.萧泽庆，执业医师，医师执业证书编码110340111088620，执业范围为康复医学专业，主要执业机构为合肥育康医院。",
        "2.湛熙，执业助理医师，医师执业证书编码210340111043276，执业范围为康复医学专业，主要执业机构为合肥育康医院。",
    )
    rows = [[fact.value for fact in row.facts] for row in found.table("staff")]
    assert rows[0][:3] == ["萧泽庆", "执业医师", "110340111088620"]
    assert len(rows) == 2
    assert found.get("department").value == "康复医学科"  # type: ignore[union-attr]
    assert not found.odd_kind


def test_items_of_a_radiation_licence_are_the_rows_and_not_the_next_heading() -> None:
    grid, lines = table([["序号", "许可项目", "设备名称"], ["1", "X射线影像诊断", "DR"], ["2", "CT", "16排"]])
    found = extract(
        reading([line("放射诊疗许可证", 2), *lines], (grid,)), TEMPLATES, "institution", "radiation_licence"
    )
    assert [row.get("item").value for row in found.table("projects")] == ["X射线影像诊断", "CT"]  # type: ignore[union-attr]
    assert "设备名称" not in [fact.value for fact in found.all("items")]


def test_a_value_may_begin_above_the_row_of_its_label_and_ends_where_it_wraps_short() -> None:
    full, rest = "内科，外科，眼科，耳鼻咽喉科，口腔科，急诊医学科，医学检验科，", "中医科，康复医学科"
    rows = [
        line("变更事项", 4), line("诊疗科目", 4, 400),
        line(full, 5, 400), line("变更前内容", 5.5), line(rest, 6, 400),
        line(full, 7, 400), line("变更后内容", 7.5), line(f"{rest}，精神科", 8, 400),
        line("联系方式", 9), line("022-35689187", 9, 400), line("主要负责人", 10), line("夏侯军", 10, 400),
        line("所有制形式", 11), line("私人", 11, 400),
    ]  # fmt: skip
    title = replace(line("医疗机构变更登记注册申请书", 2))
    found = extract(reading([title, *rows]), TEMPLATES, "institution", "application_form")
    assert found.get("value_before").value == full + rest  # type: ignore[union-attr]
    assert found.get("value_after").value == f"{full}{rest}，精神科"  # type: ignore[union-attr]
    assert found.get("departments") is None  # 诊疗科目 is what is changed, no label


def test_labels_before_and_after_with_their_values_are_no_heading() -> None:
    grid, lines = table([["机构名称", "昆明仁爱医院", "", ""], ["变更前床位数", "351", "变更后床位数", "446"]])
    found = extract(reading([line("床位变更审批表", 2), *lines], (grid,)), TEMPLATES, "institution", "bed_approval")
    assert [found.get(name).normalised for name in ("beds_before", "beds_after")] == [351, 446]  # type: ignore[union-attr]


def test_a_note_under_a_list_is_no_item() -> None:
    rows = [line("诊疗科目", 4), line("内科；外科；超声诊断专业", 5), line("注：本表一式两份，各存一份。", 6)]
    found = extract(reading([line("医疗机构校验申请书", 2), *rows]), TEMPLATES, "institution", "application_form")
    assert found.get("departments").normalised == ("内科", "外科", "超声诊断专业")  # type: ignore[union-attr]


def test_who_came_and_went_in_a_summary_is_not_how_many_there_are() -> None:
    found = told(
        "work_summary",
        "校验期执业总结",
        "校验期内新进医师2名，调出护士1名，现有医师12人，其中主治医师3人，护士20人，新增床位20张，编制床位100张。",
    )
    counted = {
        name: [fact.normalised for fact in found.all(name)] for name in ("doctor_count", "nurse_count", "bed_count")
    }
    assert counted == {"doctor_count": [12], "nurse_count": [20], "bed_count": [100]}

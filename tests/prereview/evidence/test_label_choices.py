"""Labels with choices: one entry of a template for the many labels that offices combine from the same words."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.templates import spelled


def test_spells_every_choice_once() -> None:
    assert spelled("资格证书{签发|发证}{日期|}") == [
        "资格证书签发日期",
        "资格证书签发",
        "资格证书发证日期",
        "资格证书发证",
    ]
    assert spelled("甲方（聘用单位）") == ["甲方（聘用单位）"]


@pytest.mark.parametrize(
    ("label", "fact"),
    [
        ("在原机构执业截止时间", "last_practice_date"),
        ("原医疗机构离职日期", "last_practice_date"),
        ("取得医师资格日期", "qualification_date"),
        ("《医师资格证书》签发日期", "qualification_date"),
        ("聘用期限起始日", "employment_start"),
        ("合同到期日", "employment_end"),
    ],
)
def test_reads_days_under_combined_labels(label: str, fact: str) -> None:
    page = reading(
        [line("医师变更执业注册申请审核表", 1, x=400), line("姓名：毕婷", 3), line(f"{label}：2024年5月7日", 5)]
    )
    evidence = extract(page, TEMPLATES, "physician-reg", "application_form")
    found = evidence.get(fact)
    assert found is not None
    assert found.normalised == "2024-05-07"


def test_takes_a_kind_of_registration_for_no_category() -> None:
    page = reading([line("医师执业注册申请审核表", 1, x=400), line("注册类别：变更注册", 3), line("执业类别：临床", 5)])
    evidence = extract(page, TEMPLATES, "physician-reg", "application_form")
    assert [fact.value for fact in evidence.all("category")] == ["临床"]

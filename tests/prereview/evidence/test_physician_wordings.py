"""Papers of physicians in words and layouts that other offices use."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading, table
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence
from tongban.prereview.evidence.normalise import parse_range, ticked
from tongban.prereview.evidence.values import iso
from tongban.prereview.reading.model import Box, Ink


def _told(material: str, *rows: str) -> Evidence:
    page = reading([line(text, number * 2 + 1, x=100) for number, text in enumerate(rows)])
    return extract(page, TEMPLATES, "physician-reg", material)


def _value(evidence: Evidence, name: str) -> object:
    fact = evidence.get(name)
    return fact.normalised if fact else None


def test_reads_before_and_after_in_their_columns() -> None:
    rows = [
        ["变更项目", "变更前", "变更后"],
        ["执业机构", "洛阳市甲乙医院", "洛阳市映山医院"],
        ["执业范围", "内科专业", "儿科专业"],
    ]
    grid, lines = table(rows)
    title = line("医师变更执业注册申请审核表", 1, x=400)
    evidence = extract(reading([title, *lines], (grid,)), TEMPLATES, "physician-reg", "application_form")
    assert _value(evidence, "original_institution") == "洛阳市甲乙医院"
    assert _value(evidence, "new_institution") == "洛阳市映山医院"
    assert [fact.value for fact in evidence.all("practice_scope")] == ["儿科专业"]
    assert [fact.value for fact in evidence.all("original_scope")] == ["内科专业"]


@pytest.mark.parametrize(
    ("boxes", "word"),
    [
        ("□执业医师 ☑执业助理医师", "执业助理医师"),
        ("执业医师□ 执业助理医师√", "执业助理医师"),
        ("■临床 □口腔", "临床"),
        ("□临床 □口腔", "□临床 □口腔"),
        ("口腔", "口腔"),
    ],
)
def test_takes_the_ticked_words(boxes: str, word: str) -> None:
    assert ticked(boxes) == word


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022年3月至2024年2月", "2022-03-01", "2024-02-29"),
        ("二〇一五年九月至二〇一八年六月", "2015-09-01", "2018-06-30"),
        ("2022.03-2024.03", "2022-03-01", "2024-03-31"),
        ("2022年3月5日至2024年3月4日", "2022-03-05", "2024-03-04"),
    ],
)
def test_reads_periods_told_by_months(text: str, start: str, end: str) -> None:
    assert tuple(map(iso, parse_range(text))) == (start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "我单位拟于2025.03.01起聘用王晓明（女，身份证件号码410105198503043781）；聘用截止日期为2028.02.29。",
        "兹聘用王晓明同志到我院工作，从2025年3月1日开始，到2028年2月29日结束。",
        "与王晓明（身份证号410105198503043781）签订合同，合同自2025/03/01生效，有效至2028/02/29。",
        "本机构拟聘用王晓明为执业医师，聘用期自2025-03-01起，至2028-02-29止。",
    ],
)
def test_reads_how_sentences_tell_an_employment(sentence: str) -> None:
    evidence = _told("employment_proof", "拟聘用证明", sentence, "洛阳市映山医院", "2025年2月20日")
    assert _value(evidence, "employment_start") == "2025-03-01"
    assert _value(evidence, "employment_end") == "2028-02-29"
    assert _value(evidence, "name") == "王晓明"
    assert evidence.missing_parts == ()


def test_misses_an_employment_without_its_period() -> None:
    row = "兹证明我院拟聘用王晓明（身份证号410105198503043781）从事儿科专业工作。"
    evidence = _told("employment_proof", "拟聘用证明", row, "洛阳市映山医院", "2025年2月20日")
    assert evidence.missing_parts == ("聘用期限",)


def test_reads_a_certificate_told_in_a_sentence() -> None:
    row = "王晓明，女，1985年3月4日出生，身份证号410105198503043781，准予在洛阳市甲乙医院从事内科专业执业活动。"
    evidence = _told("practice_cert", "医师执业证书", row, "证书编码：110410100012345")
    assert _value(evidence, "name") == "王晓明"
    assert _value(evidence, "institution") == "洛阳市甲乙医院"
    assert _value(evidence, "practice_scope") == "内科专业"


def test_takes_the_name_beside_the_label_before_words_of_a_stamp() -> None:
    signed = Ink(Box(260, 405, 330, 430), text="德医", confidence=0.99)
    page = reading([line("医师执业注册申请审核表", 1, x=400), line("本人签名：雷雯旭", 10)], ink=(signed,))
    evidence = extract(page, TEMPLATES, "physician-reg", "application_form")
    assert [place.ink.text for place in evidence.signatures if place.ink] == ["雷雯旭"]


def test_takes_a_curriculum_vitae_for_no_application() -> None:
    evidence = _told(
        "application_form", "个人简历", "姓名：陶瑶晨", "性别：女", "出生日期：1986年12月21日", "自我评价：良好"
    )
    assert evidence.odd_kind


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("考核结果：☑合格 □不合格", ["合格"]),
        ("考核结果：□合格 ☑不合格", ["不合格"]),
        ("经考核，未通过，不予结业。", ["未通过"]),
    ],
)
def test_reads_the_result_of_a_course(row: str, said: list[str]) -> None:
    evidence = _told("training_proof", "培训考核证明", "学员姓名：王晓明", row)
    assert [fact.value for fact in evidence.all("result")][:1] == said


@pytest.mark.parametrize("title", ["拟聘用意向书", "同意接收函", "聘书", "在职证明", "单位聘用证明书", "医师接收证明"])
def test_knows_the_titles_of_proofs_of_employment(title: str) -> None:
    row = "兹证明我院拟聘用王晓明（身份证号410105198503043781），聘用期限自2025年3月1日至2028年2月29日。"
    evidence = _told("employment_proof", title, row, "洛阳市映山医院", "2025年2月20日")
    assert not evidence.odd_kind
    assert not evidence.wrong_kind


@pytest.mark.parametrize("title", ["门诊病历", "介绍信", "个人简历", "房屋租赁合同"])
def test_doubts_papers_of_other_kinds(title: str) -> None:
    assert _told("qualification_cert", title, "姓名：王晓明", "性别：女", "日期：2025年2月1日").odd_kind

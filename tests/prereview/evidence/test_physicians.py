"""Papers of physicians in the sentences and layouts of different offices."""

from __future__ import annotations

import pytest

from tests.prereview.evidence.pages import TEMPLATES, line, reading, table
from tongban.prereview.evidence.extract import extract
from tongban.prereview.evidence.model import Evidence

ID = "110105197603069037"


def _read(material: str, *rows: str) -> Evidence:
    return extract(
        reading([line(text, 2 + 2 * i) for i, text in enumerate(rows)]), TEMPLATES, "physician-reg", material
    )


def _value(evidence: Evidence, name: str) -> object:
    fact = evidence.get(name)
    return fact.normalised if fact else None


@pytest.mark.parametrize(
    "sentence",
    [
        f"兹证明梁子轩同志（居民身份证号码{ID}）拟受聘于我单位全科医疗科，从事全科医学专业医师工作，聘期自2024.08.05起至2029.08.04止。",
        f"现有医师梁子轩，身份证件号码{ID}，已与本机构签订合同，执业范围：全科医学专业；合同期自2024年8月5日至2029年8月4日。",
        f"梁子轩，身份证号码{ID}，经我院招聘考核录用，拟注册执业范围为全科医学专业。聘用时间为2024.08.05—2029.08.04。",
        f"我院拟聘梁子轩同志到全科医疗科从事全科医学专业诊疗工作，其身份证号为{ID}。约定从2024年08月05日开始，到2029年08月04日结束。",
        f"经研究，同意聘用我院职工梁子轩（男，1976年3月6日出生，身份证号：{ID}）从事全科医学专业工作，期限2024-08-05至2029-08-04。",
    ],
)
def test_employment_in_a_sentence(sentence: str) -> None:
    found = _read("employment_proof", "医师聘用证明", sentence, "特此证明。", "青岛市凌云医院", "2024年7月22日")
    assert _value(found, "name") == "梁子轩"
    assert _value(found, "id_no") == ID
    assert _value(found, "practice_scope") == "全科医学专业"
    assert (_value(found, "employment_start"), _value(found, "employment_end")) == ("2024-08-05", "2029-08-04")
    assert found.missing_parts == ()


def test_employment_in_a_table() -> None:
    ruled, lines = table([
        ["受聘人", "努尔兰·哈孜别克"], ["公民身份号码", ID], ["拟执业范围", "全科医学专业"], ["合同期限", "2024.08.05 至 2029.08.04"],
        ["用人单位", "青岛市凌云医院"],
    ])  # fmt: skip
    found = extract(reading([line("聘用证明", 2), *lines], (ruled,)), TEMPLATES, "physician-reg", "employment_proof")
    assert _value(found, "name") == "努尔兰·哈孜别克"
    assert _value(found, "practice_scope") == "全科医学专业"
    assert _value(found, "institution") == "青岛市凌云医院"


@pytest.mark.parametrize("level", ["执业医师", "执业助理医师"])
def test_a_qualification_told_in_a_sentence(level: str) -> None:
    found = _read("qualification_cert", "医师资格证书", f"韩冬梅，女，1976年3月6日生，身份证号{ID}。经考核合格，",
                  f"具备公共卫生类别{level}资格，特发此证。", "签发日期：2018.06.21")  # fmt: skip
    expected = {"name": "韩冬梅", "gender": "女", "birth_date": "1976-03-06", "category": "公共卫生", "level": level}
    assert {name: _value(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("总检意见：合格", "合格"),
        ("主检医师结论：不符合医师执业注册健康要求，不合格。", "不合格"),
        ("综合评价：健康状况良好，可以从事医师工作", "可以从事"),
    ],
)
def test_a_health_examination_concludes_in_other_words(row: str, said: str) -> None:
    found = _read("health_check", "健康检查证明", "姓名：韩冬梅", "检查日期：2025年3月1日", row)
    assert found.missing_parts == ()
    assert said in str(_value(found, "conclusion"))


def test_a_health_examination_without_conclusion() -> None:
    found = _read(
        "health_check", "健康体检表", "姓名：韩冬梅", "检查日期：2025年3月1日", "血压：118/76 mmHg", "心电图：正常"
    )
    assert found.missing_parts == ("体检结论",)


@pytest.mark.parametrize(
    "sentence",
    [
        f"学员陆涛，身份证号码{ID}，于2023.12.11至2024.08.18期间在本单位接受内科专业临床培训，考核均合格。",
        f"陆涛同志，身份证号码{ID}，2023.12.11至2024.08.18在本院接受内科专业系统培训，结业考核合格。",
        f"陆涛（身份证号{ID}）自2023年12月11日至2024年08月18日在我院内科专业连续参加岗位培训，经考核，成绩合格。",
        f"陆涛，身份证号：{ID}。该同志在我单位参加内科专业培训，时间从2023.12.11到2024.08.18，经综合考评合格。",
    ],
)
def test_training_in_a_sentence(sentence: str) -> None:
    found = _read(
        "training_proof", "医师岗位培训考核合格证明", sentence, "特此证明。", "南宁市东篱人民医院", "2024.08.26"
    )
    expected = {"name": "陆涛", "id_no": ID, "practice_scope": "内科专业", "training_from": "2023-12-11",
                "training_to": "2024-08-18", "result": "合格"}  # fmt: skip
    assert {name: _value(found, name) for name in expected} == expected


def test_hardly_anything_but_a_watermark() -> None:
    found = _read(
        "employment_proof", "仅供医师执业注册使用", "执业注册使用", "仅供医师执业", "凌", "仅供医师执业注册使用"
    )
    assert found.hardly_read
    assert not found.wrong_kind
    assert found.missing_parts == ()

"""Measurements against printed limits; expressions of the matter; what numbers encode."""

from __future__ import annotations

from typing import Any

import pytest

from tests.prereview.checking.papers import fact, findings, paper, plan
from tongban.prereview.checking.limits import breaks


@pytest.mark.parametrize(
    ("limit", "result", "broken"),
    [
        ("≤0.10", "0.10", False), ("≤0.10", "0.11", True), ("≥100", "99", True), ("≥100", "100", False),
        ("16-28", "29", True), ("16-28", "16", False), ("不得检出", "未检出", False), ("不得检出", "检出", True),
        ("不得检出", "阳性", True), ("≤5", "<1", False), ("0.3-1.0", "1.2", True), ("—", "7", False), ("≤5", "", False),
        ("不得检出", "ND", False),
    ],
)  # fmt: skip
def test_limit(limit: str, result: str, broken: bool) -> None:
    assert breaks(limit, result) == broken


def _report(result: str, verdict: str, *, item: str = "甲醛", limit: str = "≤0.10") -> list[str]:
    columns = {"item": "text", "limit": "text", "result": "text", "verdict": "text"}
    given = plan(
        materials={"licence": {"label": "报告", "tables": {"results": columns}}},
        checks=[{"id": "x", "kind": "within_limits", "code": "REQUIREMENT_NOT_MET", "table": "licence.results"}],
    )
    row = {"item": item, "limit": limit, "result": result, "verdict": verdict}
    rows = {"results": [{name: fact(name, text) for name, text in row.items()}]}
    return [f.message.render() for f in findings(given, {"unit": "成都海棠医院"}, paper("licence", rows=rows))]


def test_value_over_the_limit_though_called_passed() -> None:
    (said,) = _report("0.35", "合格")
    assert "甲醛" in said
    assert "0.35" in said


def test_a_bare_number_is_the_most_or_the_least_allowed() -> None:
    assert len(_report("0.12", "", limit="0.10")) == 1
    assert _report("0.08", "", limit="0.10") == []
    assert _report("150", "", item="照度", limit="100") == []
    assert len(_report("80", "", item="照度", limit="100")) == 1


def test_called_failed() -> None:
    assert len(_report("0.05", "不合格")) == 1


def test_within() -> None:
    assert _report("0.05", "合格") == []


RULE: dict[str, Any] = {
    "id": "enough", "kind": "rule", "code": "REQUIREMENT_NOT_MET", "require": "size(evidence.licence.people) >= form.count",
    "at": ["material:licence", "field:count"], "says": "人数不足", "remedy": "请补齐",
}  # fmt: skip


def _people(count: int, listed: int | None) -> list[str]:
    given = plan(
        fields={"count": {"label": "人数", "type": "integer"}},
        materials={"licence": {"label": "名册", "tables": {"people": {"name": "text"}}}},
        checks=[RULE],
    )
    rows = None if listed is None else {"people": [{"name": fact("name", f"某{n}")} for n in range(listed)]}
    return [f.code for f in findings(given, {"count": count}, paper("licence", rows=rows))]


def test_rule_holds_fails_and_stays_unknown() -> None:
    assert _people(3, 3) == []
    assert _people(3, 2) == ["REQUIREMENT_NOT_MET"]
    assert _people(3, None) == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"number": "11010519491231002X", "birth": "1949-12-31", "sex": "女"}, []),
        ({"number": "11010519491231002X", "birth": "1949-12-30", "sex": "女"}, ["出生日期"]),
        ({"number": "11010519491231002X", "birth": "1949-12-31", "sex": "男"}, ["性别"]),
        ({"number": "1101051949123100", "birth": "1949-12-30", "sex": "男"}, []),
        ({"number": "11010519491231002X", "birth": "1949-12-31", "sex": "干"}, []),  # a character misread
    ],
)
def test_identity_number_against_words(fields: dict[str, str], wrong: list[str]) -> None:
    given = plan(
        fields={"number": {"label": "号码", "type": "text"}, "birth": {"label": "出生", "type": "date"}, "sex": {"label": "性别", "type": "text"}},
        materials={},
        checks=[{"id": "x", "kind": "encoded", "code": "CODE_INCONSISTENT", "of_type": "citizen_id", "number": "form.number",
                 "parts": {"birth": "form.birth", "sex": "form.sex"}}],
    )  # fmt: skip
    said = [f.message.render() for f in findings(given, fields)]
    assert len(said) == len(wrong)
    assert all(word in sentence for word, sentence in zip(wrong, said, strict=True))


@pytest.mark.parametrize(
    ("category", "nature", "count"),
    [("口腔医院", "非营利性", 0), ("眼科医院", "非营利性", 1), ("口腔医院", "营利性", 1)],
)
def test_registration_number_against_words(category: str, nature: str, count: int) -> None:
    given = plan(
        fields={"number": {"label": "登记号", "type": "institution_code"}, "category": {"label": "类别", "type": "text"},
                "nature": {"label": "性质", "type": "text"}},
        materials={},
        checks=[{"id": "x", "kind": "encoded", "code": "CODE_INCONSISTENT", "of_type": "institution_code", "number": "form.number",
                 "parts": {"category": "form.category", "nature": "form.nature"}}],
    )  # fmt: skip
    fields = {"number": "41995275651090319A5111", "category": category, "nature": nature}
    assert len(findings(given, fields)) == count


@pytest.mark.parametrize(
    ("limit", "result", "broken"),
    [("0.10mg/m³以下", "0.11", True), ("不得超过5", "6", True), ("100以上", "99", True), ("不得低于30", "31", False)],
)
def test_limits_in_words(limit: str, result: str, broken: bool) -> None:
    assert breaks(limit, result) == broken

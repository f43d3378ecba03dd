"""Other names, odd papers, rings that say nothing, birth dates that no calendar has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.prereview.checking.papers import fact, findings, paper, plan, seal
from tongban.prereview.checking.compare import Verdict, compare
from tongban.prereview.checking.findings import Severity
from tongban.prereview.checking.numbers import is_birth_date
from tongban.prereview.checking.schema import Comparison
from tongban.prereview.checking.submission import Stated, Submission
from tongban.prereview.checking.synonyms import spellings, stands_in_pieces
from tongban.prereview.packages import load_content

NAMES = {"结核分枝杆菌": ("结核杆菌", "Mycobacterium tuberculosis")}
SAME: dict[str, Any] = {"id": "agent", "kind": "same", "code": "SCOPE_MISMATCH", "compare": "text", "value": "form.unit",
                        "papers": ["licence.unit"], "anywhere": True, "also": "agents"}  # fmt: skip


def test_spellings() -> None:
    assert "结核杆菌(活菌培养物)" in spellings(NAMES, "结核分枝杆菌（活菌培养物）")
    assert spellings(NAMES, "汉坦病毒") == ("汉坦病毒",)
    assert stands_in_pieces(NAMES, "结核分枝杆菌（活菌培养物）", "同意接收Mycobacteriumtuberculosis活菌培养物")
    assert not stands_in_pieces(NAMES, "结核分枝杆菌（活菌培养物）", "同意接收牛型分枝杆菌活菌培养物")


@pytest.mark.parametrize(("written", "count"), [("结核杆菌（活菌培养物）", 0), ("牛型分枝杆菌（活菌培养物）", 1)])
def test_another_name_is_the_same_agent(written: str, count: int) -> None:
    given = plan(tables={"agents": NAMES}, checks=[SAME])
    one = paper("licence", fact("unit", written), text=written)
    assert len(findings(given, {"unit": "结核分枝杆菌（活菌培养物）"}, one)) == count


def test_what_an_odd_paper_says_is_asked() -> None:
    given = plan(checks=[{**SAME, "anywhere": False, "also": None}])
    one = paper("licence", fact("unit", "牛型分枝杆菌"), text="牛型分枝杆菌")
    odd = replace(one, evidence=replace(one.evidence, odd_kind=True))
    assert [f.severity for f in findings(given, {"unit": "汉坦病毒"}, one)] == [Severity.BLOCKS]
    assert all(f.severity is Severity.ASKS for f in findings(given, {"unit": "汉坦病毒"}, odd))


@pytest.mark.parametrize(
    ("ring", "sure", "asked"),
    [("宰科共账你已衣女土心内", 0.56, False), ("科大学", 0.98, False), ("成都玉兰医学检验有限公司", 0.97, True)],
)
def test_a_ring_that_says_nothing_is_not_asked_about(ring: str, sure: float, asked: bool) -> None:
    given = plan(materials={"licence": {"label": "函", "seal": {"of": ["form.unit"]}, "facts": {"unit": "text"}}})
    one = paper("licence", seals=(seal(ring, confidence=sure),))
    assert bool(findings(given, {"unit": "南昌普惠医科大学"}, one)) == asked


def test_birth_dates() -> None:
    assert is_birth_date("19721014")
    assert not is_birth_date("19721310")
    given = plan(fields={"id_no": {"label": "身份证号", "type": "citizen_id"}}, applicant="id_no", materials={})
    (found,) = findings(given, {"id_no": "620103197213104412"})
    assert found.code in ("FIELD_FORMAT", "CHECKSUM_INVALID")


def test_numerals_of_types_and_lost_brackets_are_no_difference() -> None:
    form = Stated("人类免疫缺陷病毒Ⅰ型（病毒培养物）", "")
    for read in ("人类免疫缺陷病毒|型(病毒培养物)", "人类免疫缺陷病毒1型（病毒培养物"):
        assert compare(Comparison.TEXT, form, Stated(read, "", printed=False)) is Verdict.SAME
    other = Stated("人类免疫缺陷病毒Ⅱ型（病毒培养物）", "")
    assert compare(Comparison.TEXT, form, other) is Verdict.DIFFERENT


AGENT = "炭疽芽孢杆菌（活菌培养物）"


@pytest.mark.parametrize(
    ("approved", "count"),
    [
        ("新型冠状病毒，炭疽芽孢杆菌。", 0),
        ("炭疽芽孢杆菌(Bacillus anthracis)；鼠疫耶尔森菌。", 0),
        ("炭疽芽孢杆菌（未经培养的感染性材料）。", 1),
        ("新型冠状病毒，鼠疫耶尔森菌。", 1),
    ],
)
def test_an_approval_may_name_the_agent_without_its_form(approved: str, count: int) -> None:
    check = {"id": "agent", "kind": "within", "code": "RECEIVER_NOT_APPROVED", "items": "form.unit",
             "of": "licence.unit", "loose": True}  # fmt: skip
    one = paper("licence", fact("unit", "病原"), text=approved)
    assert len(findings(plan(checks=[check]), {"unit": AGENT}, one)) == count


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("接收意见\n同意接收不同意接收", False),
        ("☑同意接收 □不同意接收", False),
        ("经研究，不同意接收。", True),
        ("☑不同意接收", True),
    ],
)
def test_a_refusal_is_told_from_a_choice(said: str, asked: bool) -> None:
    checker = load_content(Path(__file__).parents[3] / "packs").checkers["pathogen-transport"]
    consent = paper("receiver_consent", text=said)
    given = Submission("省内", date(2025, 6, 30), {}, {"receiver_consent": consent}, frozenset())
    assert ("consent-refused" in {finding.check for finding in checker.check(given)}) is asked

"""Papers by themselves: missing, unreadable, wrong, incomplete, unsealed, sealed by another, unsigned."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.prereview.checking.papers import fact, findings, paper, plan, seal, signature
from tongban.prereview.checking.findings import Severity
from tongban.prereview.checking.seals import of_another_place, ring_like
from tongban.prereview.evidence.model import Other
from tongban.prereview.reading.model import Box
from tongban.prereview.reading.problems import problem

UNIT = {"unit": "贵阳同安百货有限公司"}
LICENCE: dict[str, Any] = {
    "label": "执照", "facts": {"unit": "text"}, "seal": {"of": ["form.unit"]}, "signature": {"of": "form.unit"},
}  # fmt: skip
PLAN = plan(materials={"licence": LICENCE})
GOOD: dict[str, Any] = {"seals": (seal("贵阳同安百货有限公司"),), "signatures": (signature(signed=True),)}


def codes(*papers: Any, uploaded: tuple[str, ...] = ()) -> list[str]:
    return [finding.code for finding in findings(PLAN, UNIT, *papers, uploaded=uploaded)]


def test_good_paper_has_no_finding() -> None:
    assert codes(paper("licence", **GOOD)) == []


def test_missing() -> None:
    assert codes() == ["MATERIAL_MISSING"]


def test_conditionally_required_only_when_the_condition_surely_holds() -> None:
    conditional = plan(
        fields={"unit": {"label": "单位", "type": "organisation"}, "air": {"label": "空调", "type": "choice"}},
        materials={"licence": {"label": "报告", "required": 'form.air == "是"'}},
    )
    assert [f.code for f in findings(conditional, {**UNIT, "air": "是"})] == ["MATERIAL_MISSING"]
    assert findings(conditional, {**UNIT, "air": "否"}) == []
    assert [f.code for f in findings(conditional, {**UNIT, "air": ""})] == ["FIELD_MISSING"]


def test_uploaded_but_never_read_is_not_called_missing() -> None:
    assert codes(uploaded=("licence",)) == ["MATERIAL_UNREADABLE"]


def test_unreadable_is_the_only_finding_of_a_paper() -> None:
    assert codes(paper("licence", problems=(problem("empty_file"),))) == ["MATERIAL_UNREADABLE"]


def test_wrong_kind_is_the_only_finding_of_a_paper() -> None:
    assert codes(paper("licence", wrong_kind=True)) == ["MATERIAL_WRONG_TYPE"]


def test_another_paper_in_the_same_file_asks_and_the_rest_is_checked() -> None:
    both = paper("licence", seals=GOOD["seals"], signatures=(signature(signed=False),))
    other = Other("identity-card", "居民身份证", 2, Box(10, 10, 400, 300))
    mixed = replace(both, evidence=replace(both.evidence, others=(other,)))
    found = {finding.code: finding for finding in findings(PLAN, UNIT, mixed)}
    assert set(found) == {"MATERIAL_MIXED", "SIGNATURE_MISSING"}
    said = found["MATERIAL_MIXED"]
    assert (said.severity, said.page, said.box) == (Severity.ASKS, 2, (10, 10, 400, 300))
    assert "《执照》" in said.message.render()
    assert "“居民身份证”" in said.message.render()


def test_incomplete() -> None:
    assert codes(paper("licence", missing=("检测结论",), **GOOD)) == ["MATERIAL_INCOMPLETE"]


def test_seal_missing() -> None:
    assert codes(paper("licence", signatures=GOOD["signatures"])) == ["SEAL_MISSING"]


def test_a_seal_without_colour_is_asked_about_where_it_stands() -> None:
    without = paper("licence", faded=(seal(""),), signatures=GOOD["signatures"])
    (said,) = findings(PLAN, UNIT, without)
    assert (said.code, said.severity, said.page, said.box) == ("SEAL_MISSING", Severity.ASKS, 1, (300, 300, 450, 450))
    assert "彩色扫描件" in said.remedy.render()


def test_a_red_seal_beside_one_without_colour_is_enough() -> None:
    assert codes(paper("licence", faded=(seal(""),), **GOOD)) == []


def test_seal_of_another_unit() -> None:
    assert codes(paper("licence", **{**GOOD, "seals": (seal("九江柏林商务酒店"),)})) == ["SEAL_MISMATCH"]


def test_one_right_seal_among_several_is_enough() -> None:
    both = (seal("九江柏林商务酒店"), seal("贵阳同安百货有限公司"))
    assert codes(paper("licence", **{**GOOD, "seals": both})) == []


def test_unread_ring_says_nothing() -> None:
    assert codes(paper("licence", **{**GOOD, "seals": (seal("", confidence=0.0),)})) == []


def test_not_signed() -> None:
    assert codes(paper("licence", **{**GOOD, "signatures": (signature(signed=False),)})) == ["SIGNATURE_MISSING"]


def test_unknown_signature_place_says_nothing() -> None:
    assert codes(paper("licence", seals=GOOD["seals"])) == []


@pytest.mark.parametrize(
    ("ring", "unit", "least", "most"),
    [
        ("百货有限公司贵阳同安", "贵阳同安百货有限公司", 1.0, 1.0),
        ("贵阳同安百货有限公司公章", "贵阳同安百货有限公司", 1.0, 1.0),
        ("贵阳同安百货有限公", "贵阳同安百货有限公司", 0.9, 1.0),
        ("九江柏林商务酒店", "贵阳同安百货有限公司", 0.0, 0.4),
        ("", "贵阳同安百货有限公司", 0.0, 0.0),
    ],
)
def test_ring_has_no_beginning(ring: str, unit: str, least: float, most: float) -> None:
    assert least <= ring_like(ring, unit) <= most


def test_finding_names_paper_and_remedy() -> None:
    (finding,) = findings(PLAN, UNIT)
    assert finding.severity is Severity.BLOCKS
    assert finding.material == "licence"
    assert "执照" in finding.message.render()
    assert finding.remedy.render()


def test_a_need_may_be_the_answer_itself() -> None:
    """Most of the name on the paper is enough; a label that is not there does not matter."""
    needed = plan(materials={"licence": {**LICENCE, "needs": {"unit": "单位名称|form.unit"}}})

    def said(text: str) -> list[str]:
        return [finding.code for finding in findings(needed, UNIT, paper("licence", text=text, **GOOD))]

    assert said("贵阳同安百货有限公司平面布局图") == []
    assert said("贵阳平面布局图") == ["MATERIAL_INCOMPLETE"]


@pytest.mark.parametrize(
    ("ring", "unit", "another"),
    [
        ("苏州市中山区卫生健康委员会", "大连市中区卫生健康委员会", True),
        ("滨城市卫生健康局", "长沙市岳麓区卫生健康局", True),
        ("大连市中山区卫生健康委员会", "大连市中区卫生健康委员会", False),
        ("连市中山区卫生健康委员会", "大连市中山区卫生健康委员会", False),
        ("卫生健康委员会", "大连市中山区卫生健康委员会", False),
    ],
)
def test_a_stamp_of_another_place(ring: str, unit: str, another: bool) -> None:
    assert of_another_place(seal(ring, confidence=0.999), unit) is another
    assert not of_another_place(seal(ring, confidence=0.98), unit)


@pytest.mark.parametrize(("issuer", "said"), [("市松", []), ("上海医师培训基地", ["SEAL_MISMATCH"])])
def test_a_scrap_of_print_under_a_stamp_is_nobodys_name(issuer: str, said: list[str]) -> None:
    given = plan(
        materials={"licence": {"label": "执照", "facts": {"issuer": "text"}, "seal": {"of": ["licence.issuer"]}}},
        checks=[],
    )
    stamped = paper("licence", fact("issuer", issuer, "name"), seals=(seal("成都市松鹤医院"),))
    assert [finding.code for finding in findings(given, UNIT, stamped)] == said


@pytest.mark.parametrize(
    ("box", "scanned", "severity"),
    [
        (Box(150, 0, 300, 150), True, Severity.ASKS),
        (Box(600, 600, 750, 750), True, Severity.BLOCKS),
        (Box(150, 0, 300, 150), False, Severity.BLOCKS),
    ],
)
def test_a_name_may_be_hidden_under_a_stamp_over_its_place(box: Box, scanned: bool, severity: Severity) -> None:
    stamp, place = (seal("贵阳同安百货有限公司", box=box),), (signature(signed=False),)
    found = findings(PLAN, UNIT, paper("licence", seals=stamp, signatures=place, scanned=scanned))
    assert [(one.code, one.severity) for one in found] == [("SIGNATURE_MISSING", severity)]


def test_a_stamp_whose_last_character_is_another_is_anothers() -> None:
    given = plan(materials={"licence": {**LICENCE, "signature": None}})
    stamped = paper("licence", seals=(seal("贵阳同安百货有限公社", confidence=0.9999),))
    assert [finding.code for finding in findings(given, UNIT, stamped)] == ["SEAL_MISMATCH"]

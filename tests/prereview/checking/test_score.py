"""The matching rule of the packages' format."""

from __future__ import annotations

from typing import Any

import pytest

from tongban.prereview.score import Score, matches

ITEM = {
    "code": "NAME_MISMATCH", "material": "licence", "field": None, "explanation": "",
    "accept_codes": ["NAME_MISMATCH", "SEAL_MISMATCH"], "accept_at": ["material:licence", "field:name"],
}  # fmt: skip


def _finding(
    code: str, material: str | None = None, field: str | None = None, severity: str = "blocks"
) -> dict[str, Any]:
    return {"code": code, "material": material, "field": field, "severity": severity, "message": ""}


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (_finding("NAME_MISMATCH", "licence"), True),
        (_finding("SEAL_MISMATCH", None, "name"), True),
        (_finding("NAME_MISMATCH", "form", "name"), True),
        (_finding("NAME_MISMATCH"), True),
        (_finding("NAME_MISMATCH", "form"), False),
        (_finding("PERSON_MISMATCH", "licence"), False),
    ],
)
def test_matching(finding: dict[str, Any], expected: bool) -> None:
    assert matches(finding, ITEM) == expected


def test_counts() -> None:
    score = Score()
    score.add("found", [_finding("NAME_MISMATCH", "licence"), _finding("SEAL_MISMATCH", "licence")], [ITEM])
    score.add("unfound", [_finding("PERSON_MISMATCH", "id", severity="asks")], [ITEM])
    score.add("clean", [], [])
    score.add("accused", [_finding("DATE_ORDER", "form")], [])
    assert (score.packages, score.defective, score.packages_right) == (4, 2, 2)
    assert score.recall == 0.5
    assert score.unfound_share == 0.25
    assert score.clean_share == 0.5
    assert dict(score.false_findings) == {"PERSON_MISMATCH": 1, "DATE_ORDER": 1}
    assert score.false_blocking["DATE_ORDER"] == 1
    assert score.false_blocking["PERSON_MISMATCH"] == 0

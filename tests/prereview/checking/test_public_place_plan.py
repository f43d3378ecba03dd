"""The plan for sanitary permits of public places: health certificates for all staff."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.prereview.checking.papers import fact, paper
from tongban.prereview.checking.findings import Severity
from tongban.prereview.checking.submission import Submission
from tongban.prereview.packages import load_content

CONTENT = load_content(Path(__file__).parents[3] / "packs")


@pytest.mark.parametrize(
    ("rows", "severity"), [(11, None), (12, None), (10, Severity.BLOCKS), (6, Severity.BLOCKS), (1, Severity.ASKS)]
)
def test_too_few_certificates_refuse_and_far_too_few_are_asked_about(rows: int, severity: Severity | None) -> None:
    staff = [{"name": fact("name", f"员工{n}")} for n in range(rows)]
    given = Submission("新办", date(2025, 6, 30), {"staff_count": 11},
                       {"staff_health": paper("staff_health", scanned=True, rows={"staff": staff})}, frozenset())  # fmt: skip
    found = [f.severity for f in CONTENT.checkers["public-place"].check(given) if f.code == "REQUIREMENT_NOT_MET"]
    assert found == ([severity] if severity else [])

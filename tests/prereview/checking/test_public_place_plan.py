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


def _on(day: str, *rows: tuple[str, str, str]) -> list[tuple[str, str, object]]:
    staff = [{"name": fact("name", name, "person"), "valid_to": fact("valid_to", to, "until"),
              "verdict": fact("verdict", said)} for name, to, said in rows]  # fmt: skip
    papers = {"staff_health": paper("staff_health", rows={"staff": staff})}
    given = Submission("新办", date.fromisoformat(day), {"staff_count": len(rows)}, papers, frozenset())
    found = CONTENT.checkers["public-place"].check(given)
    return [(f.check, f.message.render(), f.box) for f in found if f.check.startswith("certificates-")]


def test_the_person_whose_certificate_has_expired_is_named_and_shown() -> None:
    rows = (("韦静", "2026-07-30", "合格"), ("史峰", "2025-05-08", "合格"), ("吕芳", "2025-05-09", "合格"))
    ((check, said, box),) = _on("2025-06-30", *rows)
    assert check == "certificates-valid"
    assert "史峰" in said
    assert "2025-05-08" in said
    assert "吕芳" not in said
    assert box is not None


def test_the_person_who_failed_the_examination_is_named() -> None:
    ((check, said, _),) = _on("2025-06-30", ("韦静", "2026-07-30", "合格"), ("史峰", "2026-05-08", "不合格"))
    assert (check, "史峰" in said, "不合格" in said) == ("certificates-passed", True, True)

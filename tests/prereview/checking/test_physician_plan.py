"""The plan for the registration of physicians: conclusions of examinations, and proofs that an employment has ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.prereview.checking.papers import fact, paper
from tongban.prereview.checking.submission import Paper, Submission
from tongban.prereview.packages import load_content

CONTENT = load_content(Path(__file__).parents[3] / "packs")
FIELDS = {"name": "王晓明", "qualification_date": "2024-12-01", "new_institution": "洛阳市映山医院"}


def _checks(*papers: Paper, variant: str = "首次注册") -> set[str]:
    given = Submission(variant, date(2025, 6, 30), FIELDS, {each.key: each for each in papers}, frozenset())
    return {finding.check for finding in CONTENT.checkers["physician-reg"].check(given)}


@pytest.mark.parametrize(
    ("said", "healthy"),
    [
        ("合格", True),
        ("所检项目未见明显异常，可从事医疗工作", True),
        ("未发现不宜从事医疗工作的疾病", True),
        ("无不适，能胜任工作", True),
        ("☑合格 □不合格", True),
        ("未见传染病、精神疾病等不宜执业情形，合格。", True),
        ("排除影响执业的疾病", True),
        ("不合格", False),
        ("体检不合格", False),
        ("目前不宜从事临床工作", False),
        ("暂缓注册，待复查后再定", False),
        ("患活动性肺结核，处于传染期", False),
    ],
)
def test_judges_the_conclusion_of_an_examination(said: str, healthy: bool) -> None:
    found = _checks(paper("health_check", fact("conclusion", said), text=f"体检结论{said}"))
    assert ("healthy" not in found) is healthy


def test_asks_about_a_proof_that_an_employment_has_ended() -> None:
    ended = paper("employment_proof", fact("name", "王晓明"), text="离职证明兹证明王晓明已离职")
    assert "employment-ended" in _checks(ended)
    begun = paper("employment_proof", fact("name", "王晓明"), text="聘用证明兹证明拟聘用王晓明")
    assert "employment-ended" not in _checks(begun)


@pytest.mark.parametrize(
    ("months", "enough"),
    [("24", True), ("18", False)],
)
def test_asks_about_a_course_shorter_than_two_years(months: str, enough: bool) -> None:
    course = paper("scope_change_proof", fact("months", months, "number"), text="进修结业证书考核合格")
    assert ("scope-trained-months" not in _checks(course, variant="变更注册")) is enough


def test_asks_about_days_of_papers_in_the_wrong_order() -> None:
    late, early = fact("training_from", "2025-03-01", "date"), fact("training_to", "2025-01-01", "date")
    assert "trained-in-order" in _checks(paper("training_proof", late, early))
    before = fact("training_from", "2024-01-01", "date"), fact("training_to", "2025-01-01", "date")
    assert "trained-after-qualified" in _checks(paper("training_proof", *before))
    after = fact("training_from", "2024-12-15", "date"), fact("training_to", "2025-06-15", "date")
    assert not {"trained-in-order", "trained-after-qualified"} & _checks(paper("training_proof", *after))

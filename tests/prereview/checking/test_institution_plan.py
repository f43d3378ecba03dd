"""The plan of medical institutions: counts of a list, what a radiation licence covers, whose seal a licence bears."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.prereview.checking.papers import fact, paper, seal
from tongban.core.packs.location import packs_root
from tongban.prereview.checking.engine import Checker
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.submission import Paper, Submission
from tongban.prereview.packages import load_content


@pytest.fixture(scope="module")
def checker() -> Checker:
    return load_content(packs_root()).checkers["institution"]


def _check(checker: Checker, fields: dict[str, Any], *papers: Paper, variant: str = "校验") -> list[Finding]:
    submission = Submission(variant, date(2025, 6, 30), fields, {each.key: each for each in papers}, frozenset())
    kinds = {each.key for each in papers}
    return [x for x in checker.check(submission) if x.material in kinds]


def _staff(doctors: int, nurses: int, *, others: int = 0, text: str = "") -> Paper:
    def rows(count: int) -> list[dict[str, Any]]:
        return [{"name": fact("name", "王建国", "person")} for _ in range(count)]

    listed = {"people": rows(doctors + nurses + others), "doctors": rows(doctors), "nurses": rows(nurses)}
    return paper("staff_list", rows=listed, text=text, seals=(seal("青山医院"),))


def _codes(found: list[Finding]) -> set[tuple[str, str | None]]:
    return {(x.code, x.field) for x in found}


def test_rows_are_counted_against_the_form(checker: Checker) -> None:
    fields = {"institution_name": "青山医院", "doctor_count": 2, "nurse_count": 4}
    assert _codes(_check(checker, fields, _staff(2, 3))) == {("NUMBER_MISMATCH", "nurse_count")}
    assert _codes(_check(checker, fields, _staff(2, 4))) == set()
    assert _codes(_check(checker, fields, _staff(2, 3, others=1))) == set()  # a row of whom nothing is known


def test_a_list_without_nurses_is_incomplete(checker: Checker) -> None:
    fields = {"institution_name": "青山医院", "doctor_count": 2, "nurse_count": 4}
    assert ("MATERIAL_INCOMPLETE", "nurse_count") in _codes(
        _check(checker, fields, _staff(2, 0, text="医师护士名册 合计：医师2人"))
    )
    told = _staff(2, 0, text="医师2人 护士名单：张红 20145101700012")
    assert _codes(_check(checker, fields, told)) == set()


def test_a_list_told_in_lines_without_nurses_is_incomplete(checker: Checker) -> None:
    fields = {"institution_name": "青山医院", "doctor_count": 2, "nurse_count": 4}
    doctors = {"doctors": [{"name": fact("name", name, "person")} for name in ("王建国", "尹华雅")]}
    without = paper("staff_list", rows=doctors, text="医师、护士名册 一、医师", seals=(seal("青山医院"),))
    assert ("MATERIAL_INCOMPLETE", "nurse_count") in _codes(_check(checker, fields, without))
    told = paper(
        "staff_list", rows=doctors, text="医师、护士名册 二、护士 张红 20145101700012", seals=(seal("青山医院"),)
    )
    assert ("MATERIAL_INCOMPLETE", "nurse_count") not in _codes(_check(checker, fields, told))


@pytest.mark.parametrize(("items", "covered"), [("X射线影像诊断；CT", True), ("X射线影像诊断", False)])
def test_radiation_licence_covers_the_departments(checker: Checker, items: str, covered: bool) -> None:
    fields = {"institution_name": "青山医院", "departments": ["内科", "X线诊断专业", "CT诊断专业"]}
    licence = paper("radiation_licence", fact("items", items, "list"), fact("verification_valid_to", "2026-01-01", "date"),
                    seals=(seal("云城市卫生健康委员会"),))  # fmt: skip
    found = [x for x in _check(checker, fields, licence) if x.code == "SCOPE_MISMATCH"]
    assert [x.severity for x in found] == ([] if covered else [Severity.ASKS])


def test_seal_of_another_authority(checker: Checker) -> None:
    def licence(ring: str, *, scanned: bool) -> Paper:
        return paper("radiation_licence", fact("items", "CT", "list"), fact("verification_valid_to", "2026-01-01", "date"),
                     fact("issuer", "云城市南山区卫生健康局", "name"), seals=(seal(ring),), scanned=scanned)  # fmt: skip

    fields = {"institution_name": "青山医院", "departments": ["内科"]}
    for scanned in (False, True):
        right = _check(checker, fields, licence("云城市南山区卫生健康局", scanned=scanned))
        wrong = _check(checker, fields, licence("太原市小店区卫生健康局", scanned=scanned))
        assert [x.code for x in right] == []
        assert [(x.code, x.severity) for x in wrong] == [("SEAL_MISMATCH", Severity.ASKS)]


@pytest.mark.parametrize(("scope", "asked"), [("日用百货销售；停车场服务", True), ("眼科医院服务；药品零售", False)])
def test_a_business_licence_names_medical_services(checker: Checker, scope: str, asked: bool) -> None:
    fields = {"institution_name": "青山医院", "business_nature": "营利性"}
    licence = paper("business_licence", fact("business_scope", scope), seals=(seal("青山市市场监督管理局"),))
    assert any(x.code == "SCOPE_MISMATCH" for x in _check(checker, fields, licence)) is asked

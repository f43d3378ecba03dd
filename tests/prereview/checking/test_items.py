"""Items of lists that are set in other ways than one by one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.prereview.checking.papers import fact, findings, paper, plan
from tongban.prereview.checking.items import first_sentence, in_two_rows, left_over, run_together

PLAN: dict[str, Any] = {
    "materials": {
        "licence": {"label": "执照", "required": "false", "facts": {"departments": "text_list"}},
        "sample": {"label": "样件", "required": "false", "facts": {"departments": "text_list"}},
    },
    "checks": [
        {"id": "scope", "kind": "within", "code": "SCOPE_MISMATCH", "items": "sample.departments",
         "of": "licence.departments", "loose": True},
    ],
}  # fmt: skip
LICENCE = paper("licence", fact("departments", "内科；外科；妇科专业；医学检验科", "list"))


@pytest.mark.parametrize(
    ("advertised", "outside"),
    [
        ("内科外科；妇科专业 医学检验科", []),
        ("内科 外科 妇科专业 医学检验科", []),
        ("内科；医学检验科。编制床位67张", []),
        ("内科 外科 妇科专业 皮肤科", ["皮肤科"]),
        ("内科；中医内科", ["中医内科"]),
    ],
)
def test_departments_run_together(advertised: str, outside: list[str]) -> None:
    found = findings(
        plan(**PLAN), {"unit": "甲医院"}, LICENCE, paper("sample", fact("departments", advertised, "list"))
    )
    assert [finding.message.data["items"] for finding in found] == outside


def test_a_name_over_two_rows() -> None:
    rows = ["外科;骨科专业;ct诊断专", "合格", "业;中医科"]
    assert in_two_rows("ct诊断专业", rows)
    assert not in_two_rows("内科", ["…;内", "科;外科"])  # so short that it may stand anywhere
    assert not in_two_rows("皮肤科", rows)


def test_small_parts() -> None:
    assert first_sentence("疼痛科。编制床位67张") == "疼痛科"
    assert run_together("内科外科", {"内科", "外科"}.__contains__)
    assert not run_together("内外科", {"内科", "外科"}.__contains__)
    assert left_over("皮肤科", ["内科"]) == ["皮肤科"]

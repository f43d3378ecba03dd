"""Who signed: the person who should, somebody else, or a hand that nobody can read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.prereview.checking.papers import fact, findings, paper, plan, seal
from tongban.prereview.checking.findings import Finding, Severity
from tongban.prereview.checking.submission import Paper
from tongban.prereview.evidence.model import Signature
from tongban.prereview.reading.model import Box, Ink, Line, Origin

PERSON = {"who": "翟伟"}
FORM: dict[str, Any] = {"label": "申请表", "facts": {"who": "text"}, "signature": {"of": "form.who"}}
PLAN = plan(
    fields={"who": {"label": "法定代表人", "type": "text"}},
    materials={"application_form": FORM},
    checks=[{"id": "person", "kind": "same", "code": "PERSON_MISMATCH", "compare": "person", "value": "form.who",
             "papers": ["application_form.who"]}],
)  # fmt: skip
HAND = Box(300, 100, 420, 140)


def signed(text: str, *, sure: float = 0.99, said: str | None = None) -> Paper:
    ink = Signature("legal_representative", 1, Box(100, 100, 290, 130), Ink(HAND, "blue", text, sure))
    facts = () if said is None else (fact("who", said, "person"),)
    made = paper("application_form", *facts, scanned=True, signatures=(ink,), seals=(seal("某店"),),
                 text=f"申请表法定代表人{said}签字：{text}")  # fmt: skip
    row = Line(text, HAND, sure, Origin.OCR)
    page = replace(made.reading.pages[0], lines=(row,))
    return replace(made, reading=replace(made.reading, pages=(page,)))


def found(given: Paper) -> list[Finding]:
    return findings(PLAN, PERSON, given)


def test_another_person_signed() -> None:
    only = found(signed("柏子涵"))
    assert [(f.code, f.severity, f.material, f.read) for f in only] == [
        ("PERSON_MISMATCH", Severity.ASKS, "application_form", "柏子涵")
    ]
    assert only[0].box == (300, 100, 420, 140)
    assert "应由“翟伟”本人签名" in only[0].message.render()


@pytest.mark.parametrize(
    ("text", "sure"),
    [("翟伟", 0.99), ("翟韦", 0.99), ("霍伟", 0.99), ("柏子涵", 0.9), ("", 0.0), ("柏", 0.99), ("B3", 0.99)],
    ids=["right", "slip", "other-slip", "unsure", "unread", "one-sign", "no-name"],
)
def test_a_hand_that_may_be_the_right_one(text: str, sure: float) -> None:
    assert found(signed(text, sure=sure)) == []


def test_the_form_names_another_though_the_right_one_signed() -> None:
    only = found(signed("翟伟", said="金丽邦"))
    assert [(f.code, f.severity, f.read) for f in only] == [("PERSON_MISMATCH", Severity.ASKS, "金丽邦")]

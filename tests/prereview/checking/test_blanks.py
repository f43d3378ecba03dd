"""Places of a printed form that stand blank, and lists that recognition damaged a little."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.prereview.checking.papers import DAY, fact, paper, plan
from tongban.prereview.checking.compare import Verdict, compare
from tongban.prereview.checking.engine import Checker
from tongban.prereview.checking.expressions import compile_plan
from tongban.prereview.checking.schema import Comparison
from tongban.prereview.checking.submission import Paper, Stated, Submission
from tongban.prereview.evidence.model import Fact
from tongban.prereview.reading.model import Box, Line, Origin

PLACE = Box(400, 10, 500, 40)


def asked(form: Paper, **answers: Any) -> list[tuple[str, str | None]]:
    made = plan(
        fields={"unit": {"label": "单位", "type": "text"}, "head": {"label": "主要负责人", "type": "person"}},
        materials={"form": {"label": "申请书", "facts": {"head": "text"}, "filled": ["head"]}},
        checks=[],
    )
    submission = Submission("新办", DAY, {"unit": "甲", **answers}, {"form": form}, frozenset({"form"}))
    return [(finding.code, finding.field) for finding in Checker(compile_plan(made)).check(submission)]


def blank(name: str) -> Fact:
    return Fact(name, "", None, 1, PLACE, 1.0, "", "person", False)


def with_rows(form: Paper, *rows: Line) -> Paper:
    page = replace(form.reading.pages[0], lines=rows)
    return replace(form, reading=replace(form.reading, pages=(page,)))


def test_a_label_with_nothing_beside_it_is_asked_about() -> None:
    assert asked(paper("form", blank("head")), head="崔美玲") == [("MATERIAL_INCOMPLETE", "head")]


@pytest.mark.parametrize("form", [paper("form"), paper("form", fact("head", "崔美玲", "person"))])
def test_what_is_filled_in_or_has_no_label_is_not(form: Paper) -> None:
    assert asked(form, head="崔美玲") == []


def test_a_blank_place_that_the_form_leaves_blank_too_is_not() -> None:
    assert ("MATERIAL_INCOMPLETE", "head") not in asked(paper("form", blank("head")))


def test_an_answer_that_stands_in_a_row_of_its_own_was_only_not_understood() -> None:
    form = paper("form", blank("head"))
    row = Line("崔美玲", Box(600, 10, 700, 40), 0.99, Origin.OCR)
    assert asked(with_rows(form, row), head="崔美玲") == []


def test_the_name_of_another_fact_fills_no_blank_place() -> None:
    other = fact("legal", "崔美玲", "person", box=Box(600, 10, 700, 40))
    row = Line("崔美玲", Box(600, 10, 700, 40), 0.99, Origin.OCR)
    assert asked(with_rows(paper("form", blank("head"), other), row), head="崔美玲") == [
        ("MATERIAL_INCOMPLETE", "head")
    ]


def listed(text: str, *, printed: bool) -> Verdict:
    return compare(Comparison.LIST, Stated("眼科；内科；麻醉科", ["眼科", "内科", "麻醉科"]),
                   Stated(text, text, "form", printed=printed))  # fmt: skip


@pytest.mark.parametrize("text", ["眼科；内科构；麻醉科", "眼科内科麻醉", "眼科 内科 麻醉科"])
def test_one_slip_in_a_list_of_a_scan_is_none(text: str) -> None:
    assert listed(text, printed=False) is Verdict.SAME


@pytest.mark.parametrize("text", ["眼科；内科", "眼科；内科；麻醉科；儿科", "眼科；外科；麻醉科"])
def test_an_item_more_or_less_is_a_difference(text: str) -> None:
    assert listed(text, printed=True) is Verdict.DIFFERENT
    assert listed(text, printed=False) is not Verdict.SAME or text == "眼科；内科"

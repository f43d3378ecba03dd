"""Reading answers as people type them, and checking them field by field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.core.assessment.answers import normalise_answers
from tongban.core.assessment.fields import field_problems
from tongban.core.packs.form import FieldType, Form, FormField, FormOption, FormSection

OPTIONS = (FormOption(value="a", label="甲"), FormOption(value="b", label="乙"))


def field(kind: str, **more: Any) -> FormField:
    return FormField(key="x", label="某项", type=FieldType(kind), **more)


def read(kind: str, answer: Any, **more: Any) -> Any:
    form = Form(sections=(FormSection(title="一", fields=(field(kind, **more),)),))
    answers = normalise_answers(form, "new", {"x": answer, "other": "dropped"})
    assert set(answers.values) <= {"x"}
    return [problem.code for problem in answers.problems] or answers.values.get("x")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "  两 行\r\n", "两 行"),
        ("long_text", "一\r\n二", "一\n二"),
        ("text", "a\x00b", ["unreadable"]),
        ("text", "\ud800", ["unreadable"]),
        ("text", "长" * 201, ["unreadable"]),
        ("text", "   ", None),
        ("integer", "１２", 12),
        ("integer", "1.5", ["unreadable"]),
        ("integer", True, ["unreadable"]),
        ("decimal", "1,200.5", "1200.5"),
        ("money", "1200.5", "1200.50"),
        ("money", "-1", ["unreadable"]),
        ("money", "1.005", ["unreadable"]),
        ("date", "2026年1月3日", "2026-01-03"),
        ("date", "2026/01/03", "2026-01-03"),
        ("date", "20260103", "2026-01-03"),
        ("date", date(2026, 1, 3), "2026-01-03"),
        ("date", "2026-02-30", ["unreadable"]),
        ("date", "明天", ["unreadable"]),
        ("yes_no", "是", True),
        ("yes_no", "false", False),
        ("yes_no", "maybe", ["unreadable"]),
        ("citizen_id", "５１０１０７ 19900307 123x", "51010719900307123X"),
        ("mobile", "138-0000-0001", "13800000001"),
        ("text_list", "内科、外科，内科；", ["内科", "外科"]),
        ("choices", ["a", "b"], ["a", "b"]),
        ("text_list", ["x"] * 201, ["unreadable"]),
    ],
)
def test_reading(kind: str, typed: Any, value: Any) -> None:
    assert read(kind, typed, **({"options": OPTIONS} if kind == "choices" else {})) == value


def test_what_cannot_be_read_is_kept_as_typed() -> None:
    form = Form(sections=(FormSection(title="一", fields=(field("date"),)),))
    answers = normalise_answers(form, "new", {"x": "明天"})
    assert answers.values == {"x": "明天"}
    assert "2026-01-31" in answers.problems[0].message.render()


def problems(kind: str, answer: Any, **more: Any) -> list[str]:
    answers = {} if answer is None else {"x": answer}
    return [found.code for found in field_problems([field(kind, **more)], answers, on=date(2026, 2, 28))]


@pytest.mark.parametrize(
    ("kind", "answer", "more", "codes"),
    [
        ("text", None, {}, ["required"]),
        ("text", None, {"required": False}, []),
        ("text", "长长长", {"max_length": 2}, ["too_long"]),
        ("integer", 5, {"minimum": 6}, ["too_small"]),
        ("integer", 5, {"maximum": 4}, ["too_large"]),
        ("integer", "5", {}, ["unreadable"]),
        ("money", "5.00", {"minimum": 6}, ["too_small"]),
        ("choice", "c", {"options": OPTIONS}, ["not_an_option"]),
        ("choice", "a", {"options": OPTIONS}, []),
        ("choices", ["a", "c"], {"options": OPTIONS}, ["not_an_option"]),
        ("date", "2026-02-31", {}, ["unreadable"]),
        ("date", "0206-02-01", {}, ["out_of_range"]),
        ("date", "2026-02-01", {}, []),
        ("yes_no", "yes", {}, ["unreadable"]),
        ("yes_no", False, {}, []),
        ("person_name", "林小禾", {}, []),
        ("person_name", "买买提·艾力", {}, []),
        ("person_name", "林2", {}, ["not_valid"]),
        ("mobile", "13800000001", {}, []),
        ("mobile", "1380000000", {}, ["not_valid"]),
        ("phone", "02812345678", {}, []),
        ("citizen_id", "510107199003071236", {}, []),
        ("citizen_id", "510107199003071237", {}, ["not_valid"]),
        ("uscc", "12510100450720005C", {}, []),
        ("uscc", "12510100450720005D", {}, ["not_valid"]),
    ],
)
def test_checking(kind: str, answer: Any, more: dict[str, Any], codes: list[str]) -> None:
    assert problems(kind, answer, **more) == codes


def test_messages_never_repeat_the_number() -> None:
    found = field_problems([field("citizen_id")], {"x": "510107199003071237"}, on=date(2026, 2, 28))
    assert "某项" in found[0].message.render()
    assert "5101071990" not in found[0].message.render()


_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(list(FieldType)), _json)
def test_nothing_typed_makes_it_fail(kind: FieldType, answer: Any) -> None:
    """Read, then check: problems or none, and reading what was read changes nothing."""
    one = FormField(key="x", label="某项", type=kind, options=OPTIONS)
    form = Form(sections=(FormSection(title="一", fields=(one,)),))
    first = normalise_answers(form, "new", {"x": answer})
    field_problems([one], first.values, on=date(2026, 2, 28))
    if not first.problems:
        assert normalise_answers(form, "new", first.values) == first

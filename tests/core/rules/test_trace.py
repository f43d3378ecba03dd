"""A trace says what each part read and what came out, reproduces the answer, and hides what is private."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.rules.expressions import DECLARED as GENERATED
from tests.core.rules.expressions import KNOWN_VALUES, boolean
from tests.core.rules.test_more_knowledge import less_known
from tests.core.rules.world import CONTEXT, ask
from tongban.core.rules.explain import explain
from tongban.core.rules.rule import compile_rule
from tongban.core.rules.trace import HIDDEN, TraceNode, trace_data

NOTHING = object()


def again(node: TraceNode) -> Any:
    """The answer of a logical part, worked out from the answers of its parts alone; NOTHING for other parts."""
    given = [None if child.causes else child.value for child in node.children if not child.skipped]
    if node.kind == "over_list" and node.children[0].causes:
        return None
    match node.kind, node.sign:
        case ("and", _) | ("over_list", "all"):
            return _kleene(given[1:] if node.kind == "over_list" else given, deciding=False)
        case ("or", _) | ("over_list", "exists"):
            return _kleene(given[1:] if node.kind == "over_list" else given, deciding=True)
        case ("not", _):
            return None if given[0] is None else not given[0]
        case ("compare", "==") if None not in given and not any(isinstance(each, tuple) for each in given):
            return given[0] == given[1]
        case ("compare", "<") if None not in given:
            return given[0] < given[1]
        case ("arithmetic", "+" | "-" | "*") if None not in given and isinstance(given[0], int):
            return {"+": int.__add__, "-": int.__sub__, "*": int.__mul__}[node.sign](*given)
        case ("choice", _) if given[0] is not None:
            return given[1]
    return NOTHING


def _kleene(parts: Sequence[Any], *, deciding: bool) -> bool | None:
    return deciding if deciding in parts else None if None in parts else not deciding


def parts(node: TraceNode) -> list[TraceNode]:
    """The part and everything below it."""
    return [node, *(each for child in node.children for each in parts(child))]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(boolean(), less_known().map(lambda pair: pair[1]) | KNOWN_VALUES)
def test_every_answer_follows_from_the_parts(source: str, values: dict[str, Any]) -> None:
    outcome = compile_rule(source, GENERATED).evaluate(values, context=CONTEXT)
    trace = outcome.trace
    assert (None if trace.causes else trace.value) is outcome.holds
    assert trace.causes == outcome.causes
    for part in parts(trace):
        assert part.text == source[part.span.start : part.span.end]
        if not part.skipped:
            wanted = again(part)
            assert wanted is NOTHING or wanted == (None if part.causes else part.value)
    assert json.loads(json.dumps(trace_data(trace), allow_nan=False)) == trace_data(trace)
    assert len(explain(outcome)) >= 1


def test_what_was_read_and_what_was_not() -> None:
    trace = ask(
        "form.bed_count > 100 && submitted_on > date('2026-01-01')", form__bed_count=20, form__kind="新办"
    ).trace
    assert dict(trace.reads) == {"form.bed_count": 20}
    assert [child.skipped for child in trace.children] == [False, True]
    assert trace.children[1].text == "submitted_on > date('2026-01-01')"
    assert trace.children[1].children == ()


def test_places_count_from_one() -> None:
    trace = ask("true &&\n  form.bed_count > 3", form__bed_count=20).trace
    span = trace.children[1].span
    assert (span.start, span.end, span.line, span.column) == (10, 28, 2, 3)


SECRET = {
    "form.name": "张三丰",
    "form.infected": True,
    "form.patients": [{"name": "李四光", "age": 77}],
    "form.counts": [77],
}


@pytest.mark.parametrize(
    "source",
    [
        "form.name == '王五'",
        "form.name + '先生'",
        "size(form.name) == 3",
        "[form.name, 'a']",
        "true ? form.name : ''",
        "form.patients.all(p, p.age == 77 && p.name == '李四光')",
        "form.patients.map(p, p.name + '同志')",
        "form.patients.filter(p, p.age > 3)[0].name",
        "form.patients[0].age + 1",
        "size(form.patients) > 0 ? form.patients[0].name : form.name",
        "form.name in ['张三丰']",
    ],
)
def test_private_values_are_never_shown(source: str) -> None:
    outcome = ask(source, SECRET)
    shown = json.dumps(trace_data(outcome.trace), ensure_ascii=False) + "\n".join(explain(outcome)) + repr(outcome)
    for part in (text for text in ("张三丰", "李四光", "77", "78") if text not in source):
        assert part not in shown
    assert HIDDEN in shown


def test_a_private_yes_or_no_is_hidden_inside_but_the_answer_is_told() -> None:
    trace = ask("!form.infected || materials.id_card.present", SECRET, materials__id_card__present=True).trace
    assert trace.value is True
    assert trace.children[0].value == HIDDEN
    assert trace.children[0].children[0].value == HIDDEN


@pytest.mark.parametrize(
    "source",
    [
        "form.infected && form.bed_count > 3",
        "form.infected || form.bed_count > 3",
        "form.infected ? form.bed_count > 3 : form.bed_count < 3",
        "form.infected ? form.bed_count : 5",
        "form.infected == true && form.bed_count > 3",
        "!form.infected",
    ],
)
def test_a_private_yes_or_no_shows_neither_by_what_was_looked_at(source: str) -> None:
    def told(infected: bool) -> dict[str, Any]:
        data = trace_data(ask(source, {"form.infected": infected, "form.bed_count": 5}).trace)
        return {**data, "value": None}

    assert told(True) == told(False)


def test_a_yes_or_no_about_a_private_text_is_told() -> None:
    trace = ask("form.name == '王五' && has(form.infected)", SECRET).trace
    assert trace.children[0].value is False
    assert trace.children[0].children[0].value == HIDDEN


def test_data_has_text_for_dates_and_decimals() -> None:
    data = trace_data(ask("form.capital > 1.50", form__capital="12.50").trace)
    assert data["reads"] == {"form.capital": "12.50"}
    assert data["children"][1]["value"] == "1.50"
    assert trace_data(ask("submitted_on", submitted_on=date(2026, 2, 3)).trace)["value"] == "2026-02-03"
    assert trace_data(ask("form.capital * 2", form__capital=Decimal("1E+3")).trace)["value"] == "2000"


def test_data_tells_why_something_is_unknown() -> None:
    data = trace_data(ask("form.bed_count > 3").trace)
    assert data["value"] is None
    assert data["unknown"] == [
        {"reason": "missing", "name": "form.bed_count", "sentence": "form.bed_count（床位数）没有提供"}
    ]


@pytest.mark.parametrize(
    ("source", "values", "wanted"),
    [
        ("form.bed_count >= 100", {"form.bed_count": 120}, ["form.bed_count（床位数）= 120 ≥ 100 → 成立"]),
        ("form.bed_count >= 100", {}, [
            "form.bed_count（床位数）= （未知） ≥ 100 → 不能确定：form.bed_count（床位数）没有提供"]),
        ("form.kind == '新办' && has(submitted_on)", {"form.kind": "变更"}, [
            "以下各条全部成立 → 不成立", "　　form.kind（办理情形）= “变更” 等于 “新办” → 不成立",
            "　　has(submitted_on) → 不必再看"]),
        ("form.kind in ['新办', '变更']", {"form.kind": "变更"}, [
            "form.kind（办理情形）= “变更” 在 [“新办”、“变更”] 之中 → 成立"]),
        ("form.nurses.all(n, n.age >= 18)", {"form.nurses": [{"name": "甲", "age": 20}, {"name": "乙", "age": 17}]}, [
            "form.nurses.all(n, n.age >= 18)（每一项都要成立） → 不成立",
            "　　form.nurses（护士名单）= [{name: “甲”, age: 20}、{name: “乙”, age: 17}]",
            "　　第1项：n.age = 20 ≥ 18 → 成立", "　　第2项：n.age = 17 ≥ 18 → 不成立"]),
        ("days_between(submitted_on, certificates.nurse_practice.valid_to) >= 30",
         {"submitted_on": "2026-11-20", "certificates.nurse_practice.valid_to": "2026-12-01"}, [
            "days_between(submitted_on, certificates.nurse_practice.valid_to) = 11 ≥ 30 → 不成立",
            "　　submitted_on（申请日期）= 2026-11-20",
            "　　certificates.nurse_practice.valid_to（护士执业证书有效期）= 2026-12-01"]),
        ("same_text(form.name, '张三')", {"form.name": "李四"}, [
            "same_text(form.name, '张三') → 不成立", "　　form.name（姓名）= ●●●"]),
    ],
)  # fmt: skip
def test_explanations(source: str, values: dict[str, Any], wanted: list[str]) -> None:
    assert explain(ask(source, values)) == wanted


@settings(deadline=None)
@given(st.integers(21, 60))
def test_a_long_list_is_explained_by_what_tells(length: int) -> None:
    ages = [18] * (length - 1) + [3]
    lines = explain(ask("form.counts.all(x, x >= 18)", form__counts=ages))
    assert f"　　第{length}项：x = 3 ≥ 18 → 不成立" in lines
    assert lines[-1] == f"　　其余{length - 20}项从略"
    assert len(lines) == 23


def test_sentences_are_translated() -> None:
    lines = explain(
        ask("form.bed_count >= 100", form__bed_count=1), lambda text: {"不成立": "does not hold"}.get(text, text)
    )
    assert lines == ["form.bed_count（床位数）= 1 ≥ 100 → does not hold"]

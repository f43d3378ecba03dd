"""A rule stays small and an evaluation stays short, whatever is written or handed in."""

from __future__ import annotations

import time

import pytest

from tests.core.rules.world import CONTEXT, DECLARED, ask
from tongban.core.rules.errors import RuleTooLarge
from tongban.core.rules.nodes import MAX_STEPS
from tongban.core.rules.rule import compile_rule
from tongban.core.rules.trace import trace_data
from tongban.core.rules.values import Reason


def test_two_thousand_characters_are_the_limit() -> None:
    start = "form.bed_count > 3 //"
    compile_rule(start.ljust(2_000, "-"), DECLARED)
    with pytest.raises(RuleTooLarge):
        compile_rule(start.ljust(2_001, "-"), DECLARED)


def test_brackets_alone_are_no_depth() -> None:
    assert ask("(" * 990 + "true" + ")" * 990).holds is True


@pytest.mark.parametrize(
    "source", ["!" * 1_900 + "true", "1" + " + 1" * 400 + " > 1", "[" * 900 + "]" * 900 + " == []"]
)
def test_deep_nesting_is_refused(source: str) -> None:
    with pytest.raises(RuleTooLarge):
        compile_rule(source, DECLARED)


def test_the_deepest_rule_can_be_traced() -> None:
    outcome = ask("!" * 39 + "form.infected", form__infected=True)
    assert outcome.holds is False
    assert trace_data(outcome.trace)["value"] is False


def test_many_parts_side_by_side_are_fine() -> None:
    assert ask("true" + " && true" * 240).holds is True


def test_nested_macros_stop_at_a_budget() -> None:
    source = "form.counts.all(a, form.counts.all(b, form.counts.all(c, form.counts.all(d, a + b + c + d >= 0))))"
    started = time.perf_counter()
    outcome = ask(source, form__counts=[1] * 1_000)
    assert time.perf_counter() - started < 5
    assert [cause.reason for cause in outcome.causes] == [Reason.TOO_LARGE]
    small = ask(source, form__counts=[1] * 5)
    assert small.holds is True
    assert MAX_STEPS > 5**4


def test_lists_do_not_grow_without_end() -> None:
    outcome = ask("size(form.counts + form.counts) > 0", form__counts=[1] * 900)
    assert outcome.causes[0].reason is Reason.TOO_LARGE


def test_texts_do_not_grow_without_end() -> None:
    outcome = ask("form.kind + form.kind == ''", form__kind="长" * 15_000)
    assert outcome.causes[0].reason is Reason.TOO_LARGE


def test_a_rule_can_be_asked_again() -> None:
    rule = compile_rule("form.counts.all(x, x > 0)", DECLARED)
    given = [1, 2, 3]
    first = rule.evaluate({"form.counts": given}, context=CONTEXT)
    given.append(-1)
    assert first.holds is True
    assert first.trace.reads == (("form.counts", (1, 2, 3)),)
    assert rule.evaluate({"form.counts": given}, context=CONTEXT).holds is False

"""Where everything is known, our walker answers what the evaluator of cel-python answers."""

from __future__ import annotations

from typing import Any

import celpy
import pytest
from celpy.celtypes import BoolType
from celpy.evaluation import CELEvalError
from hypothesis import HealthCheck, given, settings

from tests.core.rules.expressions import DECLARED, KNOWN_VALUES, boolean
from tests.core.rules.world import CONTEXT
from tongban.core.rules.rule import compile_rule
from tongban.core.rules.values import Unknown

FAILED = object()


def _cel(source: str, values: dict[str, Any]) -> object:
    """What cel-python answers, FAILED for an error."""
    environment = celpy.Environment()
    program = environment.program(environment.compile(source))
    nested = {name.removeprefix("f."): value for name, value in values.items()}
    try:
        answer = program.evaluate({"f": celpy.json_to_cel(nested)})
    except CELEvalError:
        return FAILED
    return bool(answer) if isinstance(answer, BoolType | bool) else answer


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:The recursion limit")  # cel-python raises it while it runs
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(boolean(), KNOWN_VALUES)
def test_same_answer(source: str, values: dict[str, Any]) -> None:
    ours = compile_rule(source, DECLARED).evaluate(values, context=CONTEXT).value
    theirs = _cel(source, values)
    if theirs is FAILED:
        # An error of theirs is an unknown of ours, except where ours needs not know: both sides of a choice agree,
        # only one item of a list is unknown, or the list that is searched is empty.
        assert isinstance(ours, Unknown) or any(mark in source for mark in ("?", "[", ".map(", " in "))
    else:
        assert ours is theirs


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("-7 / 2 == -3", True),
        ("-7 % 3 == -1", True),
        ("7 % -3 == 1", True),
        ("'新办'.size() == 2", True),
        ("'abc'.matches('^a.c$')", True),
        ("'xabcx'.matches('abc')", True),
        ("r'\\d' == '\\\\d'", True),
        ("1 < 2 && 2 < 3 || false", True),
        ("2 + 3 * 4 - 1 == 13", True),
        ("true ? false : true ? true : false", False),
        ("!!true", True),
        ("[1, 2, 3].filter(x, x > 1).size() == 2", True),
        ("10 - 2 - 3 == 5", True),
    ],
)
def test_same_answer_on_what_people_get_wrong(source: str, wanted: bool) -> None:
    assert _cel(source, {}) is wanted
    assert compile_rule(source, DECLARED).evaluate({}, context=CONTEXT).value is wanted

"""Learning what was unknown may settle a rule, never turn its answer round."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.core.rules.expressions import DECLARED, INTS, KNOWN_VALUES, TEXTS, boolean
from tests.core.rules.world import CONTEXT
from tongban.core.rules.rule import compile_rule
from tongban.core.rules.values import UNKNOWN, Reason, unknown

DOUBTS = st.sampled_from([None, UNKNOWN, unknown(Reason.UNREAD), unknown(Reason.NOT_ANSWERED)])
WRONG_KINDS = st.sampled_from([1.5, "新", True, 3, [], {}, object(), b"", [[]], 10**30])


@st.composite
def less_known(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values, and the same with some of them, or some items of lists, taken away."""
    known = draw(KNOWN_VALUES)
    less: dict[str, Any] = {}
    for name, value in known.items():
        if draw(st.integers(0, 2)) == 0:
            less |= {} if draw(st.booleans()) else {name: draw(DOUBTS)}
        elif isinstance(value, list):
            less[name] = [draw(DOUBTS) if draw(st.integers(0, 2)) == 0 else _less(draw, item) for item in value]
        else:
            less[name] = value
    return known, less


def _less(draw: st.DrawFn, item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    return {key: draw(DOUBTS) if draw(st.integers(0, 3)) == 0 else value for key, value in item.items()}


@pytest.mark.slow
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(boolean(), less_known())
def test_an_answer_stands_when_more_becomes_known(source: str, values: tuple[dict[str, Any], dict[str, Any]]) -> None:
    rule = compile_rule(source, DECLARED)
    known, less = (rule.evaluate(each, context=CONTEXT) for each in values)
    event(f"{less.holds} -> {known.holds}")
    if less.holds is not None:
        assert known.holds is less.holds
    else:
        assert less.causes


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    boolean(),
    st.dictionaries(st.sampled_from([each.name for each in DECLARED]), WRONG_KINDS | INTS | st.sampled_from(TEXTS)),
)
def test_nothing_that_is_handed_in_raises(source: str, values: dict[str, Any]) -> None:
    outcome = compile_rule(source, DECLARED).evaluate(values, context=CONTEXT)
    assert outcome.holds is not None or outcome.causes

"""The content is refused, with the place, when it names what is not there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.prereview.checking.papers import plan
from tongban.core.errors import InvalidInput
from tongban.core.rules.errors import RuleError
from tongban.prereview.checking.expressions import compile_plan
from tongban.prereview.packages import parse_plan

SAME: dict[str, Any] = {"id": "name", "kind": "same", "code": "NAME_MISMATCH", "compare": "name", "value": "form.unit"}

RULE: dict[str, Any] = {"id": "x", "kind": "rule", "code": "X", "require": "true", "says": "错了", "remedy": "改正"}
STAFF: dict[str, Any] = {"licence": {"label": "执照", "facts": {"unit": "text"}, "tables": {"staff": {"name": "text"}}}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"checks": [{**SAME, "papers": ["licence.owner"]}]}, "owner"),
        ({"checks": [{**SAME, "papers": ["permit.unit"]}]}, "permit"),
        ({"checks": [{**SAME, "value": "form.name", "papers": ["licence.unit"]}]}, "name"),
        ({"checks": [{**SAME, "papers": ["licence.unit"], "colour": "red"}]}, "colour"),
        ({"checks": [{**SAME, "papers": ["licence.unit"]}] * 2}, "重复"),
        ({"checks": [{"id": "x", "kind": "rule", "code": "X", "require": "true"}]}, "says"),
        ({"checks": [{**RULE, "row": {"of": "licence.people", "columns": ["name"]}}]}, "people"),
        ({"checks": [{**RULE, "row": {"of": "licence.staff", "columns": ["colour"]}}], "materials": STAFF}, "colour"),
        ({"materials": {"licence": {"label": "执照", "needs": {"scope": "范围"}}}}, "scope"),
        ({"fields": {"unit": {"label": "单位", "type": "colour"}}}, "type"),
    ],
)
def test_refused(change: dict[str, Any], said: str) -> None:
    data = plan().model_dump(mode="json", exclude_defaults=True)
    with pytest.raises(InvalidInput) as caught:
        parse_plan({**data, **change}, "checks.yaml")
    assert said in caught.value.render()


def test_expression_with_an_unknown_name_is_refused() -> None:
    with pytest.raises(RuleError):
        compile_plan(plan(materials={"licence": {"label": "执照", "required": "form.nothing == 1"}}))

"""What docs/systems/rules.md says is so: the table is the code's, and every example in it compiles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.core.rules.world import ask
from tongban.core.rules.declarations import Declarations
from tongban.core.rules.errors import RuleError
from tongban.core.rules.explain import explain
from tongban.core.rules.library import DEFAULT_FUNCTIONS
from tongban.core.rules.reference import reference
from tongban.core.rules.rule import compile_rule
from tongban.core.rules.types import ANY, BOOLEAN, DATE, DECIMAL, INTEGER, TEXT, list_of, record

PAGE = (Path(__file__).parents[3] / "docs/systems/rules.md").read_text(encoding="utf-8")
TEXTS = (
    "form.name form.kind form.address form.institution_name form.licence_number form.phone form.citizen_id form.uscc "
    "form.org_code form.institution_code form.physician_certificate form.nurse_certificate form.certificate_id "
    "evidence.licence.name evidence.licence.address evidence.id_card.name"
)
DATES = (
    "submitted_on form.birth_date form.changed_on form.trained_to form.practising_since form.visit_on form.licence_to "
    "form.lease_to form.exam_passed_on evidence.health_check.issued_on evidence.nurse_exam.passed_on "
    "certificates.nurse_practice.valid_to"
)
DECLARED = Declarations.of(
    {
        **dict.fromkeys(TEXTS.split(), TEXT),
        **dict.fromkeys(DATES.split(), DATE),
        **dict.fromkeys(["form.bed_count", "form.nurse_count", "registry.institutions.bed_count"], INTEGER),
        "form.registered_capital": DECIMAL,
        "registry.changes.found": BOOLEAN,
        "form.subjects": list_of(TEXT),
        "certificates.institution.subjects": list_of(TEXT),
        "form.nurses": list_of(record({"name": TEXT, "age": INTEGER})),
        "form.rooms": list_of(record({"area": DECIMAL})),
        "form.trainings": list_of(record({"ended_on": DATE})),
    }
)


def test_the_table_is_the_code_s() -> None:
    written = PAGE.partition("<!-- functions -->\n")[2].partition("<!-- /functions -->")[0]
    assert written == reference(DEFAULT_FUNCTIONS)


@pytest.mark.parametrize("name", DEFAULT_FUNCTIONS)
def test_the_example_of_each_function_compiles_and_uses_it(name: str) -> None:
    rule = compile_rule(DEFAULT_FUNCTIONS[name].example, DECLARED, result=ANY)
    assert name in rule.functions


@pytest.mark.parametrize("source", re.findall(r"```cel\n(.*?)```", PAGE, re.DOTALL))
def test_the_examples_of_the_page_compile(source: str) -> None:
    assert compile_rule(source, DECLARED).type == BOOLEAN


@pytest.mark.parametrize("source", ["form.bed_cuont > 3", "form.bed_count == '120'", "form.bed_count > （3）"])
def test_the_mistakes_of_the_page_are_told_like_that(source: str) -> None:
    with pytest.raises(RuleError) as caught:
        compile_rule(source, DECLARED)
    assert f"\n{caught.value.render()}\n" in PAGE


def test_the_explanation_of_the_page_is_what_comes_out() -> None:
    source = 'form.bed_count >= 100 && form.kind == "新办" && has(submitted_on)'
    lines = explain(ask(source, {"form.bed_count": 120, "form.kind": "变更"}))
    assert "\n".join(lines) in PAGE

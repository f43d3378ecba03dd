"""Identifiers in rules: a number that cannot exist is no, and what would be read from it is unknown."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.rules.world import CONTEXT, DECLARED
from tongban.core.identifiers import org_check_character, uscc_check_character
from tongban.core.rules.rule import compile_rule
from tongban.core.rules.types import ANY
from tongban.core.rules.values import Reason, Unknown

CITIZEN = "11010519491231002X"  # the worked example of GB 11643
ORGANISATION = "12345678" + org_check_character("12345678")
CREDIT = "91320102" + ORGANISATION + uscc_check_character("91320102" + ORGANISATION)


def _ask(source: str, name: str) -> object:
    return compile_rule(source, DECLARED, result=ANY).evaluate({"form.name": name}, context=CONTEXT).value


@pytest.mark.parametrize(
    ("source", "number", "wanted"),
    [
        ("citizen_id_valid(form.name)", CITIZEN, True),
        ("citizen_id_valid(form.name)", CITIZEN.lower(), True),
        ("citizen_id_valid(form.name)", "110105194912310021", False),
        ("citizen_id_valid(form.name)", "", False),
        ("citizen_id_birth(form.name)", CITIZEN, date(1949, 12, 31)),
        ("citizen_id_sex(form.name)", CITIZEN, "女"),
        ("age_on(citizen_id_birth(form.name), today())", CITIZEN, 76),
        ("org_code_valid(form.name)", ORGANISATION, True),
        ("org_code_valid(form.name)", "123456780", False),
        ("uscc_valid(form.name)", CREDIT, True),
        ("uscc_valid(form.name)", "9" + CREDIT[1:-1] + ("0" if CREDIT[-1] != "0" else "1"), False),
        ("uscc_org_code(form.name)", CREDIT, ORGANISATION),
        ("institution_code_valid(form.name)", "x", False),
        ("physician_certificate_valid(form.name)", "x", False),
        ("nurse_certificate_valid(form.name)", "201432010001", True),
        ("certificate_id_valid(form.name)", "x", False),
    ],
)
def test_answers(source: str, number: str, wanted: object) -> None:
    assert _ask(source, number) == wanted


@pytest.mark.parametrize("function", ["citizen_id_birth", "citizen_id_sex", "uscc_org_code"])
def test_nothing_is_read_from_a_number_that_cannot_exist(function: str) -> None:
    value = _ask(f"{function}(form.name)", "110105194912310021")
    assert isinstance(value, Unknown)
    assert value.causes[0].reason is Reason.UNDEFINED
    assert "1101" not in value.causes[0].message.render()

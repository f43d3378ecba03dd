"""Entries between three forms: as delivered, as stored, as facts for rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.core.canonical import canonical_json
from tongban.core.errors import InvalidInput
from tongban.core.packs.catalogues import Registry
from tongban.exchange.payloads import check_payload, facts, normal_key

ON = date(2026, 3, 2)
CITIZEN = "510107200305182041"
REGISTRY = Registry.model_validate(
    {
        "name": "样例登记库",
        "owner": "卫生健康部门",
        "key": "citizen_id",
        "confidence": "known",
        "fields": {
            "citizen_id": {"label": "身份证号", "type": "citizen_id", "personal": True},
            "passed_on": {"label": "通过日期", "type": "date"},
            "years": {"label": "学制", "type": "integer"},
            "score": {"label": "得分", "type": "decimal"},
            "kept": {"label": "承诺已履行", "type": "yes_no"},
            "scopes": {"label": "范围", "type": "text_list"},
            "status": {"label": "状态", "type": "text"},
            "uscc": {"label": "信用代码", "type": "uscc"},
        },
    }
)


def check(**fields: Any) -> dict[str, Any]:
    return dict(check_payload(REGISTRY, {"citizen_id": CITIZEN, **fields}, on=ON))


def test_values_come_back_as_facts_of_their_type() -> None:
    given_in = {
        "passed_on": date(2025, 6, 20),
        "years": 3,
        "score": "92.50",
        "kept": False,
        "scopes": ["门诊", "护理"],
        "status": "正常",
    }

    stored = check(**given_in)

    assert canonical_json(stored)
    assert facts(REGISTRY, stored) == {
        "citizen_id": CITIZEN,
        "passed_on": date(2025, 6, 20),
        "years": 3,
        "score": Decimal("92.50"),
        "kept": False,
        "scopes": ("门诊", "护理"),
        "status": "正常",
        "uscc": None,
    }


def test_what_the_register_does_not_say_is_unknown_not_empty() -> None:
    assert check(status=None) == {"citizen_id": CITIZEN}
    assert facts(REGISTRY, check())["kept"] is None


@pytest.mark.parametrize(
    "fields",
    [
        {"passed_on": "2025-02-30"},
        {"passed_on": "去年"},
        {"passed_on": 20250620},
        {"years": "3"},
        {"years": True},
        {"years": 3.0},
        {"score": "NaN"},
        {"score": 92.5},
        {"kept": "对"},
        {"kept": 1},
        {"scopes": "门诊"},
        {"scopes": [1]},
        {"status": 7},
        {"status": "正\x00常"},
        {"status": "长" * 2001},
        {"uscc": "91510100MA00000000"},
        {"citizen_id": "510107200305182042"},
        {"citizen_id": None},
        {"colour": "red"},
    ],
)
def test_a_wrong_value_is_refused_without_being_repeated(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        check(**fields)

    value = next(iter(fields.values()))
    assert value is None or str(value) not in refused.value.render()


@given(st.from_regex(r"[0-9a-z]{4,18}", fullmatch=True))
def test_a_key_is_found_however_it_is_spaced_and_cased(key: str) -> None:
    spaced = f" {key[:2]} {key[2:]}　"

    assert normal_key(REGISTRY, spaced) == normal_key(REGISTRY, key.upper())


def test_a_name_is_found_in_either_width() -> None:
    assert normal_key(REGISTRY, "青江县人民医院（东院）") == normal_key(REGISTRY, "青江县人民医院(东院)")

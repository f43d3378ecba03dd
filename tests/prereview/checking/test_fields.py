"""The form by itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.prereview.checking.papers import findings, plan


def _codes(type_: str, answer: Any) -> list[str]:
    return [f.code for f in findings(plan(fields={"x": {"label": "某项", "type": type_}}), {"x": answer})]


@pytest.mark.parametrize("answer", ["", None, [], "  "])
def test_blank(answer: Any) -> None:
    assert _codes("text", answer) == ["FIELD_MISSING"]


@pytest.mark.parametrize(
    ("type_", "answer"),
    [
        ("mobile", "13800000940"), ("phone", "028-85551234"), ("phone", "13800000940"), ("phone", "400-820-1234"),
        ("citizen_id", "11010519491231002X"), ("citizen_id", "11010519491231002x"), ("uscc", "91350100M000100Y43"),
        ("person", "买买提·艾力"), ("person", "欧阳文博"), ("date", "2025-03-01"), ("integer", 0), ("number", 1.5),
        ("physician_certificate", "110510103000001"), ("plate", "川A12345"), ("plate", "川AD12345"),
        ("institution_code", "41995275651090319A5111"),
    ],
)  # fmt: skip
def test_well_formed(type_: str, answer: Any) -> None:
    assert _codes(type_, answer) == []


@pytest.mark.parametrize(
    ("type_", "answer"),
    [
        ("mobile", "1380000094"), ("mobile", "12800000940"), ("phone", "85551234x"), ("citizen_id", "11010519491231002"),
        ("uscc", "9135-0100M000100Y43"), ("uscc", "91350100I000100Y43"), ("person", "张3"), ("date", "2025-02-30"),
        ("integer", -1), ("number", "很多"), ("physician_certificate", "11051010300000"), ("plate", "川12345"),
        ("institution_code", "4199527565109031A5111"),
    ],
)  # fmt: skip
def test_malformed(type_: str, answer: Any) -> None:
    assert _codes(type_, answer) == ["FIELD_FORMAT"]


@pytest.mark.parametrize(("type_", "answer"), [("citizen_id", "110105194912310021"), ("uscc", "91350100M000100Y44")])
def test_wrong_check_character(type_: str, answer: str) -> None:
    assert _codes(type_, answer) == ["CHECKSUM_INVALID"]


def test_not_applying_field_is_not_looked_at() -> None:
    fields = {"x": {"label": "甲", "type": "text"}, "y": {"label": "乙", "type": "text", "required": 'form.x == "是"'}}
    assert findings(plan(fields=fields), {"x": "否"}) == []
    assert [f.field for f in findings(plan(fields=fields), {"x": "是"})] == ["y"]

"""What is shown of personal data, and the codes people read out over the telephone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.core.identifiers import build_query_code, mask_citizen_id, mask_name, mask_phone, tidy_query_code


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"), ("张三丰", "张**"), ("欧阳娜娜", "欧阳**"), ("欧阳", "欧*"), ("古丽·买买提", "古*·***"),
        ("张", "*"), ("", ""), (" 李四 ", "李*"),
    ],
)  # fmt: skip
def test_names(name: str, shown: str) -> None:
    assert mask_name(name) == shown


def test_numbers() -> None:
    assert mask_citizen_id("510107199003071236") == "510*************36"
    assert mask_phone("13812341234") == "138****1234"
    assert mask_phone("1234567") == "*******"
    assert mask_citizen_id("51") == "**"


@given(st.text(max_size=30))
def test_a_mask_never_shows_more_than_it_should(text: str) -> None:
    stripped = text.strip()
    assert len(mask_phone(text)) == len(mask_citizen_id(text)) == len(stripped)
    assert sum(a == b != "*" for a, b in zip(stripped, mask_phone(text), strict=True)) <= 7
    assert sum(a == b != "*" for a, b in zip(stripped, mask_citizen_id(text), strict=True)) <= 5


@given(st.binary(min_size=5, max_size=5), st.binary(min_size=5, max_size=5))
def test_query_codes_keep_all_forty_bits(first: bytes, second: bytes) -> None:
    code = build_query_code(first)
    assert len(code) == 8
    assert not set(code) & set("ILOU")
    assert (code == build_query_code(second)) == (first == second)
    assert tidy_query_code(f" {code[:4]} {code[4:].lower()} ") == code


def test_look_alikes_are_read_kindly() -> None:
    assert tidy_query_code("oi l2-abcd") == "0112ABCD"
    with pytest.raises(ValueError, match="five random bytes"):
        build_query_code(b"1234")

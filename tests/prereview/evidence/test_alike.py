"""Slips of recognition are told from different names; codes are mended only where their check proves it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.prereview.evidence import alike, numbers

ID = "510105199003077671"


def with_check(head: str) -> str:
    return next(head + c for c in "0123456789X" if numbers.id18_holds(head + c))


@pytest.mark.parametrize(
    ("read", "expected"), [("洗志强", "冼志强"), ("成部天佑医院", "成都天佑医院"), ("未来医院", "末来医院")]
)
def test_look_alikes(read: str, expected: str) -> None:
    assert alike.looks_like(read, expected)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("王小明", "李小明"),
        ("绵阳青竹医院", "绵阳海棠医院"),
        ("青竹医院", "青竹骨科医院"),
        ("WX2025-1044", "WX2025-1064"),
        ("", "王"),
    ],
)
def test_different(read: str, expected: str) -> None:
    assert not alike.looks_like(read, expected)


def test_only_what_the_recogniser_doubted_could_be() -> None:
    assert alike.could_be("洗志强", "冼志强", (("洗", "冼浇"),))
    assert not alike.could_be("洗志强", "冼志强", ())
    assert not alike.could_be("洗志弓", "冼志强", (("洗", "冼"),))
    assert alike.could_be("冼志强", "冼志强", ())


@given(st.text("甲乙丙丁", max_size=6), st.text("甲乙丙丁", max_size=6))
def test_differences_lead_from_one_to_the_other(one: str, other: str) -> None:
    found = alike.differences(one, other)
    assert (found == []) == (one == other)
    assert len(found) <= max(len(one), len(other))
    assert len(one) - sum(1 for a, _ in found if a) == len(other) - sum(1 for _, b in found if b)


@given(st.integers(10**16, 10**17 - 1), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_breaks_the_check(head: int, place: int, change: int) -> None:
    good = with_check(str(head))
    bad = good[:place] + str((int(good[place]) + change) % 10) + good[place + 1 :]
    assert numbers.id18_holds(good)
    assert not numbers.id18_holds(bad)


def test_known_codes() -> None:
    assert numbers.uscc_holds("91350100M000100Y43")
    assert not numbers.uscc_holds("91350100M000100Y44")
    assert not numbers.uscc_holds("91350100M0001O0Y43")


def test_mending_needs_proof() -> None:
    good = with_check("51010519900307767")
    assert numbers.mended(good.replace("0", "O", 1), numbers.id18_holds, (), last_x=True) == good
    wrong = good[:5] + ("6" if good[5] != "6" else "8") + good[6:]
    assert numbers.mended(wrong, numbers.id18_holds, (), last_x=True) is None, "a wrong number stays wrong"
    assert numbers.mended(wrong, numbers.id18_holds, ((wrong[5], good[5]),), last_x=True) in (good, None)

"""Codes of institutions, physicians and nurses: taken apart, doubted where the sources are unsure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.core.identifiers import (
    check_institution_code,
    check_nurse_certificate,
    check_physician_certificate,
    check_physician_qualification,
)


def test_the_number_on_a_practice_licence() -> None:
    hospital = check_institution_code("45072000551010711A1001")
    assert hospital.valid
    assert dict(hospital.parts) == {
        "org_code": "450720005", "region": "510107", "economic_type": "11", "economic_type_name": "国有",
        "category": "A100", "category_name": "综合医院", "management": "1", "management_name": "非营利性",
    }  # fmt: skip
    clinic = check_institution_code("MA5U0A1B7-500112-17-D215-2")
    assert clinic.parts["category_name"] == "口腔诊所"
    assert (clinic.valid, clinic.notes) == (True, ())


def test_a_filler_and_an_unlisted_category_are_notes() -> None:
    answer = check_institution_code("PDY12345651010717D9992")
    assert answer.valid
    assert [note.render()[:6] for note in answer.notes] == ["前9位是PD", "机构类别代码"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("45072000551010711A100", "应为22位，实际21位"),
        ("45072000651010711A1001", "组织机构代码校验码不符"),
        ("45072000551010711A1003", "最后一位应为1"),
        ("4507200055101071171001", "应依次为"),
    ],
)
def test_why_a_registration_number_cannot_be(value: str, reason: str) -> None:
    answer = check_institution_code(value)
    assert not answer.valid
    assert answer.reason is not None
    assert reason in answer.reason.render()


def test_a_physician_certificate() -> None:
    answer = check_physician_certificate("110510107000123")
    assert dict(answer.parts) == {
        "level": "1", "level_name": "执业医师", "category": "10", "category_name": "临床",
        "region": "510107", "serial": "000123",
    }  # fmt: skip
    assert (answer.valid, answer.notes) == (True, ())
    odd = check_physician_certificate("999999999999999")
    assert odd.valid
    assert len(odd.notes) == 2
    assert not check_physician_certificate("11051010700012").valid
    assert not check_physician_certificate("11051010700012X").valid


def test_a_physician_qualification_holds_an_identity_number_that_is_not_repeated() -> None:
    answer = check_physician_qualification("201951110510107199003071236")
    assert answer.valid
    assert answer.parts["year"] == "2019"
    assert "510107199003071236" not in "".join(answer.parts.values())
    wrong = check_physician_qualification("201951110510107199003071235")
    assert wrong.reason is not None
    assert wrong.reason.render() == "后18位不是有效的身份证号"
    assert check_physician_qualification("201951110" + "510107900307123").valid


def test_a_nurse_certificate_is_taken_loosely() -> None:
    answer = check_nurse_certificate("202051000123")
    assert answer.valid
    assert dict(answer.parts) == {"year": "2020", "province": "51", "serial": "000123"}
    assert "登记信息" in answer.notes[0].render()
    assert check_nurse_certificate("2020510001234567").valid
    assert not check_nurse_certificate("20205100012").valid
    assert not check_nurse_certificate("20205100012A").valid


@given(st.text(max_size=60))
def test_nothing_typed_makes_a_check_raise(text: str) -> None:
    for check in (
        check_institution_code,
        check_physician_certificate,
        check_physician_qualification,
        check_nurse_certificate,
    ):
        answer = check(text)
        assert answer.valid or answer.reason is not None

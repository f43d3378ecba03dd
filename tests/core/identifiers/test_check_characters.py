"""Numbers with a check character: the worked examples of the standards, and every single slip of a finger."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from tongban.core.identifiers import (
    Checked,
    build_case_number,
    build_certificate_identifier,
    check_case_number,
    check_certificate_id,
    check_citizen_id,
    check_org_code,
    check_uscc,
    org_check_character,
    uscc_check_character,
)

CAPITALS = string.digits + string.ascii_uppercase
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ROOT = "1.2.156.3005.2."


@pytest.mark.parametrize(
    ("check", "value", "parts"),
    [
        (check_citizen_id, "510107199003071236", {"region": "510107", "birth_date": "1990-03-07", "sex": "male"}),
        (check_citizen_id, "50010520081231004X", {"birth_date": "2008-12-31", "sex": "female", "kind": "resident"}),
        (check_uscc, "12510100450720005C", {"body_name": "事业单位", "region": "510100", "org_code": "450720005"}),
        (check_uscc, "91500112MA5U0A1B7D", {"body_name": "企业", "org_code": "MA5U0A1B7"}),
        (check_org_code, "450720005", {"body": "45072000", "check": "5"}),
        (check_org_code, "MA5U0A1B-7", {"body": "MA5U0A1B", "check": "7"}),
        (
            check_certificate_id,
            ROOT + "11100000000013338W011.11430000006122244L.20230000403.001.U",
            {"type": "11100000000013338W011", "issuer": "11430000006122244L", "version": "001", "check": "U"},
        ),
        (check_certificate_id, ROOT + "11100000MB0000000X001.12510100450720000A.2025000000000000001A.001.B", {}),
        (check_certificate_id, ROOT + "11100000MB0341032Y002.11420503087246977F.00000000000000000001.001.2", {}),
    ],
)
def test_worked_examples(check: Callable[[str], Checked], value: str, parts: dict[str, str]) -> None:
    answer = check(value)
    assert (answer.valid, answer.reason) == (True, None)
    assert parts.items() <= dict(answer.parts).items()
    lower_and_wide = value.lower().translate({ord(digit): ord(digit) + 0xFEE0 for digit in string.digits})
    assert check(f" {lower_and_wide} ").value == answer.value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "没有填写"),
        ("51010719900307123", "应为18位，实际17位"),
        ("510107900307123", "15位的旧号码已经停用"),
        ("51010719900307123A", "前17位应是数字"),
        ("٥١٠١٠٧١٩٩٠٠٣٠٧١٢٣٦", "前17位应是数字"),
        ("990107199003071236", "校验码不符"),
        ("160107199003071236", "省级行政区划"),
        ("510107199002301236", "不是真实的出生日期"),
        ("510107000103071236", "不是真实的出生日期"),
        ("510107199003071235", "校验码不符"),
        ("5101071990030712\x00", "看不见的控制字符"),
        ("\udcff10107199003071236", "看不见的控制字符"),
        ("9" * 5000, "太长了"),
    ],
)
def test_why_an_identity_number_cannot_be(value: str, reason: str) -> None:
    answer = check_citizen_id(value)
    assert not answer.valid
    assert answer.reason is not None
    assert reason in answer.reason.render()


def test_nobody_is_born_tomorrow() -> None:
    number = "50010520081231004X"
    assert check_citizen_id(number, on=date(2008, 12, 31)).valid
    unborn = check_citizen_id(number, on=date(2008, 12, 30))
    assert not unborn.valid
    assert unborn.reason is not None
    assert unborn.reason.render() == "出生日期在将来"


@pytest.mark.parametrize(
    ("region", "kind"),
    [("810000", "residence_permit"), ("830000", "residence_permit"), ("911156", "foreign_permanent_resident")],
)
def test_residence_permits_share_the_form(region: str, kind: str) -> None:
    body = f"{region}19900307123"
    number = body + ric.calc_check_digit(body + "0")
    assert check_citizen_id(number).parts["kind"] == kind
    assert check_citizen_id(number).valid


def test_a_credit_code_with_a_wrong_organisation_code_inside() -> None:
    body = "1251010045072000" + "6"
    answer = check_uscc(body + uscc_check_character(body))
    assert answer.reason is not None
    assert answer.reason.render() == "其中的组织机构代码校验码不符，请逐位核对"


def test_letters_the_credit_code_does_not_use() -> None:
    answer = check_uscc("1251O100450720005C")
    assert answer.reason is not None
    assert "不使用字母" in answer.reason.render()


def test_a_certificate_without_credit_codes_is_noted_not_refused() -> None:
    built = build_certificate_identifier(type_code="X" * 21, issuer="1" * 18, serial="1")
    answer = check_certificate_id(built)
    assert answer.valid
    assert len(answer.notes) == 2
    assert check_certificate_id(built.removeprefix(ROOT)).reason is not None


@pytest.mark.parametrize(
    "wrong",
    [{"version": 0}, {"version": 1000}, {"serial": ""}, {"serial": "a"}, {"serial": "1" * 33}, {"issuer": "1"}],
)
def test_a_certificate_identifier_is_not_built_from_wrong_parts(wrong: dict[str, object]) -> None:
    parts = {"type_code": "1" * 21, "issuer": "1" * 18, "serial": "1"}
    with pytest.raises(ValueError, match="type_code"):
        build_certificate_identifier(**{**parts, **wrong})  # type: ignore[arg-type]  # wrong on purpose


def slip(number: str, place: int, character: str) -> str:
    place %= len(number)
    return number[:place] + character + number[place + 1 :]


regions = st.sampled_from(["110101", "510107", "500112", "810000"])


@given(regions, st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999), st.integers(0, 17),
       st.sampled_from("0123456789X"))  # fmt: skip
def test_one_wrong_character_in_an_identity_number(
    region: str, born: date, serial: int, place: int, character: str
) -> None:
    body = f"{region}{born:%Y%m%d}{serial:03d}"
    number = body + ric.calc_check_digit(body + "0")
    assert check_citizen_id(number, on=date(2026, 1, 1)).valid
    wrong = slip(number, place, character)
    assert check_citizen_id(wrong).valid == (wrong == number)


@given(st.text(CREDIT, min_size=8, max_size=8), st.sampled_from(["11", "12", "91", "N2"]), regions,
       st.integers(0, 17), st.sampled_from(CAPITALS))  # fmt: skip
def test_one_wrong_character_in_a_credit_code(organisation: str, body: str, region: str, place: int, c: str) -> None:
    first = body + region + organisation + org_check_character(organisation)
    code = first + uscc_check_character(first)
    assert check_uscc(code).valid
    wrong = slip(code, place, c)
    assert check_uscc(wrong).valid == (wrong == code)


@given(st.text(string.digits, min_size=8, max_size=8), st.integers(0, 8), st.sampled_from(string.digits))
def test_one_wrong_digit_in_an_organisation_code(body: str, place: int, digit: str) -> None:
    code = body + org_check_character(body)
    assert check_org_code(code).valid
    wrong = slip(code, place, digit)
    assert check_org_code(wrong).valid == (wrong == code)


@given(st.text(CAPITALS, min_size=1, max_size=32), st.integers(1, 999), st.integers(0, 90), st.sampled_from(CAPITALS))
def test_one_wrong_character_in_a_certificate_identifier(serial: str, version: int, place: int, c: str) -> None:
    built = build_certificate_identifier(
        type_code="11100000MB0341032Y002", issuer="11420503087246977F", serial=serial, version=version
    )
    assert check_certificate_id(built).valid
    wrong = slip(built, place, c)
    assert check_certificate_id(wrong).valid == (wrong == built)


@given(regions, st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(1, 999_999), st.integers(0, 20),
       st.sampled_from(CAPITALS))  # fmt: skip
def test_one_wrong_character_in_a_case_number(region: str, day: date, serial: int, place: int, character: str) -> None:
    number = build_case_number(region, day, serial)
    assert dict(check_case_number(number).parts) == {
        "region": region, "date": day.isoformat(), "serial": f"{serial:06d}", "check": number[-1],
    }  # fmt: skip
    wrong = slip(number, place, character)
    assert check_case_number(wrong).valid == (wrong == number)


@given(st.text(max_size=120))
def test_nothing_typed_makes_a_check_raise(text: str) -> None:
    for check in (check_citizen_id, check_uscc, check_org_code, check_certificate_id, check_case_number):
        answer = check(text)
        assert answer.valid or answer.reason is not None


def test_case_numbers_of_days_and_serials_that_are_not() -> None:
    for region, serial in (("51010", 1), ("510107", 0), ("510107", 1_000_000), ("51010a", 1)):
        with pytest.raises(ValueError, match="serial"):
            build_case_number(region, date(2026, 2, 11), serial)
    first = build_case_number("510107", date(2026, 2, 11), 1)
    assert first[:-1] == "51010720260211000001"
    assert build_case_number("510107", date(2026, 2, 11) + timedelta(days=1), 1) != first
    assert check_case_number(f" {first[:6]}-{first[6:14]}-{first[14:]} ").value == first

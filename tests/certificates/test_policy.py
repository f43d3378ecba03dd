"""How long certificates last and what they are worth on a day; what a stranger may read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.certificates import CLINIC, NURSE, ORGANISATION_CODE
from tongban.certificates.masks import mask
from tongban.certificates.policy import Validity, number_text, period_end, renewed, serial_text, standing, validity_of
from tongban.certificates.states import LIFECYCLE, TITLES, Standing, State
from tongban.core.clock import civil_day
from tongban.core.identifiers import build_certificate_identifier, check_certificate_id
from tongban.core.lifecycle import mermaid
from tongban.core.packs.form import FieldType
from tongban.core.packs.values import Unit

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("since", "amount", "unit", "last"),
    [
        (date(2026, 11, 22), 5, Unit.YEAR, date(2031, 11, 21)),
        (date(2026, 1, 1), 1, Unit.YEAR, date(2026, 12, 31)),
        (date(2024, 2, 29), 1, Unit.YEAR, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, Unit.MONTH, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, Unit.MONTH, date(2026, 12, 31)),
        (date(2026, 3, 1), 30, Unit.CALENDAR_DAY, date(2026, 3, 30)),
    ],
)
def test_periods(since: date, amount: int, unit: Unit, last: date) -> None:
    assert period_end(since, amount, unit) == last


def test_no_certificate_is_measured_in_working_days() -> None:
    with pytest.raises(ValueError, match="working days"):
        period_end(date(2026, 1, 1), 5, Unit.WORKING_DAY)


@given(since=DAYS, years=st.integers(1, 20))
def test_a_term_of_years_is_never_a_month_off(since: date, years: int) -> None:
    days = (period_end(since, years, Unit.YEAR) - since).days
    assert abs(days - 365.25 * years) < 3


def test_a_renewal_in_time_joins_the_old_term() -> None:
    before = Validity(date(2021, 3, 2), date(2026, 3, 1))
    assert renewed(NURSE.definition, before, date(2026, 1, 20)) == Validity(date(2026, 1, 20), date(2031, 3, 1))


def test_a_late_renewal_begins_on_its_day() -> None:
    before = Validity(date(2021, 3, 2), date(2026, 3, 1))
    assert renewed(NURSE.definition, before, date(2026, 5, 1)) == Validity(date(2026, 5, 1), date(2031, 4, 30))


def test_a_type_without_term_has_no_end() -> None:
    assert validity_of(CLINIC.definition, date(2026, 1, 1)).until is None


@given(day=DAYS, since=DAYS, length=st.integers(0, 4000))
def test_standing_by_date(day: date, since: date, length: int) -> None:
    until = since + timedelta(days=length)
    expected = Standing.NOT_YET_VALID if day < since else Standing.EXPIRED if day > until else Standing.VALID
    assert standing(State.VALID, Validity(since, until), day) is expected


@pytest.mark.parametrize("state", [state for state in State if state is not State.VALID])
def test_what_the_authority_did_stands_above_the_date(state: State) -> None:
    long_past = Validity(date(2001, 1, 1), date(2001, 12, 31))
    assert standing(state, long_past, date(2026, 1, 1)) is Standing(state.value)


def test_every_state_has_its_standing_and_title() -> None:
    assert {state.value for state in State} <= {standing.value for standing in Standing}
    assert set(TITLES) == set(Standing)


def test_every_way_out_ends_at_the_register() -> None:
    for state in (State.RESCINDED, State.REVOKED, State.FORFEITED):
        assert [row.name for row in LIFECYCLE.allowed(state.value)] == ["cancel"]


def test_the_docs_show_the_table_as_it_is() -> None:
    page = Path(__file__).parents[2] / "docs" / "systems" / "certificates.md"
    assert mermaid(LIFECYCLE) in page.read_text(encoding="utf-8")


def test_the_civil_day_is_chinas() -> None:
    assert civil_day(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 2)


def test_numbers_say_year_and_region() -> None:
    assert number_text(NURSE.definition, "510104", 2026, 123) == "202651010400000123"


@given(counter=st.integers(1, 10**15), year=st.integers(2004, 2099), version=st.integers(1, 999))
def test_every_identifier_passes_its_check_and_no_neighbour_does(counter: int, year: int, version: int) -> None:
    made = build_certificate_identifier(
        type_code=NURSE.type_code, issuer=ORGANISATION_CODE, serial=serial_text(counter, year), version=version
    )
    checked = check_certificate_id(made)
    assert checked.valid
    assert checked.parts["serial"] == serial_text(counter, year)
    digit = made[70]
    assert not check_certificate_id(made[:70] + ("1" if digit == "0" else "0") + made[71:]).valid


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (FieldType.PERSON_NAME, "张晓梅", "张**"),
        (FieldType.CITIZEN_ID, "11010519491231002X", "110*************2X"),
        (FieldType.DATE, "1949年12月31日", "1949年**月**日"),
        (FieldType.MOBILE, "13800001234", "138****1234"),
        (FieldType.ADDRESS, "四川省成都市锦江区莲桂西路66号", "四川省成都市***"),
        (FieldType.TEXT, "甲", "***"),
        (FieldType.TEXT, "", ""),
    ],
)
def test_masks(kind: FieldType, text: str, shown: str) -> None:
    assert mask(kind, text) == shown


@given(kind=st.sampled_from(list(FieldType)), text=st.text(min_size=2, max_size=30))
def test_a_mask_never_shows_the_whole(kind: FieldType, text: str) -> None:
    shown = mask(kind, text)
    if kind is not FieldType.DATE:
        assert shown != text or set(text.strip()) <= {"*", "·", "•"}

"""What a certificate says: one canonical text, filled from its sources, read back without loss."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.certificates import NURSE, NURSE_LABELS, NURSE_SOURCES
from tongban.certificates import faces
from tongban.certificates.errors import FaceIncomplete
from tongban.certificates.faces import Face, FaceHead, FaceItem, Holder, Issuer, build_face, printed, read_face
from tongban.core.packs.form import FieldType

HEAD = FaceHead(
    type="nurse-practice",
    title="护士执业证书",
    identifier="1.2.156.3005.2.x",
    number="202651010400000001",
    version=1,
    holder=Holder("person", "张晓梅"),
    issuer=Issuer("锦江区卫生健康局", "11510104MB1234567A"),
    issued_on=date(2026, 3, 2),
    valid_from=date(2026, 3, 2),
    valid_to=date(2031, 3, 1),
)


def face() -> Face:
    return build_face(NURSE.definition, HEAD, NURSE_SOURCES, labels=NURSE_LABELS)


def test_items_carry_value_and_printed_text() -> None:
    by_key = {item.key: item for item in face().items}
    assert (by_key["gender"].value, by_key["gender"].text) == ("female", "女")
    assert (by_key["born_on"].value, by_key["born_on"].text) == ("1949-12-31", "1949年12月31日")
    assert [item.key for item in face().items] == list(NURSE.definition.face)


def test_the_canonical_text_reads_back_to_the_same_face() -> None:
    assert read_face(face().canonical()) == face()


def test_an_unknown_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="schema 2"):
        read_face(face().canonical().replace('"schema":1', '"schema":2'))


def test_a_silent_source_is_named() -> None:
    with pytest.raises(FaceIncomplete) as caught:
        build_face(NURSE.definition, HEAD, {"applicant": {"name": ""}, "form": {}})
    assert caught.value.data["items"] == "姓名、身份证号"


def test_an_optional_form_field_may_be_empty() -> None:
    sources = {**NURSE_SOURCES, "form": {}}
    assert build_face(NURSE.definition, HEAD, sources).value("gender") is None


def test_a_change_keeps_what_it_does_not_name() -> None:
    changed = build_face(NURSE.definition, HEAD, {"form": {"institution_name": "双流区人民医院"}}, previous=face())
    assert changed.value("institution_name") == "双流区人民医院"
    assert changed.value("citizen_id") == face().value("citizen_id")
    assert [item.text for item in changed.items if item.key == "gender"] == ["女"]


def test_printed_words() -> None:
    words = printed(face())
    assert words["issued_on_text"] == "二〇二六年三月二日"
    assert words["validity_text"] == "2026年3月2日至2031年3月1日"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "二〇二六年十一月二十二日"),
        (date(2030, 10, 10), "二〇三〇年十月十日"),
        (date(2009, 1, 30), "二〇〇九年一月三十日"),
    ],
)
def test_dates_in_characters(day: date, words: str) -> None:
    assert faces.date_in_characters(day) == words


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.lists(st.text(max_size=5), max_size=3)
)


@given(value=VALUES, text=st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_any_item_survives_the_canonical_text(value: object, text: str) -> None:
    made = Face(HEAD, (FaceItem("k", "项", FieldType.TEXT, False, value, text),))
    again = read_face(made.canonical())
    assert again.canonical() == made.canonical()


def test_decimals_and_lists_are_text_in_the_face() -> None:
    assert faces._plain([Decimal("1.50"), date(2026, 1, 2)]) == ["1.50", "2026-01-02"]

"""A change of one registered item stands on the amended licence; every other item stays as it was."""

from __future__ import annotations

from datetime import date

import pytest

from tongban.certificates.faces import Face, FaceHead, Holder, Issuer, build_face
from tongban.core.packs.loader import load_pack
from tongban.core.packs.location import packs_root

LICENCE = load_pack(packs_root() / "national").certificates["institution-licence"]
HEAD = FaceHead(
    type="institution-licence",
    title="医疗机构执业许可证",
    identifier="1.2.156.3005.2.x",
    number="MA6KFTGW051080215A1002",
    version=1,
    holder=Holder("organisation", "青江县东林医院"),
    issuer=Issuer("青江县卫生健康局", "11510104MB1234567A"),
    issued_on=date(2026, 3, 2),
    valid_from=date(2026, 3, 2),
    valid_to=None,
)
REGISTERED = {
    "institution_name": "青江县东林医院",
    "legal_representative": "周明",
    "departments": ["内科", "外科"],
    "bed_count": 60,
}


def before() -> Face:
    return build_face(LICENCE, HEAD, {"form": REGISTERED, "case": {"verification_valid_to": date(2026, 5, 22)}})


def amended(item: str, after: str) -> Face:
    """The face after a change whose form states, as it does, the old values of all three items."""
    form = {**REGISTERED, "change_item": item, "value_after": after}
    return build_face(LICENCE, HEAD, {"form": form}, previous=before())


@pytest.mark.parametrize(
    ("item", "after", "key", "value", "text"),
    [
        ("法定代表人", "林小禾", "legal_representative", "林小禾", "林小禾"),
        ("诊疗科目", "内科；外科；精神科", "departments", ["内科", "外科", "精神科"], "内科、外科、精神科"),
        ("床位", "109张", "bed_count", 109, "109"),
    ],
)
def test_only_the_changed_item_is_new(item: str, after: str, key: str, value: object, text: str) -> None:
    old, new = before(), amended(item, after)
    assert new.value(key) == value
    assert [each.text for each in new.items if each.key == key] == [text]
    assert [each for each in new.items if each.key != key] == [each for each in old.items if each.key != key]


def test_without_a_change_the_items_are_those_of_the_form() -> None:
    assert before().value("legal_representative") == "周明"
    assert before().value("bed_count") == 60

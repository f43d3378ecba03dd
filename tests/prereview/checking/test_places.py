"""Whether an address lies in the place an answer names, and values with pieces of a watermark."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.prereview.checking.papers import fact, findings, paper, plan
from tongban.prereview.checking.findings import Severity
from tongban.prereview.checking.places import apart, units


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("江苏省苏州市昆山市", "昆山市前进路8号"),
        ("四川省凉山彝族自治州西昌市", "四川省凉山彝族自治州西昌市古城路456号"),
        ("上海市徐汇区", "上海市徐汇区漕溪路1号"),
        ("甘肃省", "兰州市城关区庆阳路3号"),
        ("甘肃省兰州市城关区", "兰州市庆阳路3号"),
        ("甘肃省兰州市", "兰州市城关区庆阳路3号"),
        ("北京市朝阳区", "松涛路206号"),
    ],
)
def test_within(place: str, address: str) -> None:
    assert not apart(place, address)


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("内蒙古自治区呼和浩特市赛罕区", "赤峰市红山区育才路106号"),
        ("江苏省苏州市昆山市", "江苏省苏州市姑苏区人民路1号"),
        ("甘肃省", "陕西省西安市雁塔区科技路2号"),
    ],
)
def test_apart(place: str, address: str) -> None:
    assert apart(place, address)


def test_units() -> None:
    assert units("湖北省恩施土家族苗族自治州利川市解放路42号") == ("湖北省", ("恩施土家族苗族自治州", "利川市"))


def _level_plan(compare: str = "text") -> object:
    return plan(
        fields={"unit": {"label": "级别", "type": "text"}},
        checks=[{"id": "level", "kind": "same", "code": "SCOPE_MISMATCH", "compare": compare, "value": "form.unit",
                 "papers": ["licence.unit"]}],
    )  # fmt: skip


@pytest.mark.parametrize("read", ["执业助理医师仅", "使用执业助理医师", "执业助理医师"])
def test_pieces_of_a_watermark_are_no_difference(read: str) -> None:
    found = findings(_level_plan(), {"unit": "执业助理医师"}, paper("licence", fact("unit", read), scanned=True))
    assert found == []


def test_what_is_printed_differs() -> None:
    found = findings(_level_plan(), {"unit": "执业助理医师"}, paper("licence", fact("unit", "执业医师"), scanned=True))
    assert [each.code for each in found] == ["SCOPE_MISMATCH"]


@pytest.mark.parametrize("read", ["内科", "内科专业"])
def test_a_specialty_with_or_without_its_last_word(read: str) -> None:
    assert findings(_level_plan(), {"unit": "内科专业"}, paper("licence", fact("unit", read))) == []


def test_a_paper_under_a_watermark_asks_once() -> None:
    given = paper("licence", fact("unit", "仅供"), scanned=True)
    barely = replace(given, evidence=replace(given.evidence, hardly_read=True))
    found = findings(_level_plan(), {"unit": "内科"}, barely)
    assert [(each.code, each.severity) for each in found] == [("MATERIAL_UNREADABLE", Severity.ASKS)]

"""What changed between two versions, in words, and what it means for people."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from tests.builders import packs
from tongban.catalogue.queries import Change, burden_difference, difference

ON = date(2026, 3, 2)
OLD = packs.loaded()


def changed(change: Callable[[dict[str, Any]], None], **documents: Any) -> tuple[Change, ...]:
    data = packs.matter_data()
    change(data)
    return difference(OLD, packs.loaded(data, **documents), ON)


def words(changes: tuple[Change, ...]) -> list[str]:
    return [str(change.message) for change in changes]


def test_the_same_content_has_no_difference() -> None:
    assert difference(OLD, packs.loaded(), ON) == ()


def test_a_shorter_promise_takes_burden_off() -> None:
    changes = changed(lambda data: data["variants"]["first"]["limits"]["promised"][0].update(amount=1))

    assert words(changes) == ["承诺时限 7个工作日 → 1个工作日"]
    assert (changes[0].variant, changes[0].lighter) == ("first", True)


def test_a_longer_limit_puts_burden_on() -> None:
    changes = changed(lambda data: data["variants"]["first"]["limits"]["statutory"][0].update(amount=30))

    assert words(changes) == ["法定时限 20个工作日 → 30个工作日"]
    assert changes[0].lighter is False


@pytest.mark.parametrize("other", [{"amount": None}, {"amount": 5, "unit": "calendar_day"}])
def test_what_cannot_be_compared_is_called_neither(other: dict[str, Any]) -> None:
    changes = changed(lambda data: data["variants"]["first"]["limits"]["promised"][0].update(other))

    assert [change.lighter for change in changes] == [None]


def test_a_promise_that_ends_is_told() -> None:
    changes = changed(lambda data: data["variants"]["first"]["limits"].update(promised=[]))

    assert words(changes) == ["承诺时限 7个工作日 → 无"]


def test_papers_come_and_go_per_variant() -> None:
    def swap(data: dict[str, Any]) -> None:
        report = data["materials"].pop("water_report")
        data["materials"]["plan"] = {**report, "name": "平面图", "variants": ["first"]}

    changes = changed(swap)

    assert sorted(words(changes)) == ["不再需要材料“池水检测报告”", "不再需要材料“池水检测报告”", "新增材料“平面图”"]
    assert {(change.variant, change.lighter) for change in changes} == {
        ("first", True),
        ("renewal", True),
        ("first", False),
    }


def test_a_new_waiver_and_a_softer_need_take_burden_off() -> None:
    def soften(data: dict[str, Any]) -> None:
        report = data["materials"]["water_report"]
        report.update(necessity="optional", replaced_by=[{"certificate": "pool-permit"}], variants=["first"])

    changes = [change for change in changed(soften) if change.variant == "first"]

    assert words(tuple(changes)) == [
        "材料“池水检测报告”：必交 → 可以不交",
        "材料“池水检测报告”可以凭电子证照或共享数据免交",
    ]
    assert all(change.lighter for change in changes)


def test_a_changed_form_concerns_drafts() -> None:
    form = deepcopy(packs.form_data())
    fields = form["sections"][0]["fields"]
    fields[0]["required"] = False
    fields[1] = {"key": "opening_on", "label": "开业日期", "type": "date", "variants": ["first"]}

    changes = changed(lambda data: None, form=form)

    assert "表单不再填写“水面面积（平方米）”" in words(changes)
    assert "表单新增“开业日期”" in words(changes)
    assert all(change.draft for change in changes)


def test_steps_trips_and_handling_are_figures() -> None:
    def lighten(data: dict[str, Any]) -> None:
        data["steps"].pop(0)
        data["variants"]["first"].update(handling="instant", trips=1)

    changes = [change for change in changed(lighten) if change.variant == "first"]

    assert words(tuple(changes)) == ["办件类型 承诺件 → 即办件", "跑动次数 0 → 1", "办理环节 2 → 1个"]
    assert [change.lighter for change in changes] == [True, False, True]


def test_variants_and_conditions_are_named() -> None:
    def reshape(data: dict[str, Any]) -> None:
        del data["variants"]["renewal"]
        data["conditions"][0]["says"] = "池水每月检测合格。"

    assert set(words(changed(reshape))) >= {
        "不再设“延续”",
        "受理条件新增：池水每月检测合格。",
        "受理条件删去：池水检测合格。",
    }


def test_the_burden_of_both_versions_is_counted() -> None:
    data = packs.matter_data()
    data["variants"]["first"]["handling"] = "instant"
    del data["variants"]["renewal"], data["materials"]["old_permit"]

    counted = burden_difference(OLD, packs.loaded(data), ON)

    before, after = counted["first"]
    assert before is not None
    assert after is not None
    assert (before.days, after.days) == (7, 0)
    assert (before.required, before.waivable, before.steps, before.trips, before.fields) == (1, 0, 2, 0, 2)
    assert counted["renewal"][1] is None
    assert counted["renewal"][0] is not None
    assert counted["renewal"][0].required == 2
    assert counted["renewal"][0].waivable == 1


def test_an_unknown_number_of_days_is_not_nought() -> None:
    data = packs.matter_data()
    data["variants"]["first"]["limits"] = {
        "statutory": [{"from": "2020-01-01", "amount": None, "confidence": "unsure"}],
    }

    after = burden_difference(OLD, packs.loaded(data), ON)["first"][1]

    assert after is not None
    assert after.days is None

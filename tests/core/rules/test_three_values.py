"""Unknown is neither yes nor no, and nothing a person hands in makes a rule fail."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tests.core.rules.world import CONTEXT, ask, reasons
from tongban.core.rules.declarations import Declarations
from tongban.core.rules.rule import compile_rule
from tongban.core.rules.types import BOOLEAN
from tongban.core.rules.values import UNKNOWN, Reason, Unknown, unknown

THREE = (True, False, None)
TWO_NAMES = Declarations.of({"a": BOOLEAN, "b": BOOLEAN, "c": BOOLEAN})


def _holds(source: str, **values: Any) -> bool | None:
    return compile_rule(source, TWO_NAMES).evaluate(values, context=CONTEXT).holds


@pytest.mark.parametrize(("a", "b"), list(product(THREE, THREE)))
def test_and_or_follow_kleene(a: bool | None, b: bool | None) -> None:
    both = False if False in (a, b) else None if None in (a, b) else True
    one = True if True in (a, b) else None if None in (a, b) else False
    assert _holds("a && b", a=a, b=b) is both
    assert _holds("a || b", a=a, b=b) is one
    assert _holds("!(a && b)", a=a, b=b) is _holds("!a || !b", a=a, b=b)


@pytest.mark.parametrize(("a", "b", "c"), list(product(THREE, THREE, THREE)))
def test_choice_is_known_when_both_sides_agree(a: bool | None, b: bool | None, c: bool | None) -> None:
    wanted = (b if a else c) if a is not None else (b if b is c else None)
    assert _holds("a ? b : c", a=a, b=b, c=c) is wanted


def test_an_unknown_has_no_truth() -> None:
    with pytest.raises(TypeError):
        bool(UNKNOWN)


@pytest.mark.parametrize("reason", [Reason.MISSING, Reason.UNREAD, Reason.NOT_ANSWERED])
def test_the_reason_and_the_name_come_out(reason: Reason) -> None:
    outcome = ask("form.bed_count >= 100", form__bed_count=unknown(reason))
    assert outcome.holds is None
    assert reasons(outcome) == [(reason.value, "form.bed_count")]


def test_all_reasons_are_told_each_once() -> None:
    outcome = ask("form.bed_count > 1 && form.nurse_count > form.bed_count")
    assert reasons(outcome) == [("missing", "form.bed_count"), ("missing", "form.nurse_count")]


def test_a_part_that_decides_hides_no_doubt_and_shows_none() -> None:
    assert ask("form.bed_count > 1 && false").holds is False
    assert ask("form.bed_count > 1 || true").holds is True
    assert ask("form.bed_count > 1 || true").causes == ()


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("has(form.bed_count)", False),
        ("known(form.bed_count > 3)", False),
        ("known(form.bed_count > 3 || true)", True),
        ("has(form.nurses[0].age)", False),
        ("has(form.bed_count) ? form.bed_count > 3 : false", False),
        ("!has(form.bed_count) && true", True),
    ],
)
def test_only_has_and_known_ask_about_knowing(source: str, wanted: bool) -> None:
    assert ask(source).holds is wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("form.counts.all(x, x > 0)", None),
        ("form.counts.all(x, x > 1)", False),
        ("form.counts.exists(x, x > 2)", True),
        ("form.counts.exists(x, x > 9)", None),
        ("form.counts.exists_one(x, x == 3)", False),
        ("form.counts.exists_one(x, x == 1)", None),
        ("form.counts.exists_one(x, x > 0)", False),
        ("size(form.counts) == 4", True),
        ("form.counts.map(x, x + 1)[0] == 2", True),
        ("form.counts.map(x, x + 1)[1] == 2", None),
        ("known(form.counts.filter(x, x > 1))", False),
        ("size(form.counts.filter(x, true)) == 4", True),
        ("3 in form.counts", True),
        ("7 in form.counts", None),
        ("one_of(1, form.counts)", True),
        ("one_of(8, form.counts)", None),
        ("subset_of([1, 3], form.counts)", True),
        ("subset_of([8], form.counts)", None),
        ("subset_of(form.counts, [1, 3])", None),
        ("subset_of(form.counts, [3])", False),
        ("form.counts == [1, 5, 3, 3]", None),
        ("form.counts == [2, 5, 3, 3]", False),
        ("form.counts == [1, 5]", False),
        ("sum(form.counts) > 1", None),
    ],
)
def test_lists_with_an_unknown_item(source: str, wanted: bool | None) -> None:
    assert ask(source, form__counts=[1, None, 3, 3]).holds is wanted


def test_a_list_that_is_unknown_as_a_whole() -> None:
    for source in (
        "form.counts.all(x, true)",
        "form.counts.exists(x, true)",
        "size(form.counts) >= 0",
        "1 in form.counts",
    ):
        assert ask(source).holds is None


def test_an_unknown_item_is_named_with_its_place() -> None:
    outcome = ask("form.nurses.all(n, n.age >= 18)", form__nurses=[{"name": "甲", "age": 20}, {"name": "乙"}])
    assert reasons(outcome) == [("missing", "form.nurses[1].age")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("form.bed_count", "120"),
        ("form.bed_count", True),
        ("form.bed_count", 1.0),
        ("form.bed_count", Decimal(1)),
        ("form.capital", 0.1),
        ("form.capital", "1e9"),
        ("form.capital", "１２"),
        ("form.capital", Decimal("NaN")),
        ("form.capital", Decimal("-Infinity")),
        ("form.kind", 3),
        ("form.kind", b"x"),
        ("submitted_on", "2026-02-30"),
        ("submitted_on", "20260230"),
        ("submitted_on", datetime(2026, 2, 3, tzinfo=UTC)),
        ("materials.id_card.present", 1),
        ("form.counts", "123"),
        ("form.counts", {"a": 1}),
        ("form.nurses", 5),
    ],
)
def test_a_value_of_the_wrong_type_is_unknown(name: str, value: Any) -> None:
    assert reasons(ask(f"{name} == {name}" if name != "form.nurses" else "size(form.nurses) > 0", {name: value})) == [
        ("wrong_type", name)
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("form.bed_count", 2**63),
        ("form.capital", Decimal("1e1000000")),
        ("form.capital", -(10**30)),
        ("form.kind", "长" * 20_001),
        ("form.counts", list(range(1_001))),
    ],
)
def test_a_value_without_measure_is_unknown(name: str, value: Any) -> None:
    assert reasons(ask(f"{name} == {name}", {name: value})) == [("too_large", name)]


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("form.capital", "12.50", Decimal("12.50")),
        ("form.capital", 12, Decimal(12)),
        ("submitted_on", "2026-02-28", date(2026, 2, 28)),
        ("form.counts", (1, 2), (1, 2)),
        ("form.kind", "", ""),
    ],
)
def test_values_as_json_brings_them(name: str, value: Any, wanted: Any) -> None:
    got = ask(name, {name: value}).value
    assert got == wanted
    assert type(got) is type(wanted)


@pytest.mark.parametrize(
    "source",
    [
        "1 / (form.bed_count - 3) > 0",
        "1 % (form.bed_count - 3) > 0",
        "1.5 / (form.bed_count - 3) > 0.0",
        "0.0 / (form.bed_count - 3) > 0.0",
        "form.counts[9] > 0",
        "form.counts[0 - 1] > 0",
        "form.bed_count * 9223372036854775807 > 0",
        "add_days(submitted_on, 999999999 * form.bed_count) > submitted_on",
        "add_months(submitted_on, 999999 * form.bed_count) > submitted_on",
        "add_years(submitted_on, 0 - 9999) < submitted_on",
        "date(form.kind) > submitted_on",
        "money(form.kind) > money(1)",
        "max(form.counts.filter(x, x > 9)) > 1",
        "working_days_between(date('2000-01-01'), submitted_on) > 1",
        "add_working_days(submitted_on, 5000) > submitted_on",
        "add_working_days(date('2027-12-31'), 1) > submitted_on",
        "age_on(date('2027-01-01'), submitted_on) > 18",
    ],
)
def test_data_never_raises(source: str) -> None:
    outcome = ask(source, form__bed_count=3, form__counts=[1], submitted_on="2026-11-20", form__kind="新办")
    assert outcome.holds is None
    assert isinstance(outcome.value, Unknown)
    assert all(cause.reason in (Reason.UNDEFINED, Reason.TOO_LARGE) for cause in outcome.causes)
    assert all(cause.message.render() for cause in outcome.causes)


def test_values_may_hold_more_than_the_rule_reads() -> None:
    assert ask("form.bed_count == 3", {"form.bed_count": 3, "something.else": object()}).holds is True


def test_whole_numbers_divide_toward_zero_and_decimals_exactly() -> None:
    assert ask("7 / 2").value == 3
    assert ask("-7 / 2").value == -3
    assert ask("-7 % 2").value == -1
    assert ask("decimal(7) / 2").value == Decimal("3.5")
    assert ask("0.1 + 0.2 == 0.3").holds is True

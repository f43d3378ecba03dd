"""Functions over numbers, money and lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tongban.core.messages import N_, Message
from tongban.core.rules.functions import Function, table
from tongban.core.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    TEXT,
    RuleType,
    common,
    either,
    holds_record,
    list_of,
)
from tongban.core.rules.values import ARITHMETIC, Unknown, admit, all_of, any_of, equal, merge, unknowns_in

_LIST = list_of(ANY)
_NUMBER = either(INTEGER, DECIMAL)
_NUMBERS = list_of(_NUMBER)
_PLACED = either(INTEGER, DECIMAL, DATE)
_ORDERED = list_of(_PLACED)


def money(value: Any) -> Any:
    """A decimal from text such as 12.50, from a whole number or from a decimal. Raises ValueError otherwise."""
    number = admit(value, DECIMAL)
    if isinstance(number, Unknown):
        raise ValueError(Message(N_("不是金额或小数，请写成 12.50 的样子")))
    return number


def _size(value: Any) -> Any:
    return value if isinstance(value, Unknown) else len(value)


def _one_of(value: Any, allowed: Any) -> Any:
    if isinstance(allowed, Unknown):
        return merge(unknowns_in((value, allowed)))
    return any_of(equal(value, each) for each in allowed)


def _subset_of(part: Any, whole: Any) -> Any:
    if isinstance(part, Unknown) or isinstance(whole, Unknown):
        return merge(unknowns_in((part, whole)))
    if not unknowns_in((part, whole)):
        return set(part) <= set(whole)
    return all_of(any_of(equal(item, each) for each in whole) for item in part)


def _sum(numbers: tuple[int | Decimal, ...]) -> int | Decimal:
    if all(isinstance(number, int) for number in numbers):
        return sum(numbers)
    total = Decimal(0)
    for number in numbers:
        total = ARITHMETIC.add(total, Decimal(number))
    return total


def _comparable(arguments: tuple[RuleType, ...]) -> RuleType:
    """The answer type of a comparison of two arguments. Raises ValueError when they can never be equal."""
    left, right = arguments
    if common(left, right) is None or holds_record(left) or holds_record(right):
        raise ValueError(Message(N_("两边的类型不同，永远不会相等")))
    return BOOLEAN


def _one_comparable(arguments: tuple[RuleType, ...]) -> RuleType:
    return _comparable((list_of(arguments[0]), arguments[1]))


def _item(arguments: tuple[RuleType, ...]) -> RuleType:
    return arguments[0].item or ANY


_SMALLEST = N_("列表中最小的数或最早的日期")
_LARGEST = N_("列表中最大的数或最晚的日期")

VALUE_FUNCTIONS = table(
    [
        Function("size", (either(TEXT, _LIST),), INTEGER, _size, N_("文字有几个字，列表有几项"),
                 "size(form.nurses) >= 3", strict=False),
        Function("one_of", (ANY, _LIST), BOOLEAN, _one_of, N_("是列出的几种之一"),
                 'one_of(form.kind, ["新办", "变更"])', strict=False, result_of=_one_comparable),
        Function("subset_of", (_LIST, _LIST), BOOLEAN, _subset_of, N_("前一列表的每一项都在后一列表中"),
                 "subset_of(form.subjects, certificates.institution.subjects)", strict=False, result_of=_comparable),
        Function("money", (either(TEXT, INTEGER, DECIMAL),), DECIMAL, money, N_("金额，按小数精确计算"),
                 'form.registered_capital >= money("100000.00")'),
        Function("decimal", (either(TEXT, INTEGER, DECIMAL),), DECIMAL, money, N_("小数，用于不取整的除法"),
                 "decimal(form.nurse_count) / form.bed_count >= 0.4"),
        Function("sum", (_NUMBERS,), _NUMBER, _sum, N_("列表中各数之和"),
                 "sum(form.rooms.map(r, r.area)) >= 80", result_of=_item),
        Function("min", (_ORDERED,), _PLACED, min, _SMALLEST, "min([form.licence_to, form.lease_to])", result_of=_item),
        Function("max", (_ORDERED,), _PLACED, max, _LARGEST, "max(form.trainings.map(t, t.ended_on))", result_of=_item),
    ]
)  # fmt: skip

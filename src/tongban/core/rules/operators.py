"""The operators of the rule language, in three values."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException
from typing import Any

from tongban.core.messages import N_, Message
from tongban.core.rules.nodes import Frame, Node, Raw, Span
from tongban.core.rules.types import BOOLEAN, DECIMAL, INTEGER, Kind, RuleType
from tongban.core.rules.values import (
    ARITHMETIC,
    MAX_INTEGER,
    MAX_ITEMS,
    MAX_TEXT,
    Reason,
    Unknown,
    all_of,
    any_of,
    equal,
    merge,
    unknown,
    unknowns_in,
)


class Index(Node):
    """``list[0]``, counted from 0."""

    kind = "index"
    __slots__ = ()

    def run(self, frame: Frame) -> Raw:
        kids = tuple([kid.run(frame) for kid in self.kids])
        doubts = [raw[1] for raw in kids if type(raw[1]) is Unknown]
        if doubts:
            return self, merge(doubts), kids
        items, position = kids[0][1], kids[1][1]
        if 0 <= position < len(items):
            return self, items[position], kids
        return self, _NO_SUCH_ITEM, kids


class Not(Node):
    """``!``"""

    kind = "not"
    __slots__ = ()

    def run(self, frame: Frame) -> Raw:
        kid = self.kids[0].run(frame)
        value = kid[1]
        return self, value if type(value) is Unknown else not value, (kid,)


class And(Node):
    """``&&`` over two or more parts; stops at the first false."""

    kind = "and"
    __slots__ = ()

    def run(self, frame: Frame) -> Raw:
        kids: list[Raw] = []
        for kid in self.kids:
            raw = kid.run(frame)
            kids.append(raw)
            if raw[1] is False:
                return self, False, tuple(kids)
        return self, all_of([raw[1] for raw in kids]), tuple(kids)


class Or(Node):
    """``||`` over two or more parts; stops at the first true."""

    kind = "or"
    __slots__ = ()

    def run(self, frame: Frame) -> Raw:
        kids: list[Raw] = []
        for kid in self.kids:
            raw = kid.run(frame)
            kids.append(raw)
            if raw[1] is True:
                return self, True, tuple(kids)
        return self, any_of([raw[1] for raw in kids]), tuple(kids)


class Choice(Node):
    """``condition ? a : b``. With an unknown condition it is known only if both sides agree."""

    kind = "choice"
    __slots__ = ()

    def run(self, frame: Frame) -> Raw:
        condition = self.kids[0].run(frame)
        answer = condition[1]
        if type(answer) is not Unknown:
            chosen = self.kids[1 if answer else 2].run(frame)
            return self, chosen[1], (condition, chosen)
        kids = (condition, self.kids[1].run(frame), self.kids[2].run(frame))
        agree = False if self.type.kind is Kind.RECORD else equal(kids[1][1], kids[2][1])
        value = kids[1][1] if agree is True else merge(unknowns_in(raw[1] for raw in kids))
        return self, value, kids


class Equal(Node):
    """``==`` and ``!=``."""

    kind = "compare"
    __slots__ = ("sign",)

    def __init__(self, span: Span, sign: str, left: Node, right: Node) -> None:
        super().__init__(span, BOOLEAN, (left, right))
        self.sign = sign

    def run(self, frame: Frame) -> Raw:
        left, right = self.kids[0].run(frame), self.kids[1].run(frame)
        same = equal(left[1], right[1])
        value = same if self.sign == "==" or type(same) is Unknown else not same
        return self, value, (left, right)


ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Order(Node):
    """``<  <=  >  >=`` over numbers, dates or texts."""

    kind = "compare"
    __slots__ = ("compare", "sign")

    def __init__(self, span: Span, sign: str, left: Node, right: Node) -> None:
        super().__init__(span, BOOLEAN, (left, right))
        self.sign = sign
        self.compare = ORDER[sign]

    def run(self, frame: Frame) -> Raw:
        left, right = self.kids[0].run(frame), self.kids[1].run(frame)
        a, b = left[1], right[1]
        if type(a) is Unknown or type(b) is Unknown:
            return self, merge(unknowns_in((a, b))), (left, right)
        return self, self.compare(a, b), (left, right)


class In(Node):
    """``item in list``: true if one is equal, unknown if one might be."""

    kind = "in"
    __slots__ = ()

    def run(self, frame: Frame) -> Raw:
        item, items = self.kids[0].run(frame), self.kids[1].run(frame)
        if type(items[1]) is Unknown:
            return self, merge(unknowns_in((item[1], items[1]))), (item, items)
        return self, any_of(equal(item[1], each) for each in items[1]), (item, items)


class ListOf(Node):
    """``[a, b, c]``; items may be unknown."""

    kind = "list"
    __slots__ = ()

    def run(self, frame: Frame) -> Raw:
        kids = tuple([kid.run(frame) for kid in self.kids])
        return self, tuple([raw[1] for raw in kids]), kids


class Arithmetic(Node):
    """``+ - * / %`` and the minus sign. Whole numbers divide to whole numbers, cut toward zero, as in CEL."""

    kind = "arithmetic"
    __slots__ = ("compute", "sign")

    def __init__(self, span: Span, sign: str, type_: RuleType, kids: tuple[Node, ...]) -> None:
        super().__init__(span, type_, kids)
        self.sign = sign
        self.compute = _DECIMALS[sign] if type_ == DECIMAL else _INTEGERS[sign] if type_ == INTEGER else _join

    def run(self, frame: Frame) -> Raw:
        kids = tuple([kid.run(frame) for kid in self.kids])
        values = [raw[1] for raw in kids]
        doubts = [value for value in values if type(value) is Unknown]
        if doubts:
            return self, merge(doubts), kids
        try:
            return self, self.compute(*values), kids
        except ZeroDivisionError:
            return self, _DIVIDED_BY_ZERO, kids
        except OverflowError:
            return self, unknown(Reason.TOO_LARGE), kids
        except DecimalException:
            return self, unknown(Reason.UNDEFINED), kids


_NO_SUCH_ITEM = unknown(Reason.UNDEFINED, Message(N_("列表中没有这一项")))
_DIVIDED_BY_ZERO = unknown(Reason.UNDEFINED, Message(N_("除数是零，算不出结果")))


def _bounded(value: int) -> int:
    if not -MAX_INTEGER - 1 <= value <= MAX_INTEGER:
        raise OverflowError
    return value


def _divide(a: int, b: int) -> int:
    quotient = abs(a) // abs(b)
    return _bounded(quotient if (a < 0) == (b < 0) else -quotient)


def _join(a: Any, b: Any) -> Any:
    if len(a) + len(b) > (MAX_TEXT if isinstance(a, str) else MAX_ITEMS):
        raise OverflowError
    return a + b


def _number(a: Any) -> Decimal:
    return a if isinstance(a, Decimal) else Decimal(a)


_INTEGERS: Mapping[str, Callable[..., Any]] = {
    "+": lambda a, b: _bounded(a + b),
    "-": lambda a, b: _bounded(a - b),
    "*": lambda a, b: _bounded(a * b),
    "/": _divide,
    "%": lambda a, b: _bounded(a - b * _divide(a, b)),
    "negate": lambda a: _bounded(-a),
}
_DECIMALS: Mapping[str, Callable[..., Any]] = {
    "+": lambda a, b: ARITHMETIC.add(_number(a), _number(b)),
    "-": lambda a, b: ARITHMETIC.subtract(_number(a), _number(b)),
    "*": lambda a, b: ARITHMETIC.multiply(_number(a), _number(b)),
    "/": lambda a, b: ARITHMETIC.divide(_number(a), _number(b)),
    "negate": lambda a: ARITHMETIC.minus(_number(a)),
}

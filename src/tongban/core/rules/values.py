"""Values of a rule, with the third one: unknown, and why.

Unknown (missing, unread, not answered) is never false and never true. It blocks automatic approval and asks
in prereview. The logic is Kleene's.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tongban.core.messages import N_, Message
from tongban.core.rules.types import Kind, RuleType

MAX_ITEMS = 1_000
MAX_TEXT = 20_000
MAX_INTEGER = 2**63 - 1
MAX_CAUSES = 20
_DECIMAL_TEXT = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,12})?")
_DATE_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

ARITHMETIC = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""How decimals are computed: 34 digits, half to even, no quiet infinities."""


class Reason(StrEnum):
    """Why a value is unknown. The first three come from outside, the others arise while computing."""

    MISSING = "missing"
    UNREAD = "unread"
    NOT_ANSWERED = "not_answered"
    WRONG_TYPE = "wrong_type"
    UNDEFINED = "undefined"
    TOO_LARGE = "too_large"


REASON_SENTENCES: Mapping[Reason, str] = {
    Reason.MISSING: N_("没有提供"),
    Reason.UNREAD: N_("没有读出来"),
    Reason.NOT_ANSWERED: N_("没有填写"),
    Reason.WRONG_TYPE: N_("内容不符合要求的类型"),
    Reason.UNDEFINED: N_("算不出结果"),
    Reason.TOO_LARGE: N_("内容太多，没有计算"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason why something is unknown. `name` and `label` are empty where it arose while computing."""

    reason: Reason
    name: str = ""
    label: str = ""
    note: Message | None = field(default=None, hash=False)  # its data is a dict, which has no hash

    @property
    def message(self) -> Message:
        """The reason as a sentence. Holds names, never values."""
        why = self.note or Message(REASON_SENTENCES[self.reason])
        if not self.name:
            return why
        if self.label:
            return Message(N_("{name}（{label}）{why}"), {"name": self.name, "label": self.label, "why": why})
        return Message(N_("{name} {why}"), {"name": self.name, "why": why})


@dataclass(frozen=True, slots=True)
class Unknown:
    """The third value. It has no truth: `if unknown:` is a mistake in code and raises TypeError."""

    causes: tuple[Cause, ...] = (Cause(Reason.MISSING),)

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither true nor false")

    def named(self, name: str, label: str) -> Unknown:
        """The same, with the name that was read, where the cause does not say one yet."""
        return Unknown(tuple(c if c.name else replace(c, name=name, label=label) for c in self.causes))


UNKNOWN = Unknown()


def named(value: Any, name: str, label: str) -> Any:
    """The value with a name on each unknown in it: ``form.nurses[1].age`` for a field of the second item."""
    if type(value) is Unknown:
        return value.named(name, label)
    if type(value) is tuple:
        return tuple(named(item, f"{name}[{number}]", label) for number, item in enumerate(value))
    if type(value) is dict:
        return {key: named(item, f"{name}.{key}", label) for key, item in value.items()}
    return value


def unknown(reason: Reason, note: Message | None = None) -> Unknown:
    """An unknown value for one reason. `note` says it in a sentence, without any value in it."""
    return Unknown((Cause(reason, note=note),))


def merge(unknowns: Iterable[Unknown]) -> Unknown:
    """One unknown with the causes of all, each once, in order, the first twenty of them."""
    causes = dict.fromkeys(cause for each in unknowns for cause in each.causes)
    return Unknown(tuple(causes)[:MAX_CAUSES])


def unknowns_in(values: Iterable[Any]) -> list[Unknown]:
    """Every unknown among the values and inside lists among them."""
    found: list[Unknown] = []
    for value in values:
        kind = type(value)
        if kind is Unknown:
            found.append(value)
        elif kind is tuple:
            found.extend(unknowns_in(value))
    return found


def equal(left: Any, right: Any) -> bool | Unknown:
    """Kleene equality; lists item by item: one pair that differs decides, however many are unknown."""
    if type(left) is Unknown or type(right) is Unknown:
        return merge(unknowns_in((left, right)))
    if type(left) is tuple and type(right) is tuple:
        if len(left) != len(right):
            return False
        return all_of(equal(a, b) for a, b in zip(left, right, strict=True))
    return bool(left == right)


def all_of(answers: Iterable[bool | Unknown]) -> bool | Unknown:
    """Kleene conjunction: one false decides, else one unknown, else true."""
    doubts: list[Unknown] = []
    for answer in answers:
        if answer is False:
            return False
        if isinstance(answer, Unknown):
            doubts.append(answer)
    return merge(doubts) if doubts else True


def any_of(answers: Iterable[bool | Unknown]) -> bool | Unknown:
    """Kleene disjunction: one true decides, else one unknown, else false."""
    doubts: list[Unknown] = []
    for answer in answers:
        if answer is True:
            return True
        if isinstance(answer, Unknown):
            doubts.append(answer)
    return merge(doubts) if doubts else False


def admit(value: Any, type_: RuleType) -> Any:
    """A value from outside in the form rules compute with, or an Unknown that says why it cannot be used.

    Dates may come as ``date`` or ISO text, decimals as ``Decimal``, ``int`` or plain decimal text, as JSON has
    neither. Floats are refused, and so are datetimes: which civil day they mean is the caller's to say.
    """
    if value is None:
        return UNKNOWN
    if type(value) is Unknown:
        return value
    return _ADMIT[type_.kind](value, type_)


def _text(value: Any, _: RuleType) -> Any:
    if not isinstance(value, str):
        return _WRONG_TYPE
    return str(value) if len(value) <= MAX_TEXT else _TOO_LARGE


def _integer(value: Any, _: RuleType) -> Any:
    if not isinstance(value, int) or isinstance(value, bool):
        return _WRONG_TYPE
    return value if -MAX_INTEGER <= value <= MAX_INTEGER else _TOO_LARGE


def _decimal(value: Any, type_: RuleType) -> Any:
    if isinstance(value, int):
        number = _integer(value, type_)
        return number if isinstance(number, Unknown) else Decimal(number)
    if isinstance(value, str) and _DECIMAL_TEXT.fullmatch(value):
        return Decimal(value)
    if not isinstance(value, Decimal) or not value.is_finite():
        return _WRONG_TYPE
    return value if abs(value.adjusted()) <= 60 else _TOO_LARGE


def _date(value: Any, _: RuleType) -> Any:
    if isinstance(value, str) and _DATE_TEXT.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return _WRONG_TYPE
    return value if isinstance(value, date) and not isinstance(value, datetime) else _WRONG_TYPE


def _boolean(value: Any, _: RuleType) -> Any:
    return value if isinstance(value, bool) else _WRONG_TYPE


def _list(value: Any, type_: RuleType) -> Any:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        return _WRONG_TYPE
    if len(value) > MAX_ITEMS:
        return _TOO_LARGE
    return tuple(admit(item, type_.item) if type_.item else item for item in value)


def _record(value: Any, type_: RuleType) -> Any:
    if not isinstance(value, Mapping):
        return _WRONG_TYPE
    return {name: admit(value.get(name), wanted) for name, wanted in type_.fields}


def _any(value: Any, _: RuleType) -> Any:
    return value


_WRONG_TYPE = unknown(Reason.WRONG_TYPE)
_TOO_LARGE = unknown(Reason.TOO_LARGE)
_ADMIT: Mapping[Kind, Callable[[Any, RuleType], Any]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.BOOLEAN: _boolean,
    Kind.LIST: _list,
    Kind.RECORD: _record,
    Kind.ANY: _any,
    Kind.EITHER: _any,
}

"""The kinds of value a rule knows, and which go together. There are no floats: decimals are `Decimal`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tongban.core.messages import N_


class Kind(StrEnum):
    """The kind of a value. `ANY` is the item of an empty list; `EITHER` stands only in parameters."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"
    LIST = "list"
    RECORD = "record"
    ANY = "any"
    EITHER = "either"


KIND_NAMES: Mapping[Kind, str] = {
    Kind.TEXT: N_("文字"),
    Kind.INTEGER: N_("整数"),
    Kind.DECIMAL: N_("小数"),
    Kind.DATE: N_("日期"),
    Kind.BOOLEAN: N_("是否"),
    Kind.LIST: N_("列表"),
    Kind.RECORD: N_("记录"),
    Kind.ANY: N_("任意"),
    Kind.EITHER: N_("几种之一"),
}


@dataclass(frozen=True)
class RuleType:
    """`item` of a list, `fields` of a record, `options` of an either."""

    kind: Kind
    item: RuleType | None = None
    fields: tuple[tuple[str, RuleType], ...] = ()
    options: tuple[RuleType, ...] = ()

    def field(self, name: str) -> RuleType | None:
        """The type of a record's field, None when it has none of that name."""
        return next((type_ for key, type_ in self.fields if key == name), None)

    def __str__(self) -> str:
        if self.kind is Kind.LIST and self.item is not None:
            return f"list<{self.item}>"
        if self.kind is Kind.RECORD:
            return "{" + ", ".join(f"{name}: {type_}" for name, type_ in self.fields) + "}"
        return "|".join(map(str, self.options)) if self.options else self.kind.value


TEXT = RuleType(Kind.TEXT)
INTEGER = RuleType(Kind.INTEGER)
DECIMAL = RuleType(Kind.DECIMAL)
DATE = RuleType(Kind.DATE)
BOOLEAN = RuleType(Kind.BOOLEAN)
ANY = RuleType(Kind.ANY)


def list_of(item: RuleType) -> RuleType:
    """A list whose items are all of one type."""
    return RuleType(Kind.LIST, item=item)


def record(fields: Mapping[str, RuleType]) -> RuleType:
    """A record with named fields: one line of a repeated form group, one certificate, one person."""
    return RuleType(Kind.RECORD, fields=tuple(fields.items()))


def either(*options: RuleType) -> RuleType:
    """A parameter that takes several types."""
    return RuleType(Kind.EITHER, options=options)


NUMBER = either(INTEGER, DECIMAL)


def accepts(wanted: RuleType, given: RuleType) -> bool:
    """Whether a value of type `given` may stand where `wanted` is asked for. An integer is also a decimal."""
    if wanted == given or Kind.ANY in (wanted.kind, given.kind):
        return True
    if wanted.kind is Kind.EITHER:
        return any(accepts(option, given) for option in wanted.options)
    if wanted.kind is Kind.DECIMAL:
        return given.kind is Kind.INTEGER
    if wanted.kind is Kind.LIST and given.kind is Kind.LIST and wanted.item and given.item:
        return accepts(wanted.item, given.item)
    return False


def common(left: RuleType, right: RuleType) -> RuleType | None:
    """The narrowest type both belong to, None when they do not go together."""
    if accepts(left, right):
        return right if left.kind is Kind.ANY else left
    if accepts(right, left):
        return right
    if left.kind is Kind.LIST and right.kind is Kind.LIST and left.item and right.item:
        item = common(left.item, right.item)
        return list_of(item) if item else None
    return None


def holds_record(type_: RuleType) -> bool:
    """Whether a record is somewhere inside; records are not compared as a whole."""
    return type_.kind is Kind.RECORD or (type_.item is not None and holds_record(type_.item))

"""A compiled rule: a compact tree whose nodes compute in three values and keep what each part gave.

`run` returns a `Raw`: the node, what came out, and the same of its parts. `trace.py` turns it into something
to show, only when somebody looks. Parts that no longer mattered (after a false in ``&&``) are not in it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from tongban.core.rules.context import RuleContext
from tongban.core.rules.declarations import Declaration
from tongban.core.rules.types import BOOLEAN, RuleType
from tongban.core.rules.values import Unknown, admit, named

MAX_STEPS = 50_000


@dataclass(frozen=True, slots=True)
class Span:
    """Where a part stands in the rule's text: character offsets, and line and column from 1."""

    start: int
    end: int
    line: int
    column: int


class Frame:
    """What one evaluation works on. `steps` bounds the work that nested macros can ask for."""

    __slots__ = ("context", "locals", "read", "steps", "values")

    def __init__(self, values: Mapping[str, Any], context: RuleContext, slots: int) -> None:
        self.values = values
        self.context = context
        self.read: dict[str, Any] = {}
        self.locals: list[Any] = [None] * slots
        self.steps = MAX_STEPS


_MAY_HOLD_UNKNOWN = frozenset({Unknown, tuple, dict})
Raw: TypeAlias = tuple["Node", Any, tuple["Raw", ...]]


class Node(ABC):
    """One part of a rule. `weight` counts the parts below; `private` says its value must not be shown."""

    kind: ClassVar[str]
    __slots__ = ("kids", "private", "span", "type", "weight")
    kids: tuple[Node, ...]
    private: bool
    weight: int

    def __init__(self, span: Span, type_: RuleType, kids: tuple[Node, ...] = ()) -> None:
        self.span = span
        self.type = type_
        self.kids = kids
        self.weight = 1 + sum(kid.weight for kid in kids)
        # A yes or no about a private text may be shown, a yes or no that is itself private may not.
        self.private = any(kid.private and (type_ != BOOLEAN or kid.type == BOOLEAN) for kid in kids)

    @abstractmethod
    def run(self, frame: Frame) -> Raw:
        """Compute. Never raises for reasons of data."""


class Literal(Node):
    """A fixed value. `value` may be a prepared form (a compiled pattern); `shown` is what was written."""

    kind = "literal"
    __slots__ = ("raw", "shown")

    def __init__(self, span: Span, type_: RuleType, value: Any, shown: Any = None) -> None:
        super().__init__(span, type_)
        self.raw: Raw = (self, value, ())
        self.shown = value if shown is None else shown

    def run(self, frame: Frame) -> Raw:
        return self.raw


class Name(Node):
    """A declared name. Read once in an evaluation, checked against its declared type."""

    kind = "name"
    __slots__ = ("declaration",)

    def __init__(self, span: Span, declaration: Declaration) -> None:
        super().__init__(span, declaration.type)
        self.declaration = declaration
        self.private = declaration.private

    def run(self, frame: Frame) -> Raw:
        declaration = self.declaration
        name = declaration.name
        try:
            return self, frame.read[name], ()
        except KeyError:
            value = admit(frame.values.get(name), declaration.type)
            if type(value) in _MAY_HOLD_UNKNOWN:
                value = named(value, name, declaration.label)
            frame.read[name] = value
            return self, value, ()


class Local(Node):
    """The variable of a macro such as ``all(x, …)``."""

    kind = "local"
    __slots__ = ("name", "slot")

    def __init__(self, span: Span, type_: RuleType, name: str, slot: int, *, private: bool) -> None:
        super().__init__(span, type_)
        self.name = name
        self.slot = slot
        self.private = private

    def run(self, frame: Frame) -> Raw:
        return self, frame.locals[self.slot], ()


class Field(Node):
    """A field of a record."""

    kind = "field"
    __slots__ = ("name",)

    def __init__(self, span: Span, type_: RuleType, base: Node, name: str) -> None:
        super().__init__(span, type_, (base,))
        self.private = base.private
        self.name = name

    def run(self, frame: Frame) -> Raw:
        base = self.kids[0].run(frame)
        value = base[1]
        if type(value) is not Unknown:
            value = value[self.name]
        return self, value, (base,)

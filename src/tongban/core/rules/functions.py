"""Functions of the rule language: what one is, how it is called, and tables of them.

A table is a plain mapping; rooms hand their own to the compiler: ``functions=DEFAULT_FUNCTIONS | extra``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from tongban.core.errors import TongbanError
from tongban.core.messages import Message
from tongban.core.rules.declarations import RESERVED
from tongban.core.rules.nodes import Frame, Literal, Node, Raw, Span
from tongban.core.rules.types import RuleType
from tongban.core.rules.values import Reason, Unknown, admit, merge, unknown, unknowns_in

Prepare: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True)
class Function:
    """One function. `line` is a Chinese sentence for the reference table, `example` one use of it.

    `call` gets the values in order (after the RuleContext if `needs_context`) and returns a value of `result`, or
    None or an Unknown when there is no answer. ValueError, ArithmeticError, LookupError and TongbanError mean the
    same. A `strict` function is not called when an argument, or an item of one, is unknown: the answer is unknown.
    `prepare` names parameters that must be fixed values and are worked out when the rule is compiled; it raises
    ValueError with a Message. `result_of` computes the result type from the argument types, where it depends.
    """

    name: str
    parameters: tuple[RuleType, ...]
    result: RuleType
    call: Callable[..., Any]
    line: str
    example: str
    needs_context: bool = False
    strict: bool = True
    prepare: Mapping[int, Prepare] = field(default_factory=lambda: MappingProxyType({}))
    result_of: Callable[[tuple[RuleType, ...]], RuleType] | None = None

    def result_for(self, arguments: tuple[RuleType, ...]) -> RuleType:
        """The type of the answer for these argument types."""
        return self.result_of(arguments) if self.result_of else self.result


FunctionTable: TypeAlias = Mapping[str, Function]


def table(functions: Iterable[Function]) -> dict[str, Function]:
    """A table by name. Raises ValueError for a name given twice or taken by a macro: a mistake in code."""
    result: dict[str, Function] = {}
    for each in functions:
        if each.name in result or each.name in RESERVED:
            raise ValueError(f"the function name {each.name} is taken")
        result[each.name] = each
    return result


class Call(Node):
    """A function applied to its arguments."""

    kind = "call"
    __slots__ = ("fixed", "function")

    def __init__(self, span: Span, type_: RuleType, function: Function, kids: tuple[Node, ...]) -> None:
        super().__init__(span, type_, kids)
        self.function = function
        self.fixed: Raw | None = None

    def fix(self) -> Any:
        """Work a call of fixed values out once, when the rule is compiled; what comes out."""
        kids = tuple(kid.raw for kid in self.kids if isinstance(kid, Literal))
        self.fixed = (self, self._answer([raw[1] for raw in kids]), kids)
        return self.fixed[1]

    def run(self, frame: Frame) -> Raw:
        if self.fixed:
            return self.fixed
        kids = tuple([kid.run(frame) for kid in self.kids])
        values = [raw[1] for raw in kids]
        if self.function.strict:
            doubts = unknowns_in(values)
            if doubts:
                return self, merge(doubts), kids
        if self.function.needs_context:
            values.insert(0, frame.context)
        return self, self._answer(values), kids

    def _answer(self, values: list[Any]) -> Any:
        try:
            answer = self.function.call(*values)
        except (ValueError, ArithmeticError, LookupError) as error:
            note = error.args[0] if error.args and isinstance(error.args[0], Message) else None
            return unknown(Reason.UNDEFINED, note)
        except TongbanError:
            # Its sentence may quote the value, so it is not taken over.
            return unknown(Reason.UNDEFINED)
        if answer is None:
            return unknown(Reason.UNDEFINED)
        return answer if type(answer) is Unknown else admit(answer, self.type)

"""Compile a rule once, ask it many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tongban.core.rules.compile import Compiler
from tongban.core.rules.context import RuleContext
from tongban.core.rules.declarations import Declarations
from tongban.core.rules.functions import FunctionTable
from tongban.core.rules.library import DEFAULT_FUNCTIONS
from tongban.core.rules.nodes import Frame, Node, Raw
from tongban.core.rules.trace import TraceNode, trace_of
from tongban.core.rules.types import BOOLEAN, RuleType
from tongban.core.rules.values import Cause, Unknown


@dataclass(frozen=True)
class Outcome:
    """What a rule answered. `value` is an `Unknown` where it cannot be said."""

    source: str
    value: Any = field(repr=False)
    _raw: Raw = field(repr=False, compare=False)

    @property
    def holds(self) -> bool | None:
        """True, False, or None where it cannot be said (and for a rule that does not answer yes or no)."""
        return self.value if isinstance(self.value, bool) else None

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why it cannot be said; empty where it can."""
        return self.value.causes if isinstance(self.value, Unknown) else ()

    @cached_property
    def trace(self) -> TraceNode:
        """Each part, what it read and what came out; built when first asked for."""
        return trace_of(self.source, self._raw)


@dataclass(frozen=True)
class Rule:
    """A compiled rule. `names` are the declared names it may read, `functions` those it calls."""

    source: str
    type: RuleType
    names: tuple[str, ...]
    functions: tuple[str, ...]
    _root: Node = field(repr=False, compare=False)
    _slots: int = field(repr=False, compare=False)

    def evaluate(self, values: Mapping[str, Any], *, context: RuleContext) -> Outcome:
        """The answer for these values, keyed by declared name. Never raises for reasons of data.

        A name that is absent, None or an `Unknown` is unknown, and so is one whose value does not fit its type.
        """
        raw = self._root.run(Frame(values, context, self._slots))
        return Outcome(self.source, raw[1], raw)


def compile_rule(
    source: str, declared: Declarations, *, functions: FunctionTable = DEFAULT_FUNCTIONS, result: RuleType = BOOLEAN
) -> Rule:
    """Check and compile a rule; takes well under a millisecond after the first. `result` is the type it must
    answer with; ANY takes every type.

    Raises RuleError, with line and column, for everything that is wrong with it.
    """
    compiler = Compiler(source, declared, functions)
    root = compiler.wants(compiler.compile(), result)
    return Rule(source, root.type, tuple(compiler.names), tuple(compiler.called), root, compiler.slots)

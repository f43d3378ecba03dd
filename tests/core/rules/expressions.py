"""Expressions that make sense, for properties: every operator and macro, over names of known types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tongban.core.rules.declarations import Declarations
from tongban.core.rules.types import BOOLEAN, INTEGER, TEXT, list_of, record

ROW = record({"n": INTEGER, "s": TEXT, "b": BOOLEAN})
DECLARED = Declarations.of(
    {
        "f.i": INTEGER,
        "f.j": INTEGER,
        "f.p": BOOLEAN,
        "f.q": BOOLEAN,
        "f.s": TEXT,
        "f.t": TEXT,
        "f.ints": list_of(INTEGER),
        "f.rows": list_of(ROW),
    }
)
TEXTS = ["", "新办", "变更", "新办变更", "a"]
INTS = st.integers(-4, 4)
_ROWS = st.fixed_dictionaries({"n": INTS, "s": st.sampled_from(TEXTS), "b": st.booleans()})
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "f.i": INTS,
    "f.j": INTS,
    "f.p": st.booleans(),
    "f.q": st.booleans(),
    "f.s": st.sampled_from(TEXTS),
    "f.t": st.sampled_from(TEXTS),
    "f.ints": st.lists(INTS, max_size=4),
    "f.rows": st.lists(_ROWS, max_size=3),
}
KNOWN_VALUES = st.fixed_dictionaries(dict(VALUES))


@dataclass(frozen=True)
class Scope:
    """How deep one may still go, and the macro variables in force, by type."""

    depth: int
    ints: tuple[str, ...] = ("f.i", "f.j")
    texts: tuple[str, ...] = ("f.s", "f.t")
    booleans: tuple[str, ...] = ("f.p", "f.q")
    variables: int = 0

    def deeper(self) -> Scope:
        return Scope(self.depth - 1, self.ints, self.texts, self.booleans, self.variables)

    def with_int(self) -> tuple[str, Scope]:
        name = f"x{self.variables}"
        return name, Scope(self.depth - 1, (*self.ints, name), self.texts, self.booleans, self.variables + 1)

    def with_row(self) -> tuple[str, Scope]:
        name = f"r{self.variables}"
        ints, texts = (*self.ints, f"{name}.n"), (*self.texts, f"{name}.s")
        return name, Scope(self.depth - 1, ints, texts, (*self.booleans, f"{name}.b"), self.variables + 1)


@st.composite
def boolean(draw: st.DrawFn, scope: Scope = Scope(3)) -> str:  # Scope is frozen
    """An expression that answers yes or no."""
    if scope.depth <= 0:
        return draw(st.sampled_from(["true", "false", *scope.booleans]))
    below = scope.deeper()
    match draw(st.sampled_from(["and", "or", "not", "choice", "ints", "texts", "in", "over", "call", "name", "lists"])):
        case "and":
            return " && ".join(f"({draw(boolean(below))})" for _ in range(draw(st.integers(2, 3))))
        case "or":
            return " || ".join(f"({draw(boolean(below))})" for _ in range(draw(st.integers(2, 3))))
        case "not":
            return f"!({draw(boolean(below))})"
        case "choice":
            return f"({draw(boolean(below))}) ? ({draw(boolean(below))}) : ({draw(boolean(below))})"
        case "ints":
            sign = draw(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]))
            return f"{draw(integer(below))} {sign} {draw(integer(below))}"
        case "texts":
            return f"{draw(text(below))} {draw(st.sampled_from(['==', '!=', '<']))} {draw(text(below))}"
        case "in":
            return f"{draw(integer(below))} in {draw(int_list(below))}"
        case "over":
            return draw(over_list(scope))
        case "call":
            method = draw(st.sampled_from(["startsWith", "endsWith", "contains"]))
            receiver = draw(text(Scope(0, texts=scope.texts)))  # cel-python forgets the methods of joined texts
            return f"{receiver}.{method}({draw(text(below))})"
        case "lists":
            return f"{draw(int_list(below))} == {draw(int_list(below))}"
    return draw(st.sampled_from(scope.booleans))


@st.composite
def over_list(draw: st.DrawFn, scope: Scope) -> str:
    """A question about the items of a list."""
    macro = draw(st.sampled_from(["all", "exists", "exists_one"]))
    if draw(st.booleans()):
        name, inside = scope.with_int()
        return f"{draw(int_list(scope.deeper()))}.{macro}({name}, {draw(boolean(inside))})"
    name, inside = scope.with_row()
    return f"f.rows.{macro}({name}, {draw(boolean(inside))})"


@st.composite
def integer(draw: st.DrawFn, scope: Scope) -> str:
    """A whole number."""
    if scope.depth <= 0:
        return draw(st.sampled_from(scope.ints) | INTS.map(lambda n: f"({n})"))
    below = scope.deeper()
    match draw(st.sampled_from(["name", "sum", "minus", "size", "sized", "index", "choice", "literal"])):
        case "sum":
            return f"({draw(integer(below))} {draw(st.sampled_from('+-*/%'))} {draw(integer(below))})"
        case "minus":
            return f"-({draw(integer(below))})"
        case "size":
            return f"size({draw(int_list(below))})"
        case "sized":
            return f"{draw(text(below))}.size()"
        case "index":
            return (
                f"{draw(int_list(below))}[{draw(st.integers(0, 4))}]"  # cel-python counts -1 from the end, CEL does not
            )
        case "choice":
            return f"(({draw(boolean(below))}) ? {draw(integer(below))} : {draw(integer(below))})"
        case "literal":
            return f"({draw(INTS)})"
    return draw(st.sampled_from(scope.ints))


@st.composite
def text(draw: st.DrawFn, scope: Scope) -> str:
    """A text."""
    simple = st.sampled_from(scope.texts) | st.sampled_from(TEXTS).map(lambda value: f'"{value}"')
    if scope.depth <= 0 or draw(st.booleans()):
        return draw(simple)
    return f"({draw(text(scope.deeper()))} + {draw(text(scope.deeper()))})"


@st.composite
def int_list(draw: st.DrawFn, scope: Scope) -> str:
    """A list of whole numbers."""
    below = scope.deeper()
    match draw(st.sampled_from(["name", "literal", "filter", "map", "rows", "join"])) if scope.depth > 0 else "name":
        case "literal":
            return "[" + ", ".join(draw(st.lists(integer(below), min_size=1, max_size=3))) + "]"
        case "filter":
            name, inside = scope.with_int()
            return f"{draw(int_list(below))}.filter({name}, {draw(boolean(inside))})"
        case "map":
            name, inside = scope.with_int()
            return f"{draw(int_list(below))}.map({name}, {draw(integer(inside))})"
        case "rows":
            name, inside = scope.with_row()
            return f"f.rows.map({name}, {draw(integer(inside))})"
        case "join":
            return f"({draw(int_list(below))} + {draw(int_list(below))})"
    return "f.ints"

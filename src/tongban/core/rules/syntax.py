"""Small steps shared by the compiler's parts: reading the syntax tree, and complaining with a place."""

from __future__ import annotations

from abc import ABC, abstractmethod

from lark import Token, Tree

from tongban.core.messages import N_, Message
from tongban.core.rules.declarations import Declarations
from tongban.core.rules.errors import RuleError, UnknownName, WrongType
from tongban.core.rules.functions import FunctionTable
from tongban.core.rules.nodes import Node, Span
from tongban.core.rules.types import KIND_NAMES, Kind, RuleType, accepts, either

_PASSING = {
    "expr", "conditionalor", "conditionaland", "relation", "addition", "multiplication", "unary", "member", "primary",
    "paren_expr",
}  # fmt: skip


class CompilerBase(ABC):
    """What the parts of the compiler share. `scope` holds the macro variables in force: name -> (type, slot,
    private); `names` and `called` what the rule reads and calls, in order of appearance."""

    def __init__(self, source: str, declared: Declarations, functions: FunctionTable) -> None:
        self.source = source
        self.declared = declared
        self.functions = functions
        self.scope: dict[str, tuple[RuleType, int, bool]] = {}
        self.slots = 0
        self.names: dict[str, None] = {}
        self.called: dict[str, None] = {}

    @abstractmethod
    def node(self, tree: Tree[Token]) -> Node:
        """Compile one part. Raises RuleError."""

    def wants(self, node: Node, wanted: RuleType) -> Node:
        """The node, if it is of a wanted type. Raises WrongType at its place."""
        if accepts(wanted, node.type):
            return node
        why = Message(N_("这里要{wanted}，却是{given}"), {"wanted": kind_name(wanted), "given": kind_name(node.type)})
        raise mistyped(why, node)


def unwrapped(tree: Tree[Token]) -> Tree[Token]:
    """Below the layers of the grammar that add nothing here."""
    while len(tree.children) == 1 and tree.data in _PASSING:
        tree = tree_in(tree.children[0])
    return tree


def span_of(tree: Tree[Token]) -> Span:
    """Where a tree stands; an empty list has no position of its own in lark, so zero."""
    meta = tree.meta
    return Span(meta.start_pos, meta.end_pos, meta.line, meta.column) if not meta.empty else Span(0, 0, 1, 1)


def token_of(tree: Tree[Token]) -> Token:
    """The first token of a leaf."""
    return token_in(tree.children[0])


def kind_name(type_: RuleType) -> Message:
    """The type in Chinese."""
    if type_.kind is Kind.EITHER and type_.options:
        first = kind_name(type_.options[0])
        rest = type_.options[1:]
        return Message(N_("{one}或{other}"), {"one": first, "other": kind_name(either(*rest))}) if rest else first
    return Message(KIND_NAMES[type_.kind])


def mistyped(why: Message, node: Node) -> WrongType:
    """A WrongType at a node's place."""
    return WrongType(why, line=node.span.line, column=node.span.column)


def unknown_name(name: str, suggestion: str, token: Token) -> RuleError:
    """An UnknownName at a token's place, with the nearest known name if there is one."""
    if suggestion:
        why = Message(N_("没有名为 {name} 的内容，是不是想写 {suggestion}？"), {"name": name, "suggestion": suggestion})
    else:
        why = Message(N_("没有名为 {name} 的内容，请先在事项的表单、材料或证照中写明"), {"name": name})
    return UnknownName(why, line=token.line or 1, column=token.column or 1, suggestion=suggestion)


def pair(sentence: str, left: Node, right: Node) -> Message:
    """A sentence about the types of two parts."""
    return Message(sentence, {"left": kind_name(left.type), "right": kind_name(right.type)})


def tree_in(child: object) -> Tree[Token]:
    """A child that the grammar says is a tree."""
    if not isinstance(child, Tree):
        raise TypeError("the grammar of cel-python has changed")
    return child


def token_in(child: object) -> Token:
    """A child that the grammar says is a token."""
    if not isinstance(child, Token):
        raise TypeError("the grammar of cel-python has changed")
    return child

"""From a syntax tree to a compiled rule: names looked up, types checked, every mistake with its place."""

from __future__ import annotations

from decimal import Decimal

from lark import Token, Tree

from tongban.core.messages import N_, Message
from tongban.core.rules.compile_calls import call
from tongban.core.rules.declarations import nearest
from tongban.core.rules.errors import RuleTooLarge, Unsupported, WrongLiteral
from tongban.core.rules.nodes import Field, Literal, Local, Name, Node, Span
from tongban.core.rules.operators import And, Arithmetic, Choice, Equal, In, Index, ListOf, Not, Or, Order
from tongban.core.rules.parse import parse, text_of
from tongban.core.rules.syntax import (
    CompilerBase,
    kind_name,
    mistyped,
    pair,
    span_of,
    token_in,
    token_of,
    tree_in,
    unknown_name,
    unwrapped,
)
from tongban.core.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    NUMBER,
    TEXT,
    Kind,
    accepts,
    common,
    either,
    holds_record,
    list_of,
)
from tongban.core.rules.values import MAX_INTEGER

MAX_DEPTH = 40
_SIGNS = {
    "relation_lt": "<", "relation_le": "<=", "relation_gt": ">", "relation_ge": ">=", "relation_eq": "==",
    "relation_ne": "!=", "addition_add": "+", "addition_sub": "-", "multiplication_mul": "*", "multiplication_div": "/",
    "multiplication_mod": "%",
}  # fmt: skip
_ORDERED = either(INTEGER, DECIMAL, DATE, TEXT)


class Compiler(CompilerBase):
    """Compiles one rule."""

    _depth = 0

    def compile(self) -> Node:
        """The whole rule. Raises RuleError."""
        return self.node(parse(self.source))

    def node(self, tree: Tree[Token]) -> Node:
        """One part of it, at most 40 deep."""
        tree = unwrapped(tree)
        span = span_of(tree)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            why = Message(N_("嵌套超过{limit}层，请拆成几条规则"), {"limit": MAX_DEPTH})
            raise RuleTooLarge(why, line=span.line, column=span.column)
        try:
            return self._built(tree, span)
        finally:
            self._depth -= 1

    def _built(self, tree: Tree[Token], span: Span) -> Node:
        match tree.data:
            case "literal":
                return literal(token_of(tree), span)
            case "ident" | "member_dot":
                return self._path(tree, span)
            case "conditionalor" | "conditionaland":
                return self._logic(tree, span)
            case "expr":
                return self._choice(tree, span)
            case "relation" | "addition" | "multiplication":
                return self._binary(tree, span)
            case "unary":
                return self._unary(tree, span)
            case "member_index":
                return self._index(tree, span)
            case "list_lit":
                return self._list(tree, span)
            case "ident_arg" | "member_dot_arg":
                return call(self, tree, span)
        why = Message(N_("规则语言不支持这种写法：{text}"), {"text": self.source[span.start : span.end][:40]})
        raise Unsupported(why, line=span.line, column=span.column)

    def _path(self, tree: Tree[Token], span: Span) -> Node:
        tokens: list[Token] = []
        base = tree
        while base.data == "member_dot":
            tokens.append(token_in(base.children[1]))
            base = unwrapped(tree_in(base.children[0]))
        tokens.reverse()
        if base.data != "ident":
            return self._fields(self.node(base), tokens)
        root = token_of(base)
        local = self.scope.get(str(root))
        if local:
            type_, slot, private = local
            return self._fields(Local(span_of(base), type_, str(root), slot, private=private), tokens)
        path = (str(root), *map(str, tokens))
        found = self.declared.resolve(path)
        if not found:
            dotted = ".".join(path)
            raise unknown_name(dotted, nearest(dotted, [*(each.name for each in self.declared), *self.scope]), root)
        declaration, rest = found
        self.names[declaration.name] = None
        end = tokens[len(path) - len(rest) - 2].end_pos if len(path) > len(rest) + 1 else root.end_pos
        name = Name(Span(span.start, end or span.end, span.line, span.column), declaration)
        return self._fields(name, tokens[len(tokens) - len(rest) :] if rest else [])

    def _fields(self, node: Node, tokens: list[Token]) -> Node:
        for token in tokens:
            type_ = node.type.field(str(token)) if node.type.kind is Kind.RECORD else None
            if type_ is None and node.type != ANY:
                near = nearest(str(token), [name for name, _ in node.type.fields])
                raise unknown_name(self.source[node.span.start : token.end_pos], near, token)
            span = Span(node.span.start, token.end_pos or node.span.end, node.span.line, node.span.column)
            node = Field(span, type_ or ANY, node, str(token))
        return node

    def _logic(self, tree: Tree[Token], span: Span) -> Node:
        """``a || b || c`` as one node, not as a ladder."""
        kind, parts = tree.data, [tree_in(tree.children[1])]
        left = tree_in(tree.children[0])
        while left.data == kind and len(left.children) == 2:
            parts.append(tree_in(left.children[1]))
            left = tree_in(left.children[0])
        kids = [self.wants(self.node(part), BOOLEAN) for part in [left, *reversed(parts)]]
        return (Or if kind == "conditionalor" else And)(span, BOOLEAN, tuple(kids))

    def _choice(self, tree: Tree[Token], span: Span) -> Node:
        condition, yes, no = (self.node(tree_in(child)) for child in tree.children)
        type_ = common(yes.type, no.type)
        if type_ is None:
            raise mistyped(pair(N_("两种结果的类型不同：{left}和{right}"), yes, no), no)
        return Choice(span, type_, (self.wants(condition, BOOLEAN), yes, no))

    def _binary(self, tree: Tree[Token], span: Span) -> Node:
        operation = tree_in(tree.children[0])
        left, right = self.node(tree_in(operation.children[0])), self.node(tree_in(tree.children[1]))
        if operation.data == "relation_in":
            return self._membership(span, left, right)
        build = self._comparison if tree.data == "relation" else arithmetic
        return build(span, _SIGNS[operation.data], left, right)

    def _membership(self, span: Span, left: Node, right: Node) -> Node:
        self.wants(right, list_of(ANY))
        if common(left.type, right.type.item or ANY) is None or holds_record(left.type):
            raise mistyped(pair(N_("{left}不会出现在这个{right}里"), left, right), left)
        return In(span, BOOLEAN, (left, right))

    def _comparison(self, span: Span, sign: str, left: Node, right: Node) -> Node:
        if holds_record(left.type) or holds_record(right.type):
            raise mistyped(Message(N_("记录不能整条比较，请比较其中的某一项，如 a.name == b.name")), right)
        if common(left.type, right.type) is None:
            raise mistyped(pair(N_("{left}不能和{right}比较"), left, right), right)
        if sign in ("==", "!="):
            return Equal(span, sign, left, right)
        self.wants(left, _ORDERED)
        return Order(span, sign, left, self.wants(right, _ORDERED))

    def _unary(self, tree: Tree[Token], span: Span) -> Node:
        kid = self.node(tree_in(tree.children[1]))
        if tree_in(tree.children[0]).data == "unary_not":
            return Not(span, BOOLEAN, (self.wants(kid, BOOLEAN),))
        return Arithmetic(span, "negate", self.wants(kid, NUMBER).type, (kid,))

    def _index(self, tree: Tree[Token], span: Span) -> Node:
        base, position = (self.node(tree_in(child)) for child in tree.children)
        self.wants(base, list_of(ANY))
        return Index(span, base.type.item or ANY, (base, self.wants(position, INTEGER)))

    def _list(self, tree: Tree[Token], span: Span) -> Node:
        kids = [self.node(tree_in(child)) for child in tree_in(tree.children[0]).children] if tree.children else []
        item = ANY
        for kid in kids:
            wider = common(item, kid.type)
            if wider is None:
                why = Message(N_("同一个列表里的各项要是同一种类型，这里却是{given}"), {"given": kind_name(kid.type)})
                raise mistyped(why, kid)
            item = wider
        return ListOf(span, list_of(item), tuple(kids))


def arithmetic(span: Span, sign: str, left: Node, right: Node) -> Node:
    """``+`` joins numbers, texts or lists; the others take numbers, ``%`` whole ones. Raises WrongType."""
    type_ = common(left.type, right.type)
    fits = type_ is not None and (
        accepts(INTEGER if sign == "%" else NUMBER, type_) or (sign == "+" and type_.kind in (Kind.TEXT, Kind.LIST))
    )
    if type_ is None or not fits:
        if DATE in (left.type, right.type):
            why = Message(N_("日期不能直接加减，请用 add_days、add_months 或 days_between"))
        else:
            why = pair(N_("{left}和{right}不能这样计算"), left, right)
        raise mistyped(why, right if accepts(NUMBER, left.type) else left)
    return Arithmetic(span, sign, type_, (left, right))


def literal(token: Token, span: Span) -> Node:
    """A fixed value. Decimals are exact. Raises Unsupported or WrongLiteral."""
    text = str(token)
    match token.type:
        case "BOOL_LIT":
            return Literal(span, BOOLEAN, text == "true")
        case "STRING_LIT" | "MLSTRING_LIT":
            return Literal(span, TEXT, text_of(token))
        case "INT_LIT" if abs(number := int(text, 16 if "x" in text.lower() else 10)) <= MAX_INTEGER:
            return Literal(span, INTEGER, number)
        case "FLOAT_LIT" if "e" not in text.lower() and len(text) <= 40:
            return Literal(span, DECIMAL, Decimal(text))
        case "INT_LIT" | "FLOAT_LIT":
            why = Message(N_("这个数太大，或用了科学记数法，请写成普通的数"))
            raise WrongLiteral(why, line=span.line, column=span.column)
        case "NULL_LIT":
            why = Message(N_("没有 null：要问一项是否已有内容，请写 has(名称)"))
            raise Unsupported(why, line=span.line, column=span.column)
    why = Message(N_("规则语言不支持这种写法：{text}"), {"text": text[:40]})
    raise Unsupported(why, line=span.line, column=span.column)

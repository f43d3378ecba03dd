"""Compiling calls: functions from the table, questions about knowing, and macros over lists."""

from __future__ import annotations

from lark import Token, Tree

from tongban.core.messages import N_, Message
from tongban.core.rules.declarations import nearest
from tongban.core.rules.errors import RuleError, UnknownFunction, Unsupported, WrongArguments, WrongLiteral, WrongType
from tongban.core.rules.functions import Call, Function
from tongban.core.rules.macros import ABOUT_KNOWING, OVER_LISTS, Known, OverList
from tongban.core.rules.nodes import Field, Literal, Local, Name, Node, Span
from tongban.core.rules.operators import Index
from tongban.core.rules.syntax import CompilerBase, token_in, token_of, tree_in, unwrapped
from tongban.core.rules.types import ANY, BOOLEAN, list_of
from tongban.core.rules.values import Unknown

_TREE = Tree[Token]


def call(compiler: CompilerBase, tree: _TREE, span: Span) -> Node:
    """``f(a, b)`` or ``a.f(b)``: the same, the receiver being the first argument. Raises RuleError."""
    receiver = [tree_in(tree.children[0])] if tree.data == "member_dot_arg" else []
    rest = tree.children[len(receiver) + 1 :]
    named = token_in(tree.children[len(receiver)])
    arguments = [tree_in(child) for child in tree_in(rest[0]).children] if rest else []
    if named in OVER_LISTS:
        return _over_list(compiler, named, receiver, arguments, span)
    if named in ABOUT_KNOWING:
        return _known(compiler, named, receiver + arguments, span)
    function = compiler.functions.get(str(named))
    if function is None:
        raise _unknown_function(compiler, named)
    compiler.called[function.name] = None
    wanted = len(function.parameters)
    if len(receiver) + len(arguments) != wanted:
        raise _arity(named, wanted, len(receiver) + len(arguments), function.example)
    return _function(compiler, function, span, [compiler.node(each) for each in receiver + arguments])


def _function(compiler: CompilerBase, function: Function, span: Span, kids: list[Node]) -> Node:
    for kid, wanted in zip(kids, function.parameters, strict=True):
        compiler.wants(kid, wanted)
    kids = [_prepared(function, position, kid) for position, kid in enumerate(kids)]
    try:
        type_ = function.result_for(tuple(kid.type for kid in kids))
    except ValueError as error:
        raise _refused(WrongType, error, kids[0].span) from None
    node = Call(span, type_, function, tuple(kids))
    if kids and not function.needs_context and all(isinstance(kid, Literal) for kid in kids):
        answer = node.fix()
        if isinstance(answer, Unknown):
            raise WrongLiteral(answer.causes[0].message, line=kids[0].span.line, column=kids[0].span.column)
    return node


def _prepared(function: Function, position: int, kid: Node) -> Node:
    """A parameter that must be a fixed value, worked out now: a pattern is compiled once."""
    prepare = function.prepare.get(position)
    if prepare is None:
        return kid
    if not isinstance(kid, Literal):
        why = Message(N_("这里要直接写出固定的内容，不能从别处读取"))
        raise WrongLiteral(why, line=kid.span.line, column=kid.span.column)
    try:
        return Literal(kid.span, kid.type, prepare(kid.shown), shown=kid.shown)
    except ValueError as error:
        raise _refused(WrongLiteral, error, kid.span) from None


def _known(compiler: CompilerBase, named: Token, arguments: list[_TREE], span: Span) -> Node:
    if len(arguments) != 1:
        raise _arity(named, 1, len(arguments), f"{named}(form.name)")
    kid = compiler.node(arguments[0])
    if named == "has" and not isinstance(kid, Name | Field | Local | Index):
        why = Message(N_("has 里只能写一个名称；要问一个算式有没有结果，请用 known"))
        raise WrongArguments(why, line=kid.span.line, column=kid.span.column)
    return Known(span, str(named), kid)


def _over_list(compiler: CompilerBase, named: Token, receiver: list[_TREE], arguments: list[_TREE], span: Span) -> Node:
    if not receiver or len(arguments) != 2:
        raise _arity(named, 2, len(arguments), f"form.nurses.{named}(n, n.age >= 18)")
    items = compiler.wants(compiler.node(receiver[0]), list_of(ANY))
    variable = _variable(compiler, unwrapped(arguments[0]))
    slot, compiler.slots = compiler.slots, compiler.slots + 1
    compiler.scope[variable] = (items.type.item or ANY, slot, items.private)
    try:
        body = compiler.node(arguments[1])
    finally:
        del compiler.scope[variable]
    if named != "map":
        compiler.wants(body, BOOLEAN)
    return OverList(span, str(named), items, variable, slot, body)


def _variable(compiler: CompilerBase, tree: _TREE) -> str:
    if tree.data != "ident":
        raise WrongArguments(
            Message(N_("这里要写一个变量名，用来指列表中的每一项")), line=tree.meta.line, column=tree.meta.column
        )
    name = str(token_of(tree))
    if name in compiler.scope or any(each.name.split(".")[0] == name for each in compiler.declared):
        raise Unsupported(
            Message(N_("变量名 {name} 已经有别的用处，请换一个"), {"name": name}),
            line=tree.meta.line,
            column=tree.meta.column,
        )
    return name


def _unknown_function(compiler: CompilerBase, named: Token) -> UnknownFunction:
    near = nearest(str(named), [*compiler.functions, *OVER_LISTS, *ABOUT_KNOWING])
    if near:
        why = Message(N_("没有函数 {name}，是不是想写 {near}？"), {"name": str(named), "near": near})
    else:
        why = Message(N_("没有函数 {name}，请对照规则手册中的函数表"), {"name": str(named)})
    return UnknownFunction(why, line=named.line or 1, column=named.column or 1, suggestion=near)


def _arity(named: Token, wanted: int, given: int, example: str) -> WrongArguments:
    data = {"name": str(named), "wanted": wanted, "given": given, "example": example}
    why = Message(N_("{name} 要{wanted}个参数，这里有{given}个。写法如：{example}"), data)
    return WrongArguments(why, line=named.line or 1, column=named.column or 1)


def _refused(kind: type[RuleError], error: ValueError, span: Span) -> RuleError:
    """The reason a function gave for refusing its types or fixed values."""
    given = error.args[0] if error.args else ""
    why = given if isinstance(given, Message) else Message(N_("这里的内容不能这样使用"))
    return kind(why, line=span.line, column=span.column)

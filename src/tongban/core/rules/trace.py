"""What an evaluation read and what came out, part by part: frozen, safe to store, private values hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tongban.core.rules.functions import Call
from tongban.core.rules.macros import Known, OverList
from tongban.core.rules.nodes import Field, Literal, Local, Name, Node, Raw, Span
from tongban.core.rules.operators import And, Arithmetic, Choice, Equal, Or, Order
from tongban.core.rules.types import BOOLEAN
from tongban.core.rules.values import Cause, Unknown

HIDDEN = "●●●"


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One part of a rule and what came out.

    `value` is None where unknown (see `causes`) or skipped, and ●●● where the value is private. `sign` is the
    operator, function, macro, name or field. `reads` are the declared names read here and below, with values as
    shown. `skipped` parts were not looked at, as the answer no longer depended on them, or must not show that they
    were, as this would tell a private yes or no; they have no children.
    """

    kind: str
    sign: str
    text: str
    span: Span
    type: str
    value: Any
    label: str = ""
    causes: tuple[Cause, ...] = ()
    reads: tuple[tuple[str, Any], ...] = ()
    skipped: bool = False
    children: tuple[TraceNode, ...] = ()


def trace_of(source: str, raw: Raw) -> TraceNode:
    """The trace of a whole rule. What the rule as a whole answers is shown even if it speaks of private things."""
    return _traced(source, raw, private=raw[0].private and raw[0].type != BOOLEAN)


def trace_data(trace: TraceNode) -> dict[str, Any]:
    """The trace as plain JSON data: decimals and dates as text, no floats. What was read stands once, on top."""
    return {**_data(trace), "reads": {name: plain(value) for name, value in trace.reads}}


def _data(trace: TraceNode) -> dict[str, Any]:
    span = trace.span
    data: dict[str, Any] = {
        "kind": trace.kind,
        "sign": trace.sign,
        "text": trace.text,
        "place": {"start": span.start, "end": span.end, "line": span.line, "column": span.column},
        "type": trace.type,
        "value": plain(trace.value),
        "children": [_data(child) for child in trace.children],
    }
    if trace.label:
        data["label"] = trace.label
    if trace.causes:
        data["unknown"] = _causes(trace.causes)
    if trace.skipped:
        data["skipped"] = True
    return data


def plain(value: Any) -> Any:
    """A value of a rule as JSON data."""
    if isinstance(value, Unknown):
        return {"unknown": _causes(value.causes)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _causes(causes: Iterable[Cause]) -> list[dict[str, str]]:
    return [{"reason": each.reason.value, "name": each.name, "sentence": each.message.render()} for each in causes]


def _traced(source: str, raw: Raw, *, private: bool) -> TraceNode:
    node, value, kids = raw[0], raw[1], _open(raw)
    children = tuple(_traced(source, kid, private=kid[0].private) for kid in kids)
    seen = {id(kid[0]) for kid in kids}
    skipped = () if isinstance(node, OverList) else tuple(_skipped(source, k) for k in node.kids if id(k) not in seen)
    shown = _shown(node, value, private=private)
    reads: dict[str, Any] = {node.declaration.name: shown} if isinstance(node, Name) else {}
    for child in children:
        reads.update(child.reads)
    return TraceNode(
        kind=node.kind,
        sign=_sign(node),
        text=source[node.span.start : node.span.end],
        span=node.span,
        type=str(node.type),
        value=None if isinstance(shown, Unknown) else shown,
        label=node.declaration.label if isinstance(node, Name) else "",
        causes=value.causes if isinstance(value, Unknown) else (),
        reads=tuple(reads.items()),
        children=_in_order(node, children, skipped),
    )


def _open(raw: Raw) -> tuple[Raw, ...]:
    """The parts to show. After a private yes or no that steers the rest, none: which were looked at would tell it."""
    node, _, kids = raw
    if isinstance(node, And | Or | Choice):
        for number, kid in enumerate(kids, start=1):
            if kid[0].private and kid[0].type == BOOLEAN:
                return kids[:number]
    return kids


def _in_order(node: Node, children: tuple[TraceNode, ...], skipped: tuple[TraceNode, ...]) -> tuple[TraceNode, ...]:
    """Parts in the order they are written; the rounds of a macro keep theirs."""
    if isinstance(node, OverList) or not skipped:
        return children
    return tuple(sorted((*children, *skipped), key=lambda child: child.span.start))


def _skipped(source: str, node: Node) -> TraceNode:
    text = source[node.span.start : node.span.end]
    return TraceNode(node.kind, _sign(node), text, node.span, str(node.type), None, skipped=True)


def _shown(node: Node, value: Any, *, private: bool) -> Any:
    if isinstance(node, Literal):
        return node.shown
    return value if isinstance(value, Unknown) or not private else HIDDEN


def _sign(node: Node) -> str:
    match node:
        case Name():
            return node.declaration.name
        case Equal() | Order() | Arithmetic():
            return node.sign
        case Call():
            return node.function.name
        case Known() | OverList():
            return node.macro
        case Field() | Local():
            return node.name
    return ""

"""An outcome as indented sentences, for the applicant, the officer and the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tongban.core.messages import N_, Message, Translate, untranslated
from tongban.core.rules.rule import Outcome
from tongban.core.rules.trace import HIDDEN, TraceNode
from tongban.core.rules.values import Cause, Unknown

INDENT = "　　"
MAX_ROUNDS = 20
MAX_SHOWN = 10
MAX_LETTERS = 40
_SIGNS = {"==": N_("等于"), "!=": N_("不等于"), ">=": "≥", "<=": "≤", ">": "＞", "<": "＜"}
_HEADERS: Mapping[str, str] = {
    "and": N_("以下各条全部成立"),
    "or": N_("以下各条有一条成立"),
    "not": N_("以下这条不成立"),
    "choice": N_("先看条件，再定按哪一种情况"),
}
_OVER_LIST: Mapping[str, str] = {
    "all": N_("{text}（每一项都要成立）"),
    "exists": N_("{text}（有一项成立即可）"),
    "exists_one": N_("{text}（恰有一项成立）"),
    "filter": N_("{text}（挑出成立的各项）"),
    "map": N_("{text}（逐项计算）"),
}


def explain(outcome: Outcome, translate: Translate = untranslated) -> list[str]:
    """The outcome part by part, deeper parts indented. Private values show as ●●●."""
    return list(_Explainer(translate).lines(outcome.trace, ""))


class _Explainer:
    def __init__(self, translate: Translate) -> None:
        self._translate = translate

    def lines(self, node: TraceNode, indent: str, start: str = "") -> Iterator[str]:
        """A part's own line, then those of its parts."""
        yield f"{indent}{start}{self._statement(node)}"
        if node.skipped:
            return
        deeper = indent + INDENT
        if node.kind == "over_list":
            yield from self._rounds(node, deeper)
        elif node.kind in _HEADERS:
            for child in node.children:
                yield from self.lines(child, deeper)
        elif node.kind in ("compare", "in"):
            for child in node.children:
                yield from self._inner(child, deeper)
        else:
            yield from self._inner(node, deeper)

    def _inner(self, node: TraceNode, indent: str) -> Iterator[str]:
        """What went into a part, without repeating the part itself."""
        if _plain(node):
            return
        if node.kind == "over_list":
            yield from self._rounds(node, indent)
            return
        for child in node.children:
            if child.kind != "literal":
                yield from self.lines(child, indent)

    def _rounds(self, node: TraceNode, indent: str) -> Iterator[str]:
        yield from self.lines(node.children[0], indent)
        rounds = list(enumerate(node.children[1:], start=1))
        if len(rounds) > MAX_ROUNDS:
            usual = node.sign == "all"
            telling = [each for each in rounds if each[1].value is not usual][-MAX_ROUNDS:]
            shown = sorted(telling + [each for each in rounds if each not in telling][: MAX_ROUNDS - len(telling)])
        else:
            shown = rounds
        for number, each in shown:
            yield from self.lines(each, indent, self._say(N_("第{n}项："), n=number))
        if len(shown) < len(rounds):
            yield indent + self._say(N_("其余{n}项从略"), n=len(rounds) - len(shown))

    def _statement(self, node: TraceNode) -> str:
        if node.skipped or node.causes or node.type == "boolean":
            return f"{self._head(node)} → {self._answer(node)}"
        return self._phrase(node)

    def _head(self, node: TraceNode) -> str:
        if node.skipped:
            return node.text
        if node.kind in _HEADERS:
            return self._say(_HEADERS[node.kind])
        if node.kind == "over_list":
            return self._say(_OVER_LIST[node.sign], text=node.text)
        if node.kind == "compare":
            left, right = node.children
            return f"{self._phrase(left)} {self._say(_SIGNS[node.sign])} {self._phrase(right)}"
        if node.kind == "in":
            item, items = map(self._phrase, node.children)
            return self._say(N_("{item} 在 {items} 之中"), item=item, items=items)
        return self._called(node)

    def _called(self, node: TraceNode) -> str:
        return self._say(N_("{text}（{label}）"), text=node.text, label=node.label) if node.label else node.text

    def _phrase(self, node: TraceNode) -> str:
        """A side of a comparison: what it is called and what it is."""
        if node.kind == "literal" or _fixed(node):
            return self._value(node.value)
        value = self._say(N_("（未知）")) if node.causes else self._value(node.value)
        return f"{self._called(node)}= {value}" if node.label else f"{node.text} = {value}"

    def _answer(self, node: TraceNode) -> str:
        if node.skipped:
            return self._say(N_("不必再看"))
        if node.causes:
            why = self._say(N_("；")).join(each.message.render(self._translate) for each in _few(node.causes))
            return self._say(N_("不能确定：{why}"), why=why)
        if node.value is True:
            return self._say(N_("成立"))
        return self._say(N_("不成立")) if node.value is False else str(node.value)

    def _value(self, value: Any) -> str:
        match value:
            case bool():
                return self._say(N_("是")) if value else self._say(N_("否"))
            case Unknown():
                return self._say(N_("（未知）"))
            case str():
                short = value if len(value) <= MAX_LETTERS else value[:MAX_LETTERS] + "…"
                return value if value == HIDDEN else self._say(N_("“{text}”"), text=short)
            case tuple():
                items = self._say(N_("、")).join(self._value(each) for each in value[:MAX_SHOWN])
                more = self._say(N_(" 等{n}项"), n=len(value)) if len(value) > MAX_SHOWN else ""
                return f"[{items}{more}]"
            case dict():
                return "{" + ", ".join(f"{name}: {self._value(each)}" for name, each in value.items()) + "}"
            case Decimal():
                return format(value, "f")
            case date():
                return value.isoformat()
        return str(value)

    def _say(self, sentence: str, **data: Any) -> str:
        return Message(sentence, data).render(self._translate)


def _few(causes: tuple[Cause, ...]) -> tuple[Cause, ...]:
    return causes[:MAX_SHOWN]


def _fixed(node: TraceNode) -> bool:
    """A call or list whose parts are all written in the rule: its value says it all."""
    return (
        node.kind in ("call", "list")
        and bool(node.children)
        and all(child.kind == "literal" for child in node.children)
    )


def _plain(node: TraceNode) -> bool:
    """Nothing below that is worth a line of its own."""
    if node.kind in ("literal", "name", "local") or _fixed(node):
        return True
    return node.kind == "field" and _plain(node.children[0])

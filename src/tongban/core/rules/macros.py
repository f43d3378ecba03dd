"""Macros: questions about whether something is known, and about the items of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tongban.core.rules.nodes import Frame, Node, Raw, Span
from tongban.core.rules.types import BOOLEAN, RuleType, list_of
from tongban.core.rules.values import Reason, Unknown, all_of, any_of, merge, unknown

OVER_LISTS = ("all", "exists", "exists_one", "filter", "map")
ABOUT_KNOWING = ("has", "known")


class Known(Node):
    """``has(name)`` and ``known(expression)``: the only parts that turn unknown into a yes or no."""

    kind = "known"
    __slots__ = ("macro",)

    def __init__(self, span: Span, macro: str, kid: Node) -> None:
        super().__init__(span, BOOLEAN, (kid,))
        self.private = False  # says only whether there is something, never what
        self.macro = macro

    def run(self, frame: Frame) -> Raw:
        kid = self.kids[0].run(frame)
        return self, type(kid[1]) is not Unknown, (kid,)


class OverList(Node):
    """``list.macro(variable, body)``. The first part of its trace is the list, then the body for each item."""

    kind = "over_list"
    __slots__ = ("macro", "slot", "variable")

    def __init__(self, span: Span, macro: str, items: Node, variable: str, slot: int, body: Node) -> None:
        super().__init__(span, _result(macro, items.type, body.type), (items, body))
        self.macro = macro
        self.variable = variable
        self.slot = slot

    def run(self, frame: Frame) -> Raw:
        items = self.kids[0].run(frame)
        if type(items[1]) is Unknown:
            return self, items[1], (items,)
        rounds: list[Raw] = []
        value = _MACROS[self.macro](items[1], self._rounds(frame, items[1], rounds))
        if frame.steps < 0:
            value = unknown(Reason.TOO_LARGE)
        return self, value, (items, *rounds)

    def _rounds(self, frame: Frame, items: tuple[Any, ...], rounds: list[Raw]) -> Iterator[Any]:
        """The body's answer for each item, noting each in `rounds`; ends early when the work grows too large."""
        body = self.kids[1]
        for item in items:
            frame.steps -= body.weight
            if frame.steps < 0:
                return
            frame.locals[self.slot] = item
            raw = body.run(frame)
            rounds.append(raw)
            yield raw[1]


def _result(macro: str, items: RuleType, body: RuleType) -> RuleType:
    if macro == "map":
        return list_of(body)
    return items if macro == "filter" else BOOLEAN


def _exists_one(_: tuple[Any, ...], answers: Iterator[Any]) -> bool | Unknown:
    hits, doubts = 0, []
    for answer in answers:
        if answer is True:
            hits += 1
        elif isinstance(answer, Unknown):
            doubts.append(answer)
        if hits > 1:
            return False
    return merge(doubts) if doubts else hits == 1


def _filter(items: tuple[Any, ...], answers: Iterator[Any]) -> tuple[Any, ...] | Unknown:
    kept, doubts = [], []
    for item, answer in zip(items, answers, strict=False):  # answers end early when the work grows too large
        if isinstance(answer, Unknown):
            doubts.append(answer)
        elif answer:
            kept.append(item)
    return merge(doubts) if doubts else tuple(kept)


_MACROS: Mapping[str, Callable[[tuple[Any, ...], Iterator[Any]], Any]] = {
    "all": lambda _, answers: all_of(answers),
    "exists": lambda _, answers: any_of(answers),
    "exists_one": _exists_one,
    "filter": _filter,
    "map": lambda _, answers: tuple(answers),
}

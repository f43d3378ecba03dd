"""`Transition`, one row of a table, and `Lifecycle`, the whole of it, which refuses to exist when it is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongban.core.lifecycle.errors import (
    BadTable,
    OutOfOrder,
    UnknownTransition,
    WrongRole,
    possible,
)
from tongban.core.messages import Message

CLOCK = re.compile(r"none|pause|resume|stop|stop:[a-z_]+|start:[a-z_]+")


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: from which states to which, by whom, under which guard, and what it does to the clock.

    `title` is what the button says (受理), `sentence` what the timeline says afterwards, in the past tense (已受理).
    Both are msgids. `guard` names a pure function of the room's policy. `clock` is ``none``, ``start:<limit>``,
    ``pause``, ``resume``, ``stop`` or ``stop:<limit>``. `article` cites the law, as 行政许可法 32(4); a step of our own
    says so in words. `event` is the kind of event that records it.
    """

    name: str
    title: str
    sources: frozenset[str]
    target: str
    who: frozenset[str]
    sentence: Message
    article: str
    event: str
    clock: str = "none"
    guard: str | None = None


class Lifecycle:
    """A transition table that has been checked.

    `states` maps each state to its title (a msgid). Raises BadTable, naming every problem at once, for states that are
    not declared, cannot be reached or cannot be left, and for rows without sentence, article, role or event.
    """

    def __init__(
        self,
        *,
        states: Mapping[str, str],
        transitions: Sequence[Transition],
        initial: str,
        terminal: Collection[str],
    ) -> None:
        self.states = dict(states)
        self.transitions = tuple(transitions)
        self.initial = initial
        self.terminal = frozenset(terminal)
        problems = list(self._problems())
        if problems:
            raise BadTable(problems)
        self._by_name = {transition.name: transition for transition in self.transitions}
        self._leaving = {state: tuple(row for row in self.transitions if state in row.sources) for state in self.states}

    def __getitem__(self, name: str) -> Transition:
        """The transition of that name; raises UnknownTransition."""
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownTransition(wanted=name) from None

    def allowed(self, state: str, *roles: str) -> tuple[Transition, ...]:
        """The steps that a holder of any of `roles` may take in `state`; without roles, all steps of that state.

        Guards are not asked: they need the facts of the case. Raises KeyError for a state that is not in the table.
        """
        leaving = self._leaving[state]
        return tuple(row for row in leaving if not row.who.isdisjoint(roles)) if roles else leaving

    def check(self, state: str, name: str, roles: Collection[str]) -> Transition:
        """The transition `name`, if a holder of `roles` may take it in `state`.

        Raises UnknownTransition, OutOfOrder (not in this state) or WrongRole (in this state, but not by these roles).
        """
        transition = self[name]
        mine = [row.title for row in self.allowed(state, *roles)] if roles else []
        if state not in transition.sources:
            raise OutOfOrder(
                state=Message(self.states[state]), wanted=Message(transition.title), possible=possible(mine)
            )
        if transition.who.isdisjoint(roles):
            raise WrongRole(wanted=Message(transition.title), possible=possible(mine))
        return transition

    def _problems(self) -> Iterator[str]:
        if self.initial not in self.states:
            yield f"the initial state {self.initial!r} is not declared"
        yield from (f"the terminal state {state!r} is not declared" for state in self.terminal - set(self.states))
        names = [row.name for row in self.transitions]
        yield from (f"two transitions are called {name!r}" for name in sorted({n for n in names if names.count(n) > 1}))
        for row in self.transitions:
            yield from (f"{row.name}: {problem}" for problem in self._row_problems(row))
        yield from self._shape_problems()

    def _row_problems(self, row: Transition) -> Iterator[str]:
        undeclared = sorted({*row.sources, row.target} - set(self.states))
        yield from (f"the state {state!r} is not declared" for state in undeclared)
        required = {
            "a source": row.sources, "a title": row.title, "a role": row.who, "an article": row.article.strip(),
            "a sentence": row.sentence.sentence.strip(), "an event": row.event,
        }  # fmt: skip
        yield from (f"lacks {what}" for what, value in required.items() if not value)
        if not CLOCK.fullmatch(row.clock):
            yield f"the clock effect {row.clock!r} is none of none, start:x, pause, resume, stop, stop:x"

    def _shape_problems(self) -> Iterator[str]:
        reached = self._reachable()
        yield from (f"the state {state!r} cannot be reached" for state in self.states if state not in reached)
        left = {source for row in self.transitions for source in row.sources}
        for state in self.states:
            if state in self.terminal and state in left:
                yield f"the terminal state {state!r} can be left"
            if state not in self.terminal and state not in left:
                yield f"the state {state!r} cannot be left and is not terminal"

    def _reachable(self) -> set[str]:
        reached, waiting = {self.initial}, [self.initial]
        while waiting:
            state = waiting.pop()
            targets = {row.target for row in self.transitions if state in row.sources} - reached
            reached |= targets
            waiting.extend(targets)
        return reached

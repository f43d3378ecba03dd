"""What happens after an event: a registry that `project/wiring.py` fills, so that the list stands in one place.

Reactions run inside the transaction of the event; slow work is deferred there as a job, so nothing is lost and nothing
is announced that did not happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tongban.base.errors import UnknownEventKind
from tongban.base.models import Event

Reaction = Callable[[Event], None]

_wiring: dict[str, tuple[Reaction, ...]] = {}


def wire(wiring: Mapping[str, Sequence[Reaction]]) -> None:
    """Set the whole list. Called once, by the project's app configuration."""
    _wiring.clear()
    _wiring.update({kind: tuple(reactions) for kind, reactions in wiring.items()})


def wired_kinds() -> frozenset[str]:
    return frozenset(_wiring)


def announce(events: Sequence[Event]) -> None:
    """Run the reactions of each event, in order. Raises UnknownEventKind for a kind without an entry."""
    for event in events:
        if event.kind not in _wiring:
            raise UnknownEventKind(kind=event.kind)
        for reaction in _wiring[event.kind]:
            reaction(event)

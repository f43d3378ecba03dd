"""Pauses made plain: sorted, disjoint stretches of days that do not count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tongban.core.calendar import FIRST_DAY, LAST_DAY
from tongban.core.clock.periods import Pause
from tongban.core.messages import Message

ONE_DAY = timedelta(days=1)


class Stop(NamedTuple):
    """Days `first` to `last`, both included, that do not count; `open` when the pause is still running."""

    first: date
    last: date
    message: Message
    open: bool


def stops(pauses: Iterable[Pause], as_of: date | None) -> list[Stop]:
    """The stretches of `pauses`; where they overlap, the one that began first gives the reason.

    A pause without end is taken to end on `as_of`, and not to have begun when it begins later. Raises ValueError when
    there is such a pause and no `as_of`. Days outside of the calendar's span are cut off.
    """
    result: list[Stop] = []
    for pause in sorted(pauses, key=lambda pause: pause.first):
        first, last = pause.first, pause.last
        if last is None:
            if as_of is None:
                raise ValueError("a pause without end needs as_of")
            last = as_of
        first, last = max(first, FIRST_DAY), min(last, LAST_DAY)
        if result and first <= result[-1].last:
            first = result[-1].last + ONE_DAY
        if first <= last:
            result.append(Stop(first, last, pause.message, pause.last is None))
    return result


def stop_on(day: date, stretches: Sequence[Stop]) -> Stop | None:
    """The stretch that `day` lies in."""
    return next((stop for stop in stretches if stop.first <= day <= stop.last), None)

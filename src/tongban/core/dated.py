"""Values that hold from one day to another. The law changes; what held on a day stays answerable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from tongban.core.errors import InvalidInput, NotFound
from tongban.core.messages import N_, Message

T = TypeVar("T")


class BadDates(InvalidInput):
    """The periods of a dated value contradict one another."""

    code = "bad_dates"
    sentence = N_("取值的起止日期有误：{why}。请使各段首尾相接，不重叠、不间断。")


class NotInForce(NotFound):
    """No value holds on that day."""

    code = "not_in_force"
    sentence = N_("{day}没有可用的取值：自{first}起才有规定，或者规定已经失效。请核对日期。")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """`value` holds on every day from `since` to `until`, both included; `until` None means until further notice.

    `basis` is where it comes from: law and article.
    """

    since: date
    until: date | None
    value: T
    basis: str


class Dated(Generic[T]):
    """The values of one thing through time, in order, each day after the first having at most one.

    Raises BadDates when there is no entry, when one ends before it begins, or when two overlap or leave a gap.
    """

    def __init__(self, entries: Iterable[Entry[T]]) -> None:
        self.entries = tuple(sorted(entries, key=lambda entry: entry.since))
        if not self.entries:
            raise BadDates(why=Message(N_("一段取值也没有")))
        for entry in self.entries:
            if entry.until is not None and entry.until < entry.since:
                raise BadDates(why=Message(N_("{since}开始的一段在开始之前就结束了"), {"since": entry.since}))
        for earlier, later in zip(self.entries, self.entries[1:], strict=False):
            _check_meeting(earlier, later)
        self._starts = [entry.since for entry in self.entries]

    def entry_at(self, day: date) -> Entry[T]:
        """The entry that holds on `day`. Raises NotInForce."""
        position = bisect_right(self._starts, day) - 1
        entry = self.entries[max(position, 0)]
        if position < 0 or (entry.until is not None and day > entry.until):
            raise NotInForce(day=day, first=self._starts[0])
        return entry

    def at(self, day: date) -> T:
        """The value that holds on `day`. Raises NotInForce."""
        return self.entry_at(day).value


def _check_meeting(earlier: Entry[T], later: Entry[T]) -> None:
    data = {"first": earlier.since, "second": later.since}
    if earlier.until is None or earlier.until >= later.since:
        raise BadDates(why=Message(N_("{first}和{second}开始的两段重叠"), data))
    if earlier.until + timedelta(days=1) < later.since:
        raise BadDates(why=Message(N_("{first}和{second}开始的两段之间有空档"), data))

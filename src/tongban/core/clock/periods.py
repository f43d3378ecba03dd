"""What a clock is made of: the limit, its pauses, its extensions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tongban.core.errors import InvalidInput
from tongban.core.messages import N_, Message

MAX_AMOUNT = 3660
"""The longest limit the clock takes, in days: ten years. No legal limit comes near it; a mistyped one does."""


class BadPeriod(InvalidInput):
    """A limit, pause or extension that cannot be."""

    code = "bad_period"


class Unit(StrEnum):
    """What a limit counts. 行政许可法 82: working days, unless the law that sets the limit says otherwise."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


@dataclass(frozen=True, slots=True)
class Limit:
    """`amount` days of `unit` (0 … MAX_AMOUNT); 0 means at once: on the day itself, or the first working day after it.

    `article` cites what sets it. Raises BadPeriod.
    """

    amount: int
    unit: Unit = Unit.WORKING_DAY
    article: str | None = None

    def __post_init__(self) -> None:
        _check_amount(self.amount, Message(N_("时限天数")))


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count, `first` and `last` included (行政许可法 45). `last` None: it has not ended yet.

    `reason` says why (专家评审). Raises BadPeriod when it ends before it begins.
    """

    first: date
    last: date | None
    reason: Message
    article: str | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            why = Message(N_("结束日期{last}早于开始日期{first}"), {"first": self.first, "last": self.last})
            raise BadPeriod(what=Message(N_("暂停期间")), why=why)

    @property
    def message(self) -> Message:
        """The sentence that stands on each paused day."""
        if self.article:
            return Message(N_("暂停计时：{reason}（{article}）"), {"reason": self.reason, "article": self.article})
        return Message(N_("暂停计时：{reason}"), {"reason": self.reason})


@dataclass(frozen=True, slots=True)
class Extension:
    """`amount` more days in the unit of the limit (行政许可法 42: ten, by the head of the authority).

    Raises BadPeriod.
    """

    amount: int
    article: str | None = None

    def __post_init__(self) -> None:
        _check_amount(self.amount, Message(N_("延长天数")))


def _check_amount(amount: int, what: Message) -> None:
    if not 0 <= amount <= MAX_AMOUNT:
        raise BadPeriod(what=what, why=Message(N_("应在0到{most}天之间"), {"most": MAX_AMOUNT}))

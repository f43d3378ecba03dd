"""What a rule may know besides its values: the day it is asked on, and which days are working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Workdays(Protocol):
    """A working-day calendar. The one of `tongban.core.calendar` satisfies it."""

    def is_workday(self, day: date, /) -> bool:
        """Whether the civil day counts. May raise TongbanError or LookupError for a day it has no table for."""
        ...


@dataclass(frozen=True, slots=True)
class RuleContext:
    """`today` is the civil day in Asia/Shanghai on which the rule is asked; rules read no clock."""

    today: date
    calendar: Workdays

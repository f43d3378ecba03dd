"""From instants to civil days. All of China keeps one civil time: Asia/Shanghai."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tongban.core.calendar import WorkingCalendar
from tongban.core.messages import N_, Message

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Receipt(NamedTuple):
    """The civil day something was received (day 0 of its limits), the first working day that counts, and a note."""

    day: date
    first_working_day: date
    note: Message | None


def civil_day(instant: datetime) -> date:
    """The day in Asia/Shanghai. Raises ValueError for an instant without a time zone."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError("a naive datetime has no civil day: give it a time zone")
    return instant.astimezone(SHANGHAI).date()


def receive(instant: datetime, calendar: WorkingCalendar) -> Receipt:
    """What an online submission at `instant` means for the clock (docs/systems/clock.md).

    It is received on the civil day it arrives, at any hour and on rest days too (民法典 137: it reached the authority's
    system; known, the procedure laws are silent). That day is day 0, so the first working day after it counts as day 1.
    For limits in working days, submitting on a rest day is therefore the same as on the last working day before it.
    """
    day = civil_day(instant)
    note = None if calendar.is_workday(day) else Message(N_("休息日提交：当日即为收到，办理期限从下一个工作日起算。"))
    return Receipt(day, calendar.nth_workday_after(day, 1), note)

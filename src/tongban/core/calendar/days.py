"""What is known of one day: its row in the table, and the reason why it counts or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tongban.core.errors import InvalidInput
from tongban.core.messages import N_, Message

HOLIDAY_NAMES = (
    N_("元旦"),
    N_("春节"),
    N_("除夕"),
    N_("清明节"),
    N_("劳动节"),
    N_("端午节"),
    N_("中秋节"),
    N_("国庆节"),
    N_("国庆节、中秋节"),
    N_("中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
)
"""Names that the notices use, listed here so that they are translated. A file may bring others."""


class OutOfCalendar(InvalidInput):
    """A day, or the day a period leads to, lies outside of the span the calendar reckons with."""

    code = "out_of_calendar"
    sentence = N_("日期超出了日历的范围：只能推算{first}至{last}之间的日子。请核对日期和天数。")


class DayKind(StrEnum):
    """Why a day is what it is."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    """Inside a holiday as the notice arranges it: the statutory days, weekends and swapped days alike."""
    MAKEUP = "makeup"
    """A Saturday or Sunday that the notice makes a working day (调休上班)."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One row of the table: a day that differs from the plain week.

    `name` is the holiday (春节). `notice` is the number of the State Council notice, None where it is not known for
    certain or where there is no notice.
    """

    date: date
    is_workday: bool
    kind: DayKind
    name: str
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class DayReason:
    """Whether a day counts as a working day, and the sentence that says why. Days of one kind share one object."""

    kind: DayKind
    counts: bool
    message: Message
    notice: str | None
    provisional: bool


class DayLine(NamedTuple):
    """One line of an explanation: the day, whether it counts for the period, and why."""

    date: date
    counts: bool
    reason: Message


def plain_reason(*, weekend: bool, provisional_year: int | None) -> DayReason:
    """The reason of a day that has no row of its own. `provisional_year` is given when its year has no notice."""
    kind, message = (DayKind.WEEKEND, Message(N_("周末"))) if weekend else (DayKind.WORKDAY, Message(N_("工作日")))
    return DayReason(kind, not weekend, _marked(message, provisional_year), None, provisional_year is not None)


def special_reason(day: CalendarDay, provisional_year: int | None) -> DayReason:
    """The reason of a day that has a row of its own."""
    data = {"name": Message(day.name), "notice": day.notice}
    if day.is_workday:
        sentence = N_("{name}调休上班（{notice}）") if day.notice else N_("{name}调休上班")
    elif provisional_year is not None:
        sentence = N_("{name}，法定节假日")
    else:
        sentence = N_("{name}放假（{notice}）") if day.notice else N_("{name}放假")
    message = _marked(Message(sentence, data), provisional_year)
    return DayReason(day.kind, day.is_workday, message, day.notice, provisional_year is not None)


def _marked(message: Message, provisional_year: int | None) -> Message:
    if provisional_year is None:
        return message
    sentence = N_("{reason}（暂定：没有{year}年的放假通知）")
    return Message(sentence, {"reason": message, "year": provisional_year})

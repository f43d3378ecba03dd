"""What the options of commands take: dates, amounts of days, spans; each refuses in our own words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

from tongban.cli.language import translate
from tongban.core.calendar import FIRST_DAY, LAST_DAY
from tongban.core.clock import MAX_AMOUNT
from tongban.core.messages import N_, Message

Span = tuple[date, date]


def refuse(sentence: str, **data: Any) -> click.BadParameter:
    """The error that click puts the name of the option to."""
    return click.BadParameter(Message(sentence, data).render(translate))


def read_day(value: str) -> date:
    """A day written 2026-02-11, inside of the calendar. Raises click.BadParameter."""
    shown = value[:30]
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise refuse(N_("“{value}”不是日期，请写成2026-02-11这样"), value=shown)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise refuse(N_("没有{value}这一天"), value=shown) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise refuse(N_("只能推算{first}至{last}之间的日子"), first=FIRST_DAY, last=LAST_DAY)
    return day


class DayType(click.ParamType[date]):
    """One day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; see `read_day`."""
        return value if isinstance(value, date) else read_day(str(value))


class SpanType(click.ParamType[Span]):
    """Two days, both included, written 2026-03-02..2026-03-06."""

    name = "from..to"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Span:
        """The two days, in order."""
        if isinstance(value, tuple):
            return value
        first, dots, last = str(value).partition("..")
        if not dots:
            raise refuse(N_("请写成2026-03-02..2026-03-06这样，首尾两天都算"))
        span = read_day(first), read_day(last)
        if span[1] < span[0]:
            raise refuse(N_("{last}早于{first}，请把先后对调"), first=span[0], last=span[1])
        return span


class AmountType(click.ParamType[int]):
    """A number of days, 0 to MAX_AMOUNT."""

    name = "n"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        text = str(value)
        if not re.fullmatch(r"-?[0-9]+", text):
            raise refuse(N_("“{value}”不是整数"), value=text[:30])
        if len(text) > 9 or not 0 <= int(text) <= MAX_AMOUNT:
            raise refuse(N_("天数应在0到{most}之间"), most=MAX_AMOUNT)
        return int(text)

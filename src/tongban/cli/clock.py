"""`tongban clock`: when a limit runs out, and why, day by day. No database.

The shape of `--json` is a contract: {"due", "provisional", "days": [{"date", "counts", "reason"}]}.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import click

from tongban.cli.language import translate
from tongban.cli.values import AmountType, DayType, Span, SpanType
from tongban.core.clock import Due, Extension, Limit, Pause, Unit, compute_due
from tongban.core.messages import N_, Message
from tongban.core.packs.calendars import national_calendar

WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))
UNITS = {"working": Unit.WORKING_DAY, "calendar": Unit.CALENDAR_DAY}
AMOUNTS = {Unit.WORKING_DAY: N_("{amount}个工作日"), Unit.CALENDAR_DAY: N_("{amount}日")}


@click.command(help=N_("推算期限何时届满，并逐日说明哪天计入、为什么。"))
@click.option("--start", required=True, type=DayType(), help=N_("起算日（当天不计），如 2026-02-11"))
@click.option("--days", required=True, type=AmountType(), help=N_("期限的天数"))
@click.option("--unit", default="working", show_default=True, type=click.Choice(list(UNITS)), help=N_("工作日或日历日"))
@click.option("--pause", "pauses", multiple=True, type=SpanType(), help=N_("不计时的期间，首尾都算；可以写多个"))
@click.option("--extend", default=0, type=AmountType(), help=N_("延长的天数，单位同上"))
@click.option("--json", "as_json", is_flag=True, help=N_("输出 JSON"))
def clock(start: date, days: int, unit: str, pauses: tuple[Span, ...], extend: int, as_json: bool) -> None:
    """When a limit runs out, and day by day why."""
    limit = Limit(days, UNITS[unit])
    held = [Pause(first, last, Message(N_("所给的暂停期间"))) for first, last in pauses]
    due = compute_due(start, limit, national_calendar(), held, [Extension(extend)] if extend else ())
    if as_json:
        click.echo(json.dumps(as_data(due), ensure_ascii=False))
    else:
        click.echo("\n".join(as_table(start, days + extend, limit.unit, due)))


def as_data(due: Due) -> dict[str, object]:
    """The contract of `--json`."""
    days = [
        {"date": line.date.isoformat(), "counts": line.counts, "reason": line.reason.render(translate)}
        for line in due.days
    ]
    return {"due": due.date.isoformat(), "provisional": due.provisional, "days": days}


def as_table(start: date, amount: int, unit: Unit, due: Due) -> Iterator[str]:
    """The explanation for people: a heading, one line a day with its count, a caveat where there is one."""
    heading = N_("{start}（{start_weekday}）起算，{amount}，{due}（{due_weekday}）届满。")
    data = {
        "start": start, "start_weekday": _weekday(start), "amount": Message(AMOUNTS[unit], {"amount": amount}),
        "due": due.date, "due_weekday": _weekday(due.date),
    }  # fmt: skip
    yield Message(heading, data).render(translate)
    number = 0
    for line in due.days:
        number += line.counts
        count = f"{number:>5}" if line.counts else "    –"
        yield f"{line.date}  {_weekday(line.date).render(translate)}  {count}  {line.reason.render(translate)}"
    if due.provisional:
        yield translate(N_("期限涉及还没有放假通知的年份，届满日是暂定的，通知发布后会重新推算。"))


def _weekday(day: date) -> Message:
    return Message(WEEKDAYS[day.weekday()])

"""Functions over civil days. Days are calendar days unless the name says working days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from tongban.core.errors import TongbanError
from tongban.core.messages import N_, Message
from tongban.core.rules.context import RuleContext
from tongban.core.rules.functions import Function, table
from tongban.core.rules.types import BOOLEAN, DATE, INTEGER, TEXT

MAX_WALK = 4_000
"""Calendar days a working-day sum may look at, some eleven years."""

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2})|年([0-9]{1,2})月([0-9]{1,2})日)")


def day(text: str) -> date:
    """A date from ISO text or from 2026年1月31日. Raises ValueError for anything else."""
    found = _WRITTEN.fullmatch(text)
    parts = [part for part in found.groups() if part] if found else []
    try:
        year, month, number = map(int, parts)
        return date(year, month, number)
    except ValueError:
        raise ValueError(Message(N_("不是真实的日期，请写成 2026-01-31 的样子"))) from None


def add_months(start: date, months: int) -> date:
    """The same day `months` later; where that month has no such day, its last one (民法典 art. 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def add_years(start: date, years: int) -> date:
    """The same day `years` later; 29 February becomes the 28th in a common year (民法典 art. 202)."""
    return add_months(start, 12 * years)


def years_between(start: date, end: date) -> int:
    """Full years from `start` to `end`; negative when `end` is earlier.

    An age is reached on the birthday itself, as registration authorities count it. (Criminal law counts from the
    day after; that reading is not used here.)
    """
    if end < start:
        return -years_between(end, start)
    years = end.year - start.year
    return years if add_years(start, years) <= end else years - 1


def _age_on(birth: date, on: date) -> int:
    if on < birth:
        raise ValueError(Message(N_("出生日期晚于计算年龄的日期")))
    return years_between(birth, on)


def _counts(context: RuleContext, when: date) -> bool:
    try:
        return context.calendar.is_workday(when)
    except (LookupError, TongbanError):
        raise ValueError(Message(N_("这段日期还没有工作日安排"))) from None


def _walk(start: date, step: int) -> Iterator[date]:
    for number in range(1, MAX_WALK + 1):
        yield start + timedelta(days=step * number)
    raise ValueError(Message(N_("相隔太久，没有计算工作日")))


def working_days_between(context: RuleContext, start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; the starting day is day 0. Negative when `end` is earlier."""
    if end < start:
        return -working_days_between(context, end, start)
    if (end - start).days > MAX_WALK:
        raise ValueError(Message(N_("相隔太久，没有计算工作日")))
    return sum(_counts(context, start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def add_working_days(context: RuleContext, start: date, days: int) -> date:
    """The day that is the `days`-th working day after `start` (before it, when negative); `start` itself for 0."""
    left = abs(days)
    if not left:
        return start
    for when in _walk(start, 1 if days > 0 else -1):
        left -= _counts(context, when)
        if not left:
            return when
    raise AssertionError("the walk ends with ValueError")


DATE_FUNCTIONS = table(
    [
        Function("date", (TEXT,), DATE, day, N_("把文字变成日期"), 'date("2026-01-31")'),
        Function("today", (), DATE, lambda context: context.today, N_("检查当日"), "today()", needs_context=True),
        Function("days_between", (DATE, DATE), INTEGER, lambda a, b: (b - a).days,
                 N_("从前一个日期到后一个日期有几个自然日，起始日不计入；后者较早时为负数"),
                 "days_between(evidence.health_check.issued_on, submitted_on) <= 180"),
        Function("working_days_between", (DATE, DATE), INTEGER, working_days_between,
                 N_("从前一个日期到后一个日期有几个工作日，起始日不计入"),
                 "working_days_between(form.changed_on, submitted_on) <= 10", needs_context=True),
        Function("add_days", (DATE, INTEGER), DATE, lambda start, days: start + timedelta(days=days),
                 N_("若干自然日之后的日期，负数为之前"), "add_days(certificates.nurse_practice.valid_to, -30)"),
        Function("add_working_days", (DATE, INTEGER), DATE, add_working_days,
                 N_("之后第几个工作日，起始日不计入，负数为之前"), "add_working_days(submitted_on, 5)",
                 needs_context=True),
        Function("add_months", (DATE, INTEGER), DATE, add_months,
                 N_("若干个月之后的对应日，没有对应日的为月末日（民法典第二百零二条）"),
                 "add_months(form.trained_to, 6)"),
        Function("add_years", (DATE, INTEGER), DATE, add_years,
                 N_("若干年之后的对应日，没有对应日的为月末日"),
                 "add_years(evidence.nurse_exam.passed_on, 3) >= submitted_on"),
        Function("years_between", (DATE, DATE), INTEGER, years_between,
                 N_("从前一个日期到后一个日期满几年"), "years_between(form.practising_since, submitted_on) >= 5"),
        Function("age_on", (DATE, DATE), INTEGER, _age_on,
                 N_("某人在某日的周岁年龄，生日当日即满一岁"), "age_on(form.birth_date, submitted_on) >= 18"),
        Function("year_of", (DATE,), INTEGER, lambda when: when.year, N_("日期的年份"), "year_of(submitted_on)"),
        Function("is_workday", (DATE,), BOOLEAN, _counts, N_("当日是否工作日"), "is_workday(form.visit_on)",
                 needs_context=True),
    ]
)  # fmt: skip

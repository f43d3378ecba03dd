"""Checks of days: validity, age of a paper, order."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from tongban.core.messages import N_, Message
from tongban.prereview.checking.findings import Finding
from tongban.prereview.checking.schema import SIGNED_ON, Order, Recent, Valid
from tongban.prereview.checking.sentences import doubt_or, made, place
from tongban.prereview.checking.submission import Stated, View, under_seal

_SURE = 0.6


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later, the last of the month where there is none (民法典第二百零二条). No day
    is later than the last that there is, which stands for 长期."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _days_after(day: date, days: int) -> date:
    return day + min(timedelta(days=days), date.max - day)


def valid(check: Valid, view: View) -> Iterator[Finding]:
    """A validity that has ended before the day asked for; an answer that repeats the paper's day is not said again.

    A paper that states a later end as well may keep a history, so it is only asked about."""
    days = view.days(check.day)
    if not days:
        return
    on = days[0][1]
    said: set[date] = set()
    for reference in check.until:
        for stated, until in view.days(reference)[:1]:
            if until < on and (stated.material or until not in said):
                doubtful = _doubtful(stated) or _later_end(check, view, stated, on)
                said |= set() if doubtful else {until}
                data = {"where": place(view.plan, stated), "until": until.isoformat(), "on": on.isoformat()}
                message = Message(N_("{where}的有效期到{until}为止，到{on}已经过期。"), data)
                remedy = Message(N_("请先办理延续或者校验，换成有效的证照后再提交；日期写错的请改正。"))
                yield made(check, message, doubt_or(remedy, doubtful), at=stated, against=days[0][0],
                           field=check.field, expected=on.isoformat(), doubtful=doubtful)  # fmt: skip


def _later_end(check: Valid, view: View, stated: Stated, on: date) -> bool:
    """Whether the same paper states an end that has not passed."""
    return stated.material is not None and any(
        day >= on for each in check.until for other, day in view.days(each) if other.material == stated.material
    )


def recent(check: Recent, view: View) -> Iterator[Finding]:
    """A paper that is older than the rule allows on the day asked for."""
    days = view.days(check.before)
    if not days:
        return
    before = days[0][1]
    for reference in check.date:
        for stated, day in view.days(reference)[:1]:
            latest = months_after(day, check.months) if check.months else _days_after(day, check.days or 0)
            if latest < before:
                doubtful = _doubtful(stated)
                limit = (
                    Message(N_("{count}个月"), {"count": check.months})
                    if check.months
                    else Message(N_("{count}天"), {"count": check.days})
                )
                data = {"where": _place_of(view, stated), "day": day.isoformat(), "limit": limit}
                message = Message(N_("{where}是{day}，已经超过{limit}的时限。"), data)
                remedy = Message(N_("请换成时限以内重新出具的材料；日期写错的请改正。"))
                yield made(check, message, doubt_or(remedy, doubtful), at=stated, against=days[0][0],
                           field=check.field, doubtful=doubtful)  # fmt: skip


def order(check: Order, view: View) -> Iterator[Finding]:
    """Two days in the wrong order; each earlier one is named once."""
    for reference in check.earlier:
        for first, early in view.days(reference)[:1]:
            late = [pair for each in check.later for pair in view.days(each)[:1] if pair[1] < early]
            for second, day in late[:1]:
                stamped = under_seal(view, first) or under_seal(view, second)
                if stamped and first.material and _signed_in_time(view, first.material, day):
                    continue
                doubtful = stamped or _doubtful(first) or _doubtful(second)
                data = {
                    "first": _place_of(view, first), "early": early.isoformat(),
                    "second": _place_of(view, second), "late": day.isoformat(),
                }  # fmt: skip
                message = Message(N_("{first}（{early}）晚于{second}（{late}），先后顺序不对。"), data)
                remedy = Message(N_("请核对两个日期，改正写错的一个。"))
                at = first if first.material or not second.material else second
                yield made(check, message, doubt_or(remedy, doubtful), at=at,
                           against=second if at is first else first, field=check.field, expected=day.isoformat(),
                           doubtful=doubtful)  # fmt: skip


def _place_of(view: View, stated: Stated) -> Message:
    """A day as people call it: that of a paper, or the field or day of submission that is itself a day."""
    if stated.material is None:
        return place(view.plan, stated)
    return Message(N_("《{label}》上的日期"), {"label": view.plan.material_label(stated.material)})


def _signed_in_time(view: View, material: str, day: date) -> bool:
    """Beside a signature of the same paper stands a day that is not late: then the stamped one is misread."""
    signed = view.days(f"{material}.{SIGNED_ON}")
    return bool(signed) and all(each <= day for _, each in signed)


def _doubtful(stated: Stated) -> bool:
    return not stated.printed and stated.confidence < _SURE

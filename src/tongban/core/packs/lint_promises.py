"""A promise may only be shorter than the law: compared limit by limit, for the days on which both hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tongban.core.calendar import WorkingCalendar
from tongban.core.clock.due import due_date
from tongban.core.clock.periods import Limit
from tongban.core.clock.periods import Unit as ClockUnit
from tongban.core.errors import TongbanError
from tongban.core.messages import N_, Message
from tongban.core.packs.calendars import BadCalendar, read_calendar
from tongban.core.packs.loader import LoadedMatter
from tongban.core.packs.problems import Problem
from tongban.core.packs.source import Path
from tongban.core.packs.values import DatedLimit, Unit

MATTER = "matter.yaml"
_ORDER = {"received": 0, "accepted": 1, "decided": 2}
_SAMPLE_DAYS = 365


def lint_promises(loaded: LoadedMatter) -> Iterator[Problem]:
    """Every promised limit against every statutory one in force at the same time."""
    for key, variant in loaded.matter.variants.items():
        for index, promised in enumerate(variant.limits.promised):
            path: Path = ("variants", key, "limits", "promised", index)
            for statutory in variant.limits.statutory:
                if _meet(promised, statutory) and promised.amount is not None and statutory.amount is not None:
                    yield from _compare(loaded, path, promised, statutory)


def _compare(loaded: LoadedMatter, path: Path, promised: DatedLimit, statutory: DatedLimit) -> Iterator[Problem]:
    if _ORDER[promised.starts] > _ORDER[statutory.starts]:
        yield loaded.problem("promise-other-start", MATTER, *path)
        return
    names = {"promised": _named(promised), "statutory": _named(statutory)}
    since = max(promised.since, statutory.since)
    if promised.unit is statutory.unit:
        if (promised.amount or 0) > (statutory.amount or 0):
            yield loaded.problem("promise-too-long", MATTER, *path, since=since, **names)
        return
    calendar = _calendar(loaded)
    if calendar is None:
        yield loaded.problem("promise-not-comparable", MATTER, *path, **names)
        return
    late = list(_late(promised, statutory, calendar, since))
    if len(late) * 2 > _SAMPLE_DAYS:
        yield loaded.problem("promise-too-long", MATTER, *path, since=since, **names)
    elif late:
        start, after, due = late[0]
        yield loaded.problem("promise-sometimes-longer", MATTER, *path, since=start, late=after, due=due, **names)


def _late(
    promised: DatedLimit, statutory: DatedLimit, calendar: WorkingCalendar, since: date
) -> Iterator[tuple[date, date, date]]:
    """Starts within a year on which the promise runs out after the law's limit: start, promise, law."""
    for offset in range(_SAMPLE_DAYS):
        start = since + timedelta(days=offset)
        try:
            after, due = (due_date(start, _limit(each), calendar) for each in (promised, statutory))
        except TongbanError:
            return
        if after > due:
            yield start, after, due


def _limit(limit: DatedLimit) -> Limit:
    return Limit(limit.amount or 0, ClockUnit(limit.unit.value))


def _meet(a: DatedLimit, b: DatedLimit) -> bool:
    return (a.until is None or b.since <= a.until) and (b.until is None or a.since <= b.until)


def _named(limit: DatedLimit) -> Message:
    sentence = N_("{amount}个工作日") if limit.unit is Unit.WORKING_DAY else N_("{amount}日")
    return Message(sentence, {"amount": limit.amount})


def _calendar(loaded: LoadedMatter) -> WorkingCalendar | None:
    """The calendar of the same pack, None when it has none or a broken one (which is reported on its own)."""
    files = {path: text for path, text in loaded.shared.items() if path.startswith("calendar/")}
    try:
        return read_calendar(files) if files else None
    except BadCalendar:
        return None

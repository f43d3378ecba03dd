"""Calendar files: one arrangement per year, written as the State Council notice reads (spans off, days worked).

A year may stand in two files: the provisional one (statutory holidays, computed years ahead) and, once it is published,
the one of the notice, which then takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from tongban.core.calendar import CalendarDay, DayKind, WorkingCalendar
from tongban.core.errors import InvalidInput
from tongban.core.messages import N_, Message
from tongban.core.packs.location import packs_root
from tongban.core.packs.problems import Problem, problem
from tongban.core.packs.schema_errors import schema_problems
from tongban.core.packs.source import Source, read_source
from tongban.core.packs.values import Confidence, Strict, Text

_SATURDAY = 5


class BadCalendar(InvalidInput):
    """A calendar file cannot be used; the sentence names the first place. `problems` holds all of them."""

    code = "bad_calendar"
    sentence = N_("日历文件{file}第{line}行有误：{why}")

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(file=first.file, line=first.line, why=first.message)


class Notice(Strict):
    """The document that arranged a year's holidays. `number` is null where it is not known for certain."""

    number: Text | None
    confidence: Confidence
    note: Text | None = None


class Off(Strict):
    """A span of days off, both ends included.

    `notice` is written where another notice than the year's arranged it; null when its number is not certain.
    """

    name: Text
    since: date = Field(alias="from")
    until: date = Field(alias="to")
    notice: Text | None = None


class Work(Strict):
    """A Saturday or Sunday that is worked (调休上班). `notice` as in `Off`."""

    name: Text
    date: date
    notice: Text | None = None


class Arrangement(Strict):
    """One year. `notice: null` marks it provisional: statutory holidays only."""

    year: Annotated[int, Field(ge=1980, le=2079)]
    notice: Notice | None
    off: tuple[Off, ...]
    work: tuple[Work, ...] = ()

    def rows(self) -> Iterator[CalendarDay]:
        """The days of this year that differ from the plain week."""
        for span in self.off:
            for offset in range((span.until - span.since).days + 1):
                day = span.since + timedelta(days=offset)
                yield CalendarDay(day, False, DayKind.HOLIDAY, span.name, self._number(span))
        for work in self.work:
            yield CalendarDay(work.date, True, DayKind.MAKEUP, work.name, self._number(work))

    def _number(self, entry: Off | Work) -> str | None:
        """The number of the notice that arranged `entry`."""
        if "notice" in entry.model_fields_set or self.notice is None:
            return entry.notice
        return self.notice.number


class CalendarFile(Strict):
    """The whole of a file."""

    arrangements: tuple[Arrangement, ...]


def read_calendar(files: Mapping[str, str]) -> WorkingCalendar:
    """The calendar that `files` (name to text) arrange together. Raises BadCalendar with every located problem."""
    problems: list[Problem] = []
    chosen: dict[int, tuple[Source, int, Arrangement]] = {}
    for name in sorted(files):
        source, found = read_source(name, files[name])
        problems += found
        if source is not None:
            problems += _take(source, chosen)
    rows = list(_rows(chosen.values(), problems))
    if problems:
        raise BadCalendar(problems)
    noticed = {year for year, (_, _, arrangement) in chosen.items() if arrangement.notice}
    return WorkingCalendar(rows, noticed)


def load_calendar(folder: Path) -> WorkingCalendar:
    """The calendar of the files ``*.yaml`` in `folder`. Raises BadCalendar; OSError where a file cannot be read."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise BadCalendar([problem("missing-file", str(folder), 1, what="*.yaml")])
    return read_calendar({path.name: path.read_text(encoding="utf-8", errors="replace") for path in paths})


def national_calendar() -> WorkingCalendar:
    """The calendar of the national pack, read once per process."""
    return _cached(packs_root() / "national" / "calendar")


@lru_cache(maxsize=4)
def _cached(folder: Path) -> WorkingCalendar:
    return load_calendar(folder)


def _take(source: Source, chosen: dict[int, tuple[Source, int, Arrangement]]) -> Iterator[Problem]:
    """Put the file's arrangements into `chosen`: a notice takes the place of a provisional year, never of a notice."""
    try:
        file = CalendarFile.model_validate(source.data)
    except ValidationError as error:
        yield from schema_problems(source, CalendarFile, error)
        return
    for position, arrangement in enumerate(file.arrangements):
        before = chosen.get(arrangement.year)
        if before and (before[2].notice is None) == (arrangement.notice is None):
            why = Message(N_("{year}年在{file}里已经有了"), {"year": arrangement.year, "file": before[0].file})
            yield _problem(source, position, ("year",), why)
        elif before is None or arrangement.notice:
            chosen[arrangement.year] = (source, position, arrangement)


def _rows(chosen: Iterable[tuple[Source, int, Arrangement]], problems: list[Problem]) -> Iterator[CalendarDay]:
    """The rows of the chosen arrangements; what is wrong with their days goes to `problems`."""
    seen: dict[date, str] = {}
    for source, position, arrangement in chosen:
        wrong = list(_wrong_days(arrangement))
        problems += [_problem(source, position, path, why) for path, why in wrong]
        if wrong:
            continue
        for row in arrangement.rows():
            if row.date in seen:
                why = Message(N_("{day}写了两次（另一处是{other}）"), {"day": row.date, "other": seen[row.date]})
                problems.append(_problem(source, position, (), why))
            seen[row.date] = row.name
            yield row


def _wrong_days(arrangement: Arrangement) -> Iterator[tuple[tuple[str | int, ...], Message]]:
    """Days that cannot be right: outside of the year, reversed, or a working day made a make-up day."""
    first, last = date(arrangement.year - 1, 12, 1), date(arrangement.year, 12, 31)
    for index, span in enumerate(arrangement.off):
        if span.until < span.since:
            yield ("off", index, "to"), Message(N_("结束日期早于开始日期"))
        elif not first <= span.since <= span.until <= last:
            yield ("off", index, "from"), Message(N_("不在{year}年内"), {"year": arrangement.year})
    for index, work in enumerate(arrangement.work):
        if not first <= work.date <= last:
            yield ("work", index, "date"), Message(N_("不在{year}年内"), {"year": arrangement.year})
        elif work.date.weekday() < _SATURDAY:
            yield ("work", index, "date"), Message(N_("调休上班的日子应是周六或周日"))


def _problem(source: Source, position: int, path: tuple[str | int, ...], why: Message) -> Problem:
    full = ("arrangements", position, *path)
    return problem("wrong-value", source.file, source.line(*full), key=".".join(map(str, full)), why=why)

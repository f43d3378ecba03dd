"""A value that stands on a paper nearly as it should, wherever it stands: what is found where no label is understood.

Papers word their labels freely, but a name, an address or a number that differs in a character or two from the answer
is meant to be that answer. What recognition often confuses is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from difflib import SequenceMatcher

from tongban.prereview.checking.schema import Comparison
from tongban.prereview.checking.submission import Paper, Stated, as_date, corners
from tongban.prereview.evidence.alike import looks_like
from tongban.prereview.evidence.normalise import fold, fold_address, fold_name, parse_dates
from tongban.prereview.reading.model import Line, Page

_MOST = 2  # so many characters may differ
_END = 2  # so many characters at the end must be there: what follows in the next cell is no variant
_SURE = 0.97
_LONG = 6  # folded characters: shorter ones resemble other words by chance
_YEARS = 3  # a year that was mistyped is mostly a near one
_HAN = re.compile(r"[\u3400-\u9fff]+")


def variant(how: Comparison, expected: Stated, paper: Paper) -> Stated | None:
    """The statement on the paper that is nearly `expected`; None when the value itself stands there, or nothing like
    it.

    Only names, addresses, persons of three characters and codes have variants that can be told from other words.
    """
    wanted = _folded(how, expected.text)
    rows = [(page, line, _folded(how, line.text)) for page in paper.reading.pages for line in page.lines]
    whole = "".join(text for _, _, text in rows)
    if not wanted or wanted in whole:
        return None
    found = _person(wanted, whole) if how is Comparison.PERSON else _long(how, wanted, whole)
    if found is None or looks_like(found, wanted):
        return None
    page, line = _where(found, rows)
    if not paper.printed and (line is None or line.confidence < _SURE):
        return None
    return Stated(
        found, found, paper.key, None, page.number if page else None, corners(line.box) if line else None,
        line.confidence if line else 0.5, paper.printed,
    )  # fmt: skip


def slipped_day(expected: Stated, paper: Paper, known: Collection[date]) -> Stated | None:
    """The one day on the paper that is nearly the expected one, where that stands nowhere: two of its three parts are
    the same. `known` are days that mean something else, as does the day on which the paper was signed."""
    wanted = as_date(expected.value)
    signed = {as_date(fact.normalised) for fact in paper.evidence.all("signoff_date")}
    rows = [(page, line, day) for page in paper.reading.pages for line in page.lines for day in parse_dates(line.text)]
    whole = "".join(line.text for page in paper.reading.pages for line in page.lines)
    stated = {fact.normalised for fact in paper.evidence.facts}  # a day broken in two rows stands there whole
    if wanted is None or wanted.isoformat() in stated or wanted in {*(day for _, _, day in rows), *parse_dates(whole)}:
        return None
    near = [row for row in rows if _slipped(row[2], wanted) and row[2] not in known and row[2] not in signed]
    if len({day for _, _, day in near}) != 1:
        return None
    page, line, day = near[0]
    if not paper.printed and line.confidence < _SURE:
        return None
    return Stated(day.isoformat(), day, paper.key, None, page.number, corners(line.box), line.confidence, paper.printed)


def _slipped(day: date, wanted: date) -> bool:
    """Whether a day can be meant to be another: the same year and month, year and day, or day of a near year."""
    if day.year == wanted.year:
        return day.month == wanted.month or day.day == wanted.day
    return (day.month, day.day) == (wanted.month, wanted.day) and abs(day.year - wanted.year) <= _YEARS


def _folded(how: Comparison, text: str) -> str:
    if how is Comparison.ADDRESS:
        return fold_address(text)
    if how is Comparison.CODE:
        return re.sub(r"[^0-9A-Z]", "", fold(text).upper())
    return fold_name(text).replace("·", "") if how in (Comparison.NAME, Comparison.PERSON) else ""


def _long(how: Comparison, wanted: str, whole: str) -> str | None:
    """The stretch as long as the value that shares its longest piece and most of the rest."""
    if len(wanted) < (10 if how is Comparison.CODE else _LONG):
        return None
    block = SequenceMatcher(None, whole, wanted, autojunk=False).find_longest_match()
    if block.size < max(3, len(wanted) // 4):
        return None
    start = max(0, block.a - block.b)
    found = whole[start : start + len(wanted)]
    end = 1 if how is Comparison.ADDRESS else _END  # the number of a house stands just before the last character
    if len(found) != len(wanted) or found[-end:] != wanted[-end:]:
        return None
    return found if sum(one != other for one, other in zip(found, wanted, strict=True)) <= _MOST else None


def _person(wanted: str, whole: str) -> str | None:
    """A name of three characters or more with the same surname of which one other character differs; the only one."""
    if len(wanted) < 3 or not _HAN.fullmatch(wanted):
        return None
    near = set()
    for match in re.finditer(re.escape(wanted[0]), whole):
        piece = whole[match.start() : match.start() + len(wanted)]
        same = sum(one == other for one, other in zip(piece, wanted, strict=False))
        if len(piece) == len(wanted) and _HAN.fullmatch(piece) and same == len(wanted) - 1:
            near.add(piece)
    return near.pop() if len(near) == 1 else None


def _where(found: str, rows: list[tuple[Page, Line, str]]) -> tuple[Page | None, Line | None]:
    head = found[: max(3, len(found) // 2)]
    for page, line, text in rows:
        if found in text or head in text:
            return page, line
    return None, None

"""Which rows of an advertisement go on with another: in a narrow column a list of departments runs over many rows.

A poster has no rules to tell this by. What tells it is the place: a row set below the value of a label, indented as the
value is, goes on with it until a row of the column of labels; so does a row right below a full one. Two columns side by
side are read row by row across both, so a row that goes on is put behind the row it goes on with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tongban.prereview.reading.model import Line

LABELLED = re.compile(r"[(（]?[\u4e00-\u9fff][\u4e00-\u9fff（）() \u3000]{1,12}[:：]")
_LABEL = re.compile(
    r"^[^\u4e00-\u9fff(（【\[]{0,3}[(（【\[]?[\u4e00-\u9fff][\u4e00-\u9fff（）() \u3000]{1,14}[】\]]?\s*[:：]\s*"
)
_WORD = re.compile(r"^[\u4e00-\u9fff]{2,10}\s+")
_ALONE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{1,8}[:：]?")
_LIST = re.compile(r"[、；;/，,]")
_BESIDE = 8  # heights of a row between a label and its value, at most
_FEW = 3  # rows that begin at one place make a column
_MOST = 0.8  # of the rows of a column


def in_blocks(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """The rows, each with whether it goes on with the one before it, those that go on put behind their first."""
    behind = _behind(lines)
    taken = {id(row) for rows in behind.values() for row in rows}
    for line in lines:
        if id(line) not in taken:
            yield line, False
            yield from ((row, True) for row in behind.get(id(line), ()))


def goes_on(before: Line, line: Line, edge: float) -> bool:
    """Whether a row stands where the rest of the one before would: that is long and full, this right below it."""
    one, other = before.box, line.box
    tall = one.height
    full = one.x1 > edge - 2.5 * tall and one.width > 10 * tall
    return full and _right_below(before, line) and -4 * tall < other.x0 - one.x0 < 1.5 * tall


def _behind(lines: Sequence[Line]) -> dict[int, list[Line]]:
    """By the id of the first row of a block, the rows that go on with it, from above down."""
    behind: dict[int, list[Line]] = {}
    taken: set[int] = set()
    downwards = sorted(lines, key=lambda each: each.box.y0)
    for first in downwards:
        start = _value_starts(first)
        if id(first) in taken or (start is None and not _LIST.search(first.text)):
            continue
        last = first
        for line in downwards:
            if id(line) in taken or not _right_below(last, line) or _labelled(line, lines):
                continue
            if _hangs(first, start, line) or _runs_below(first, last, line, lines):
                behind.setdefault(id(first), []).append(line)
                taken.add(id(line))
                last = line
    return behind


def _value_starts(line: Line) -> float | None:
    """Where the value behind the label of a row begins; None for a row without one."""
    label = _LABEL.match(line.text) or _WORD.match(line.text)
    rest = line.piece(label.end(), len(line.text)) if label else None
    return rest.box.x0 if rest is not None and len(rest.text) >= 2 else None


def _labelled(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a row begins with a label, or has one beside it at its left."""
    box = line.box
    return _LABEL.match(line.text) is not None or any(
        _ALONE.fullmatch(other.text.strip())
        and other.box.overlap_y(box) > 0.5 * box.height
        and -box.height < box.x0 - other.box.x1 < _BESIDE * box.height
        for other in lines
        if other is not line
    )


def _hangs(first: Line, start: float | None, line: Line) -> bool:
    """Whether `line` is set below the value of `first`, which begins at `start` in page pixels."""
    return start is not None and abs(line.box.x0 - start) < 1.2 * first.box.height


def _runs_below(first: Line, last: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Whether `last` is a full row of a column set flush or centred, and `line` its next."""
    tall = first.box.height
    alike = [other.box for other in lines if 0.6 * tall < other.box.height < 1.6 * tall]
    flush = [box for box in alike if abs(box.x0 - first.box.x0) < 0.8 * tall]
    if abs(line.box.x0 - first.box.x0) < 0.8 * tall:
        edges = sorted(box.x1 for box in flush)  # one row of another width may begin there as well
        return len(flush) >= _FEW and last.box.x1 > edges[int(_MOST * (len(edges) - 1))] - 2.5 * tall
    centred = [box for box in alike if abs(box.centre[0] - last.box.centre[0]) < tall]
    within = abs(line.box.centre[0] - last.box.centre[0]) < tall and line.box.width < 1.02 * last.box.width
    return within and len(centred) >= _FEW and last.box.width > 0.9 * max(box.width for box in centred)


def _right_below(before: Line, line: Line) -> bool:
    """Whether a row is the next below another, of the same print."""
    one, other = before.box, line.box
    tall = one.height
    return 0.5 * tall < other.centre[1] - one.centre[1] < 2.2 * tall and 0.6 * tall < other.height < 1.6 * tall

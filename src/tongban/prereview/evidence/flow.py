"""Pieces of a page in which labels and values are looked for, and their folded running text with the way back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise, zip_longest
from statistics import median

from tongban.prereview.evidence.normalise import fold
from tongban.prereview.reading.invented import text_width
from tongban.prereview.reading.model import Box, Cell, Line, Origin, Page, Table, around, reading_order

Doubts = tuple[tuple[str, str], ...]
_GAP = 1.6  # of the usual step between characters; recognition's own steps vary by a third
_NUMBERED = re.compile(
    r"\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]\s*(?=[\u4e00-\u9fff(（])|第[一二三四五六七八九十\d]{1,3}[条章])"
)
_UNFINISHED = re.compile(r"[\u4e00-\u9fff\d](?:[，,、（(]|[至自于为是的和及与])\s*$")  # no sentence ends so
_PROSE = 14  # characters; shorter rows are labels, titles and values
_LABELLED = re.compile(r"^[^:：]{2,14}[:：]")


@dataclass(frozen=True)
class Segment:
    """A line outside tables, or a cell: the unit that a label begins. `cell` and `table` are set for cells; `gaps`
    are the characters of a recognised line that stand far from the one before, though no space was read; `rows` are the
    characters of a cell that begin a further row in it; `boxed` is a cell of a table whose cells each hold their label
    above the value."""

    page: int
    text: str
    box: Box
    confidence: float
    doubts: Doubts
    recognised: bool
    cell: Cell | None = None
    table: Table | None = None
    gaps: frozenset[int] = frozenset()
    rows: tuple[int, ...] = ()
    boxed: bool = False

    def part(self, start: int, end: int) -> Box:
        """Where the characters `start` to `end` of a one-row segment stand."""
        total = text_width(self.text) or 1.0
        return self.box.part(text_width(self.text[:start]) / total, text_width(self.text[:end]) / total)


def segments(page: Page) -> list[Segment]:
    """The page in reading order: cells for what stands in tables, lines for the rest.

    A cell that itself holds labelled rows (a form drawn in a frame) is taken apart into its lines.
    """
    found: list[Segment] = []
    taken: set[int] = set()
    for table in page.tables:
        for cell in table.cells:
            inside = [i for i, line in enumerate(page.lines) if cell.box.holds(*line.box.centre)]
            if page.invented:
                inside = [i for i in inside if cell.box.overlap_y(page.lines[i].box) > 0]
            labelled = _labelled_rows(cell, [page.lines[i] for i in inside])
            if len(inside) > 2 and (labelled >= 2 or _is_frame(cell, [page.lines[i] for i in inside])):
                continue
            taken.update(inside)
            origin = page.lines[inside[0]].origin if inside else page.origin
            recognised = origin is Origin.OCR
            rows = _rows(cell, [page.lines[i] for i in inside])
            found.append(
                Segment(
                    page.number, cell.text, cell.box, cell.confidence, cell.doubts, recognised, cell, table, rows=rows
                )
            )
    for index, line in enumerate(page.lines):
        if index not in taken:
            recognised = line.origin is Origin.OCR
            found.append(
                Segment(page.number, line.text, line.box, line.confidence, line.doubts, recognised, gaps=_gaps(line))
            )
    return _in_rows(sorted(found, key=lambda s: (s.page, _row_key(s), s.box.x0)))


def _in_rows(found: Sequence[Segment]) -> list[Segment]:
    """What stands in one row from left to right, though recognition saw one piece of it a little higher."""
    rows: list[list[Segment]] = []
    for segment in found:
        first = rows[-1][0] if rows else segment
        apart = abs(first.box.centre[1] - segment.box.centre[1])
        beside = first.cell is None and segment.cell is None and apart < 0.4 * min(first.box.height, segment.box.height)
        if rows and beside:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [segment for row in rows for segment in sorted(row, key=lambda s: s.box.x0)]


def _rows(cell: Cell, lines: Sequence[Line]) -> tuple[int, ...]:
    """Where in a cell's text each row after its first begins."""
    if "\n" in cell.text:
        return tuple(match.end() for match in re.finditer(r"\n+", cell.text))
    ordered = reading_order(lines)
    if "".join(line.text.strip() for line in ordered) != cell.text:
        return ()
    ends = accumulate(len(line.text.strip()) for line in ordered)
    return tuple(
        end for end, (one, other) in zip(ends, pairwise(ordered), strict=False) if other.box.y0 > one.box.centre[1]
    )


def _labelled_rows(cell: Cell, lines: Sequence[Line]) -> int:
    """How many rows of a cell begin with a label; what goes on after a full row (一般／项目：…) is none."""
    found, full = 0, False
    for line in lines:
        found += bool(_LABELLED.match(line.text)) and not full
        full = line.box.x1 > cell.box.x1 - 2.5 * line.box.height and line.box.width > 0.6 * cell.box.width
    return found


def _gaps(line: Line) -> frozenset[int]:
    """Where a character stands so far from the one before that something set with a space was read without it."""
    if len(line.places) != len(line.text) or len(line.text) < 3:
        return frozenset()
    steps = [b - a for a, b in pairwise(line.places)]
    usual = median(steps)
    return frozenset(index for index, step in enumerate(steps, 1) if step > _GAP * usual > 0)


def _is_frame(cell: Cell, lines: Sequence[Line]) -> bool:
    """Whether a cell is no cell of a table but the frame of a card or form: several of its rows have words apart from
    each other (label and value without a colon)."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: x.box.centre[1]):
        if rows and rows[-1][0].box.overlap_y(line.box) > 0.5 * min(rows[-1][0].box.height, line.box.height):
            rows[-1].append(line)
        else:
            rows.append([line])
    parted = sum(1 for row in rows if _apart(row))
    roomy = cell.box.height > 8 * max(line.box.height for line in lines)
    return parted >= (2 if roomy else 3)


def _apart(row: Sequence[Line]) -> bool:
    ordered = sorted(row, key=lambda x: x.box.x0)
    return any(b.box.x0 - a.box.x1 > 0.1 * a.box.height for a, b in pairwise(ordered))


def _row_key(segment: Segment) -> float:
    return segment.box.y0 if segment.cell else segment.box.centre[1] - min(segment.box.height, 40) / 2


@dataclass
class Flow:
    """Folded characters of many lines in one string, each knowing its line and place there."""

    text: str = ""
    lines: list[tuple[int, Line]] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)  # per character: index of line, index in its text

    def add(self, page: int, line: Line, *, ends: bool) -> None:
        """Append a line; `ends` sets a line end after it, where a paragraph or cell is over."""
        number = len(self.lines)
        self.lines.append((page, line))
        folded = [fold(character) for character in line.text]
        self.text += "".join(folded)
        self.places += [(number, index) for index, characters in enumerate(folded) for _ in characters]
        if ends:
            self.text += "\n"
            self.places.append((number, len(line.text)))

    def raw(self, start: int, end: int) -> str:
        """The printed characters behind the folded ones."""
        pieces = []
        for number, first, last in self._runs(start, end):
            pieces.append(self.lines[number][1].text[first : last + 1])
        return "".join(piece.strip() for piece in pieces)

    def where(self, start: int, end: int) -> tuple[int, Box, float, Doubts, bool]:
        """Page, box, confidence, doubts and whether recognised of a stretch (on the page where it begins)."""
        boxes, sure, doubts, recognised = [], 1.0, [], False
        page = self.lines[self.places[start][0]][0] if start < len(self.places) else 1
        for number, first, last in self._runs(start, end):
            here, line = self.lines[number]
            if here == page:
                boxes.append(line.box.part(line.share_before(first), line.share_before(last + 1)))
            sure = min(sure, line.confidence)
            doubts += list(line.doubts)
            recognised = recognised or line.origin is Origin.OCR
        return page, around(boxes), sure, tuple(doubts), recognised

    def _runs(self, start: int, end: int) -> Iterable[tuple[int, int, int]]:
        """Per line touched: its index, first and last character index."""
        runs: dict[int, list[int]] = {}
        for number, index in self.places[start:end]:
            run = runs.setdefault(number, [index, index])
            run[1] = max(run[1], index)
        return [(number, first, last) for number, (first, last) in runs.items()]


def _unfinished(row: str) -> bool:
    """Whether a row of prose breaks off where no sentence ends (…有效期至／2025.02.17)."""
    return len(row) > _PROSE and bool(_UNFINISHED.search(row))


def running_text(pages: Sequence[Page]) -> Flow:
    """All lines of all pages in reading order; cells of a table one after the other, whole.

    A row that reaches the right edge of the print runs on, and so does prose that breaks off where no sentence ends;
    after any other, and before a numbered one, a line end stands.
    """
    flow = Flow()
    for page in pages:
        listed = [segment for segment in segments(page) if segment.text]
        edge = max((s.box.x1 for s in listed if s.cell is None), default=0.0)
        for segment, following in zip_longest(listed, listed[1:]):
            origin = Origin.OCR if segment.recognised else Origin.TEXT_LAYER
            line = Line(segment.text, segment.box, segment.confidence, origin, segment.doubts)
            full = segment.cell is None and (
                segment.box.x1 > edge - 3 * segment.box.height or _unfinished(segment.text)
            )
            item = following is not None and bool(_NUMBERED.match(following.text))
            flow.add(page.number, line, ends=page.invented or not full or item)
    return flow

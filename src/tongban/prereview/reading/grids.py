"""Ruled tables: lines found by their length, cells as the areas between them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from tongban.prereview.reading.model import Box, Cell, Line, Table, reading_order
from tongban.prereview.reading.raster import Pixels

_HAIR = 20  # a hair line is at least half so much darker than the paper on both sides of it


def rules_of(dark: Pixels, gray: Pixels, row_height: float) -> Pixels:
    """Mask of the long horizontal and vertical lines of a page (255), from its mask of dark pixels and its grey ones.

    Hair lines that fall between two rows of pixels are too pale for the mask; they are seen as ridges, darker than the
    paper on both sides over a good length: across, more than a character is wide, and down, more than `row_height`, the
    height of the print in pixels. Worked out at half size (the darkest of four pixels), then doubled.
    """
    height, width = dark.shape
    small, pale = 255 - _darkest(255 - dark), _darkest(gray)
    least, tall = max(20, width // 60), round(max(14.0, 0.6 * row_height))
    across = _lines(small, (1, least)) | _lines(_ridges(pale, down=False), (1, round(1.5 * least)))
    down = _lines(small, (11, 1)) | _lines(_ridges(pale, down=True), (tall, 1))
    bridged = cv2.morphologyEx(  # stamps hide what they cross; strokes of characters are too short to be joined
        _lines(across, (1, 2 * least)), cv2.MORPH_CLOSE, np.ones((1, 61), np.uint8)
    )
    both = across | np.asarray(bridged, np.uint8) | _tall_enough(down, round(0.45 * row_height))
    kept = _without_strokes(both, round(0.75 * row_height))
    return np.asarray(cv2.resize(kept, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


def _without_strokes(lines: Pixels, least: int) -> Pixels:
    """The lines without what hangs together over less than `least` pixels either way: strokes of characters."""
    near = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    good = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= least
    good[0] = False
    return np.where(good[labels], lines, 0).astype(np.uint8)


def without_letters(rules: Pixels, lines: Sequence[Line]) -> Pixels:
    """The rules without upright ones that run through a row of print whose characters do not stand apart there."""
    kept = rules.copy()
    for line in lines:
        y0, y1 = int(line.box.y0) + 4, int(line.box.y1) - 3
        x0, x1 = int(line.box.x0) + 6, int(line.box.x1) - 5
        if y1 - y0 < 6 or x1 - x0 < 12:
            continue
        upright = (rules[y0:y1, x0:x1] > 0).mean(axis=0) > 0.7
        for x in np.flatnonzero(upright):
            if not line.parted_at(x0 + float(x)):
                kept[y0:y1, x0 + x] = 0
    return np.asarray(kept, np.uint8)


def _darkest(gray: Pixels) -> Pixels:
    """The picture at half size, each pixel the darkest of four."""
    height, width = gray.shape
    even = gray[: height // 2 * 2, : width // 2 * 2]
    return np.minimum(np.minimum(even[::2, ::2], even[1::2, ::2]), np.minimum(even[::2, 1::2], even[1::2, 1::2]))


def _lines(mask: Pixels, kernel: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(kernel, np.uint8)), np.uint8)


def _ridges(pale: Pixels, *, down: bool) -> Pixels:
    """255 where pixels are darker than those three away on either side, as on average the next eight along the line."""
    axis = 1 if down else 0
    beside = cv2.min(np.roll(pale, 3, axis), np.roll(pale, -3, axis))
    ridge = cv2.min(cv2.subtract(beside, pale), np.full_like(pale, _HAIR))
    return np.asarray((cv2.blur(ridge, (1, 9) if down else (9, 1)) >= _HAIR // 2).astype(np.uint8) * 255)


def _tall_enough(mask: Pixels, least: int) -> Pixels:
    """Keep vertical strokes (at half size) that are thin and at least a text row high; letters are thicker, shorter."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    good = ((stats[:, cv2.CC_STAT_HEIGHT] >= max(12, least)) & (stats[:, cv2.CC_STAT_WIDTH] <= 7)).astype(
        np.uint8
    ) * 255
    good[0] = 0
    return np.asarray(good[labels], np.uint8)


def find_tables(rules: Pixels, row_height: float = 0.0) -> list[Table]:
    """Tables without text: every connected group of lines that encloses at least two cells, each with room for print
    that is `row_height` pixels high."""
    closed = cv2.dilate(rules, np.ones((5, 5), np.uint8))[::2, ::2]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(closed), connectivity=8)
    tables = []
    for index in np.flatnonzero((stats[:, cv2.CC_STAT_WIDTH] >= 40) & (stats[:, cv2.CC_STAT_HEIGHT] >= 12)):
        if index == 0:
            continue
        x, y, width, height, _ = (int(v) for v in stats[index])
        part = (labels[y : y + height, x : x + width] == index).astype(np.uint8)
        table = _table(_cells(part, row_height / 2), 2 * x, 2 * y)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: (table.box.y0, table.box.x0))


def _cells(lines: Pixels, row_height: float) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, y0, x1, y1), in page pixels, of the closed areas between the lines; these and the height of the print
    are given at half size."""
    wide, high = max(7.0, 0.8 * row_height), max(5.0, 0.6 * row_height)
    height, width = lines.shape
    framed = np.ones((height + 2, width + 2), np.uint8)
    framed[1:-1, 1:-1] = 1 - lines
    count, _, stats, _ = cv2.connectedComponentsWithStats(framed, connectivity=4)
    found = []
    for index in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[index])
        outside = x == 0 and y == 0
        if not outside and w >= wide and h >= high and area > 0.6 * w * h:
            found.append((2 * x - 4, 2 * y - 4, 2 * (x + w), 2 * (y + h)))
    return found


def _table(cells: list[tuple[int, int, int, int]], x: int, y: int) -> Table | None:
    if len(cells) < 2:
        return None
    columns = _steps([c[0] for c in cells] + [c[2] for c in cells])
    rows = _steps([c[1] for c in cells] + [c[3] for c in cells])
    placed = []
    for x0, y0, x1, y1 in sorted(cells, key=lambda c: (_index(rows, c[1]), c[0])):
        row, column = _index(rows, y0), _index(columns, x0)
        spans = max(1, _index(rows, y1) - row), max(1, _index(columns, x1) - column)
        placed.append(Cell(row, column, *spans, "", Box(x + x0, y + y0, x + x1, y + y1)))
    box = Box(
        x + min(c[0] for c in cells),
        y + min(c[1] for c in cells),
        x + max(c[2] for c in cells),
        y + max(c[3] for c in cells),
    )
    return Table(box, len(rows) - 1, len(columns) - 1, tuple(placed))


def _steps(values: list[int], slack: int = 12) -> list[float]:
    """Cluster edge coordinates into grid lines."""
    groups: list[list[int]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= slack:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _index(steps: list[float], value: float) -> int:
    return min(range(len(steps)), key=lambda i: abs(steps[i] - value))


def split_lines(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """Cut lines that run across a cell border at that border, so that each belongs to one cell."""
    result: list[Line] = []
    for line in lines:
        table = next((t for t in tables if t.box.holds(*line.box.centre)), None)
        borders = [] if table is None else _borders(line, table)
        result += line.cut_at(borders) if borders else [line]
    return result


def _borders(line: Line, table: Table) -> list[float]:
    middle = line.box.centre[1]
    slack = line.box.height * 0.7
    edges = {round(c.box.x0) for c in table.cells if c.box.y0 <= middle <= c.box.y1}
    return sorted(x for x in edges if line.box.x0 + slack < x < line.box.x1 - slack)


def fill(tables: Sequence[Table], lines: Sequence[Line]) -> tuple[Table, ...]:
    """The tables with the text of the lines that stand in their cells."""
    return tuple(
        Table(table.box, table.rows, table.columns, tuple(_filled(cell, lines) for cell in table.cells))
        for table in tables
    )


def _filled(cell: Cell, lines: Sequence[Line]) -> Cell:
    inside = [line for line in lines if cell.box.holds(*line.box.centre)]
    rows = reading_order(inside)
    text = "".join(line.text.strip() for line in rows)
    sure = min((line.confidence for line in inside), default=1.0)
    doubts = tuple(pair for line in rows for pair in line.doubts)
    return Cell(cell.row, cell.column, cell.row_span, cell.column_span, text, cell.box, sure, doubts)

"""No paper says more than this. What looks things up in a reading may take time that grows faster than the text, so a
file of words without end is cut, and says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Cell, Line, Page, Problem, Table
from tongban.prereview.reading.problems import problem

_ROW = 1000  # characters; a paragraph of a Word file is one line, and hardly one has as many


def bounded(pages: Iterable[Page], limits: Limits) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages with long lines cut in pieces, without the lines that go beyond `max_characters` of the file or
    `max_lines` of a page; and the problem that names the first page of which something is left out."""
    kept, left, cut = [], limits.max_characters, None
    for page in pages:
        lines, left = _as_far_as(page.lines, left, limits)
        whole = len(lines) == len(page.lines)
        cut = cut if whole or cut is not None else page.number
        rows = tuple(piece for line in lines for piece in _pieces(line))
        tables = tuple(_cells_cut(table, limits) for table in page.tables) if whole else ()
        kept.append(page if (rows, tables) == (page.lines, page.tables) else replace(page, lines=rows, tables=tables))
    return tuple(kept), () if cut is None else (problem("text_cut", page=cut),)


def _as_far_as(lines: tuple[Line, ...], left: int, limits: Limits) -> tuple[tuple[Line, ...], int]:
    for count, line in enumerate(lines):
        if count == limits.max_lines or len(line.text) > left:
            return lines[:count], 0
        left -= len(line.text)
    return lines, left


def _pieces(line: Line) -> Iterator[Line]:
    if len(line.text) <= _ROW:
        yield line
        return
    for start in range(0, len(line.text), _ROW):
        yield replace(line, text=line.text[start : start + _ROW], places=())


def _cells_cut(table: Table, limits: Limits) -> Table:
    if all(len(cell.text) <= limits.max_cell for cell in table.cells):
        return table
    return replace(table, cells=tuple(_cut(cell, limits.max_cell) for cell in table.cells))


def _cut(cell: Cell, most: int) -> Cell:
    return replace(cell, text=cell.text[:most])

"""Readings built by hand: rows of text at places, as a recogniser would give them."""

from __future__ import annotations

from pathlib import Path

from tongban.prereview.evidence.templates import TemplateSet, load_templates
from tongban.prereview.reading.model import Box, Cell, Ink, Line, Origin, Page, Reading, Seal, Table

TEMPLATES: TemplateSet = load_templates(Path(__file__).parents[3] / "packs/national/documents")
ROW, CHAR = 40, 26


def line(text: str, row: float, x: float = 100, sure: float = 0.99, doubts: tuple[tuple[str, str], ...] = ()) -> Line:
    wide = sum(CHAR if ord(c) > 0x2000 else CHAR / 2 for c in text)
    return Line(text, Box(x, row * ROW, x + wide, row * ROW + 32), sure, Origin.OCR, doubts)


def table(rows: list[list[str]], top: float = 5, widths: tuple[int, ...] = ()) -> tuple[Table, list[Line]]:
    columns = max(len(row) for row in rows)
    steps = widths or (1000 // columns,) * columns
    edges = [100 + sum(steps[:i]) for i in range(columns + 1)]
    cells, lines = [], []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            box = Box(edges[column], (top + number) * ROW, edges[column + 1], (top + number + 1) * ROW)
            cells.append(Cell(number, column, 1, 1, text, box))
            if text:
                lines.append(Line(text, Box(box.x0 + 5, box.y0 + 4, box.x1 - 5, box.y1 - 4), 0.99, Origin.OCR))
    whole = Box(edges[0], top * ROW, edges[-1], (top + len(rows)) * ROW)
    return Table(whole, len(rows), columns, tuple(cells)), lines


def reading(
    lines: list[Line], tables: tuple[Table, ...] = (), seals: tuple[Seal, ...] = (), ink: tuple[Ink, ...] = ()
) -> Reading:
    page = Page(1, 1240, 1754, Origin.OCR, tuple(sorted(lines, key=lambda x: x.box.y0)), tables, seals, ink)
    return Reading("0" * 64, "hand", "png", (page,))

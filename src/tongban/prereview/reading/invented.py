"""Invented geometry for sources without any: order and columns become places on a page.

A full-width character is 10 wide, another 5; a row is 20 high, its text 14. The page is 1000 wide.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from tongban.prereview.reading.model import Box, Cell, Ink, Line, Origin, Page, Picture, Seal, Table

WIDTH = 1000.0
ROW = 20.0
TEXT_HEIGHT = 14.0


def text_width(text: str) -> float:
    """Width of the text on an invented page; also the measure by which a line's box is cut into parts."""
    return sum(10.0 if unicodedata.east_asian_width(c) in "WFA" else 5.0 for c in text)


@dataclass
class Sheet:
    """A page being laid out, top to bottom."""

    origin: Origin
    y: float = 0.0
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    ink: list[Ink] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def put(self, text: str, x: float = 0.0, width: float | None = None) -> Box:
        """Place a line at `x` of the current row (squeezed into `width` if given) and return its box."""
        needed = text_width(text)
        box = Box(x, self.y, x + (min(needed, width) if width else needed), self.y + TEXT_HEIGHT)
        self.lines.append(Line(text, box, 1.0, self.origin))
        return box

    def next_row(self) -> None:
        self.y += ROW

    def grid(self, rows: list[list[tuple[int, int, str]]], columns: int) -> None:
        """Place a table: per row its cells as (column, span, text). Advances below it."""
        top, step = self.y, WIDTH / max(columns, 1)
        cells = []
        for number, row in enumerate(rows):
            for column, span, text in row:
                box = Box(column * step, self.y, (column + span) * step, self.y + TEXT_HEIGHT)
                cells.append(Cell(number, column, 1, span, text, box))
                if text:
                    self.put(text, column * step, span * step - 5)
            self.next_row()
        if cells:
            self.tables.append(Table(Box(0, top, WIDTH, self.y), len(rows), columns, tuple(cells)))

    def page(self, number: int) -> Page:
        """The finished page."""
        return Page(
            number=number,
            width=max([WIDTH, *(line.box.x1 for line in self.lines)]),
            height=max(self.y, ROW),
            origin=self.origin,
            lines=tuple(self.lines),
            tables=tuple(self.tables),
            seals=tuple(self.seals),
            ink=tuple(self.ink),
            pictures=tuple(self.pictures),
        )

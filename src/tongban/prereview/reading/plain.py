"""Plain text in UTF-8, UTF-16 or GB18030. Rows of tab-separated columns become tables."""

from __future__ import annotations

from itertools import groupby

from tongban.prereview.reading.invented import Sheet
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Origin, Page, Problem
from tongban.prereview.reading.problems import problem
from tongban.prereview.reading.sniff import decode_text


def read_text(data: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Pages (parted by form feeds) and problems of a text file."""
    text = decode_text(data)
    if text is None:
        return (), (problem("corrupt"),)
    sheets = text[: 2 * limits.max_characters].replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(sheets) > limits.max_pages:
        return (), (problem("too_many_pages", pages=len(sheets), limit=limits.max_pages),)
    if not text.strip():
        return (), (problem("blank_page", page=1),)
    return tuple(_lay_out(sheet).page(number) for number, sheet in enumerate(sheets, 1)), ()


def _columns(row: str) -> int:
    return row.strip("\t").count("\t") + 1


def _lay_out(text: str) -> Sheet:
    sheet = Sheet(Origin.TXT)
    for columns, group in groupby(text.split("\n"), key=_columns):
        rows = list(group)
        if columns >= 2 and len(rows) >= 2:
            sheet.grid([[(i, 1, part.strip()) for i, part in enumerate(row.split("\t"))] for row in rows], columns)
            continue
        for row in rows:
            stripped = row.strip().replace("\t", "  ")
            if stripped:
                indent = len(row) - len(row.lstrip())
                sheet.put(stripped, indent * 10.0)
            sheet.next_row()
    return sheet

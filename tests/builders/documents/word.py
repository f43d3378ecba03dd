"""Papers as Word files."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

from docx import Document
from docx.shared import Mm

from tests.builders.documents.page import handwriting, stamp
from tests.builders.documents.paper import STYLES, Paper, show


def to_docx(paper: Paper, path: Path, chance: Random) -> None:
    """Write the paper; seals and signatures are pictures in it."""
    style = chance.choice(STYLES)
    document = Document()
    document.add_heading(paper.title, 1)
    if paper.look != "letter":
        _lines(document, paper.body)
    rows = [(row.label, show(row.value, style)) for row in paper.rows]
    if rows and paper.look == "form" and chance.random() < 0.7:
        _table(document, rows, chance.choice((1, 2)))
    else:
        _lines(document, [f"{label}：{value}" if label else value for label, value in rows])
    if paper.look == "letter":
        _lines(document, paper.body)
    for grid in paper.grids:
        if grid.title:
            document.add_paragraph(grid.title)
        table = document.add_table(rows=1, cols=len(grid.headings))
        table.style = "Table Grid"
        for cell, text in zip(table.rows[0].cells, grid.headings, strict=True):
            cell.text = text
        for row in grid.rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = show(value, style)
    _lines(document, paper.tail)
    _ending(document, paper, chance, style)
    document.save(str(path))


def _lines(document: object, lines: list[str]) -> None:
    for line in lines:
        document.add_paragraph(line)  # type: ignore[attr-defined]


def _table(document: object, rows: list[tuple[str, str]], pairs: int) -> None:
    table = document.add_table(rows=0, cols=2 * pairs)  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for start in range(0, len(rows), pairs):
        cells = table.add_row().cells
        for number, (label, value) in enumerate(rows[start : start + pairs]):
            cells[2 * number].text, cells[2 * number + 1].text = label, value


def _ending(document: object, paper: Paper, chance: Random, style: object) -> None:
    if paper.sign is not None:
        label, name = paper.sign
        line = document.add_paragraph(f"{label}：")  # type: ignore[attr-defined]
        if name:
            line.add_run().add_picture(_picture(handwriting(name, chance)), height=Mm(11))
        line.add_run(f"    {show(paper.sign_day, style)}")  # type: ignore[arg-type]
    if paper.seal_label or paper.unit:
        document.add_paragraph(f"{paper.seal_label}{paper.unit}")  # type: ignore[attr-defined]
    if paper.seal:
        document.add_paragraph().add_run().add_picture(_picture(stamp(paper.seal, chance)), width=Mm(40))  # type: ignore[attr-defined]
    if paper.day:
        document.add_paragraph(show(paper.day, style))  # type: ignore[attr-defined,arg-type]


def _picture(image: object) -> io.BytesIO:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")  # type: ignore[attr-defined]
    buffer.seek(0)
    return buffer

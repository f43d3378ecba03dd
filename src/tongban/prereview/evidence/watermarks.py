"""Words printed aslant across a page (“复印件与原件一致”) say nothing of the paper, but stand between its lines.

Recognition leaves them out by their angle; a text layer gives them as lines, told by boxes far taller than their print.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from statistics import median

from tongban.prereview.reading.invented import text_width
from tongban.prereview.reading.model import Line, Page, Reading, Table

_TALL = 2.2  # of a character's width: upright print stays below 1.6, print at 15° of eight characters reaches 3
_WIDE = 0.3  # of its height: print that runs downwards is narrower
_LETTERS = 4
_LONE = 1.5  # of the usual height of rows
_SURE = 0.9
_PIECE = 1.4  # of a character's width: as _TALL, for pieces of two or three characters, which are tall for the page too


def without_watermarks(reading: Reading) -> Reading:
    """The reading without lines that run aslant, also where they got into cells."""
    pages = tuple(_page(page) for page in reading.pages)
    return reading if pages == reading.pages else replace(reading, pages=pages)


def _page(page: Page) -> Page:
    usual = median(line.box.height for line in page.lines) if page.lines else 0.0
    tall = () if page.invented else tuple(line for line in page.lines if _runs_aslant(line, usual))
    aslant = tuple(line for line in tall if not _signs(line, page))
    if not aslant:
        return page
    lines = tuple(line for line in page.lines if line not in aslant)
    return replace(page, lines=lines, tables=tuple(_table(table, aslant) for table in page.tables))


_SIGN_HERE = re.compile(r"签\s*[名字章署]|手\s*签|亲\s*笔")
_MARKED = re.compile("仅供|专供|专用|使用|复印|原件|无效|办理|申请|材料")


def _signs(line: Line, page: Page) -> bool:
    """Whether it is a name, written large, that begins where a label for a signature ends."""
    if not re.fullmatch(r"[\u3400-\u9fff·]{2,4}", line.text.strip()) or _MARKED.search(line.text):
        return False
    return any(
        _SIGN_HERE.search(other.text)
        and abs(line.box.x0 - other.box.x1) < 3 * other.box.height
        and line.box.overlap_y(other.box) > 0.6 * other.box.height
        for other in page.lines
        if other is not line
    )


def _runs_aslant(line: Line, usual: float) -> bool:
    """Whether the line's box is too tall for its characters; `usual` is the height of most lines of the page."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in line.text)
    if wide == len(line.text) == 1:  # a piece of one: a lone character far wider than print, hardly read
        return line.box.width > _LONE * usual and line.confidence < _SURE
    if wide < 2 or wide < 0.6 * len(line.text) or re.search(r"[:：]|签[名字章]", line.text):
        return False  # a signature makes the box of its label tall
    character = line.box.width / (text_width(line.text) / 10.0)
    if wide < _LETTERS:
        return line.box.height > max(_PIECE * character, 2.0 * usual)
    return line.box.height > _TALL * character and line.box.width > _WIDE * line.box.height


def _table(table: Table, aslant: tuple[Line, ...]) -> Table:
    cells = []
    for cell in table.cells:
        text = cell.text
        for line in aslant:
            if cell.box.holds(*line.box.centre):
                text = text.replace(line.text, "", 1)
        cells.append(cell if text == cell.text else replace(cell, text=text.strip()))
    return replace(table, cells=tuple(cells))

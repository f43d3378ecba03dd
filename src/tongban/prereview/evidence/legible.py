"""Whether enough of a paper was recognised for what is missing on it to mean anything."""

from __future__ import annotations

import re

from tongban.prereview.evidence.normalise import fold
from tongban.prereview.reading.model import Origin, Reading

_MARK = re.compile(r"仅供|仅限|使用|复印|无效|审批用|样本")
_ROWS = 2
_FEW = 16  # characters besides the watermark


def hardly_read(reading: Reading) -> bool:
    """Whether a watermark printed over the whole paper, or a single row at its edge, is nearly all that was recognised
    of it.
    """
    if _scrap(reading):
        return True
    lines = [fold(line.text) for page in reading.pages for line in page.lines if line.origin is Origin.OCR]
    marks = [text for text in lines if _MARK.search(text)]
    letters = set("".join(marks))
    rest = sum(len(text) for text in lines if not _MARK.search(text) and len(set(text) - letters) > len(set(text)) / 3)
    return len(marks) >= 3 and rest < _FEW


def _scrap(reading: Reading) -> bool:
    """Whether every page is a picture, and no more than two short rows were recognised in all."""
    lines = [fold(line.text) for page in reading.pages for line in page.lines]
    pictures = bool(lines) and all(line.origin is Origin.OCR for page in reading.pages for line in page.lines)
    return pictures and len(lines) <= _ROWS and sum(map(len, lines)) < 2 * _FEW

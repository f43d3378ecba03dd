"""Whether enough of a paper was recognised for what is missing on it to mean anything."""

from __future__ import annotations

import re

from tongban.prereview.evidence.normalise import fold
from tongban.prereview.reading.model import Origin, Reading

_MARK = re.compile(r"仅供|仅限|使用|复印|无效|审批用|样本")
_FEW = 16  # characters besides the watermark


def hardly_read(reading: Reading) -> bool:
    """Whether a watermark printed over the whole paper is nearly all that was recognised of it."""
    lines = [fold(line.text) for page in reading.pages for line in page.lines if line.origin is Origin.OCR]
    marks = [text for text in lines if _MARK.search(text)]
    letters = set("".join(marks))
    rest = sum(len(text) for text in lines if not _MARK.search(text) and len(set(text) - letters) > len(set(text)) / 3)
    return len(marks) >= 3 and rest < _FEW

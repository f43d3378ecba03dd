"""Pages that a paper itself says it has (第1页 共3页), against those that are there."""

from __future__ import annotations

import re

from tongban.prereview.checking.submission import Paper
from tongban.prereview.evidence.normalise import fold
from tongban.prereview.reading.model import Origin

_MOST = 50
_NUMBERED = re.compile(r"第(?P<n>\d{1,2})页[,/(]?共(?P<of>\d{1,2})页|共(?P<of2>\d{1,2})页[,/(]?第(?P<n2>\d{1,2})页")


def missing_pages(paper: Paper) -> tuple[int, tuple[int, ...]] | None:
    """How many pages are printed to be there, and which of them are not; None when all are, or nothing is printed.

    Word counts its pages when it prints, so what its rows say about them is not asked. Two counts mean two papers.
    """
    pages = paper.reading.pages
    if not pages or any(page.origin is Origin.DOCX for page in pages):
        return None
    found = [match for page in pages for line in page.lines for match in _NUMBERED.finditer(fold(line.text))]
    numbers = {int(match["n"] or match["n2"]) for match in found}
    totals = {int(match["of"] or match["of2"]) for match in found}
    if len(totals) != 1:
        return None
    total = totals.pop()
    missing = tuple(number for number in range(1, total + 1) if number not in numbers)
    paged = not any(page.invented for page in pages)
    if not missing or total > _MOST or (paged and len(pages) >= total):
        return None
    return total, missing

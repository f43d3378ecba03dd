"""Two papers in one file: an identity card beside a licence, a report behind a form. The wanted one is taken out, so
that its facts are not mixed with the other's, and the other is named.

A page, or a part of a picture beyond a gap, counts as another paper only when it plainly is one (its title with most
of its words, or a card's words) and hardly anything of the wanted kind stands there, while the wanted kind stands
elsewhere in the file. Everything less sure is left as one paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tongban.prereview.evidence import kinds
from tongban.prereview.evidence.flow import running_text
from tongban.prereview.evidence.model import Other
from tongban.prereview.evidence.normalise import fold
from tongban.prereview.evidence.templates import DocumentTemplate, TemplateSet
from tongban.prereview.reading.model import Box, Page, Reading, around

_TITLED = 0.95  # its title above, and half of its words
_CARD = 0.6  # cards carry no title on their front: four fifths of their words
_MINE = 0.6  # from here on the wanted kind is there
_NOT_MINE = 0.4  # up to here hardly anything of it is
_KEPT = 0.7  # of the wanted kind's words on the picture: with fewer it was cut in two, its title from its facts
_GAP = 1.2  # of a row's height: the least that parts two papers on one picture


@dataclass(frozen=True)
class _Part:
    """Some of a page, with what it scores as the wanted kind, and the other paper that it plainly is."""

    page: Page
    own: float
    other: DocumentTemplate | None
    score: float


def divide(
    reading: Reading, templates: TemplateSet, allowed: Sequence[DocumentTemplate]
) -> tuple[Reading, tuple[Other, ...]]:
    """The reading without what belongs to other papers, and those. Pages keep their numbers."""
    beside = {kind for template in allowed for kind in template.beside}
    strangers = [t for t in templates.kinds.values() if t not in allowed and t.kind not in beside]
    suspects = [template for template in strangers if _mentioned(template, reading)]
    if not allowed or not suspects:
        return reading, ()
    parts: list[_Part] = []
    for page in reading.pages:
        parts += _halves(page, allowed, suspects) or [_weigh(page, allowed, suspects)]
    if not any(part.other for part in parts) or not any(not part.other and part.own >= _MINE for part in parts):
        return reading, ()
    others = {part.other.kind: Other(part.other.kind, part.other.label, part.page.number, _extent(part.page))
              for part in reversed(parts) if part.other}  # fmt: skip
    own = tuple(part.page for part in parts if not part.other)
    return replace(reading, pages=own), tuple(others.values())


def _mentioned(template: DocumentTemplate, reading: Reading) -> bool:
    """Whether a row is the title of this kind, or it is a card and most of its words are there. Cheap: nearly every
    reading ends here."""
    rows = [fold(line.text) for page in reading.pages for line in page.lines]
    if any(re.fullmatch(pattern, row) for pattern in template.title for row in rows):
        return True
    if not template.loose:
        return False
    text = "".join(rows)
    return sum(fold(mark) in text for mark in template.marks) >= 0.8 * len(template.marks)


def _weigh(page: Page, allowed: Sequence[DocumentTemplate], suspects: Sequence[DocumentTemplate]) -> _Part:
    scores = {kind.key: kind.score for kind in kinds.rank([page], running_text([page]), [*allowed, *suspects])}
    own = max(scores[template.kind] for template in allowed)
    best = max(suspects, key=lambda template: scores[template.kind])
    score = scores[best.kind]
    plain = own <= _NOT_MINE and score >= (_CARD if best.loose else _TITLED)
    return _Part(page, own, best if plain else None, score)


def _halves(page: Page, allowed: Sequence[DocumentTemplate], suspects: Sequence[DocumentTemplate]) -> list[_Part]:
    """The two papers on one picture, by the gap that tells them apart best; nothing where it is one paper."""
    found: list[tuple[float, list[_Part]]] = []
    words = _words_of(page, allowed)
    for first, second in _cuts(page):
        parts = [_weigh(_restricted(page, area), allowed, suspects) for area in (first, second)]
        strange = [part for part in parts if part.other]
        mine = [part for part in parts if not part.other and part.own >= _MINE]
        if len(strange) == len(mine) == 1 and _words_of(mine[0].page, allowed) >= _KEPT * words:
            found.append((strange[0].score + mine[0].own, parts))
    return max(found, key=lambda pair: pair[0])[1] if found else []


def _words_of(page: Page, allowed: Sequence[DocumentTemplate]) -> float:
    text = running_text([page]).text
    return max(kinds.share_present(template, text) for template in allowed)


def _cuts(page: Page) -> Iterator[tuple[Box, Box]]:
    """The ways of cutting a picture in two along a gap in its rows: one above the other, or side by side."""
    if page.invented or len(page.lines) < 4:
        return
    heights = sorted(line.box.height for line in page.lines)
    least = _GAP * heights[len(heights) // 2]
    for y in _gaps([(line.box.y0, line.box.y1) for line in page.lines], least):
        yield Box(0, 0, page.width, y), Box(0, y, page.width, page.height)
    for x in _gaps([(line.box.x0, line.box.x1) for line in page.lines], least):
        yield Box(0, 0, x, page.height), Box(x, 0, page.width, page.height)


def _gaps(spans: Sequence[tuple[float, float]], least: float) -> Iterator[float]:
    """The middles of the stretches of at least this length that no span covers."""
    reached: float | None = None
    for start, end in sorted(spans):
        if reached is not None and start - reached >= least:
            yield (reached + start) / 2
        reached = end if reached is None else max(reached, end)


def _restricted(page: Page, area: Box) -> Page:
    def within(box: Box) -> bool:
        return area.holds(*box.centre)

    return replace(
        page,
        lines=tuple(line for line in page.lines if within(line.box)),
        tables=tuple(table for table in page.tables if within(table.box)),
        seals=tuple(seal for seal in page.seals if within(seal.box)),
        ink=tuple(ink for ink in page.ink if within(ink.box)),
        pictures=tuple(picture for picture in page.pictures if within(picture.box)),
    )


def _extent(page: Page) -> Box:
    return around(line.box for line in page.lines)

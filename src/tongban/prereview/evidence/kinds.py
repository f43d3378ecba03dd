"""Which kind of document a paper is: by its title first, by its labels and marks second."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tongban.prereview.evidence.flow import Flow
from tongban.prereview.evidence.model import Kind
from tongban.prereview.evidence.normalise import fold
from tongban.prereview.evidence.templates import DocumentTemplate
from tongban.prereview.reading.model import Page

SURE = 0.85  # from here on a paper counts as recognised
UNTITLED = 0.75  # the most that labels and marks alone can reach


def title_lines(pages: Sequence[Page]) -> list[str]:
    """Folded candidates for the title: the first lines of the first page with text, and its tallest lines; lines of a
    title broken in two also joined."""
    page = next((page for page in pages if page.lines), None)
    if page is None:
        return []
    outside = [x for x in page.lines if not any(t.box.holds(*x.box.centre) for t in page.tables)]
    lines = sorted(outside or page.lines, key=lambda x: x.box.centre[1])
    heights = sorted(x.box.height for x in page.lines)
    middle = heights[len(heights) // 2]
    chosen = [fold(x.text) for x in lines[:4]]
    tall = [x for x in lines if x.box.height > 1.25 * middle]
    chosen += [fold(x.text) for x in tall] + [fold("".join(x.text for x in tall[:3]))]
    chosen += ["".join(chosen[:2])] if len(chosen) > 1 else []
    return list(dict.fromkeys(text for text in chosen if text))


def rank(pages: Sequence[Page], flow: Flow, templates: Iterable[DocumentTemplate]) -> tuple[Kind, ...]:
    """All kinds with their scores, best first."""
    titles = title_lines(pages)
    body = [fold(line.text) for page in pages for line in page.lines]
    scored = [Kind(t.kind, t.label, round(_score(t, titles, body, flow.text), 3)) for t in templates]
    return tuple(sorted(scored, key=lambda kind: -kind.score))


def _score(template: DocumentTemplate, titles: list[str], body: list[str], text: str) -> float:
    marks = [fold(mark) for mark in template.marks] or [label for label in template.labels if len(label) >= 3]
    present = sum(1 for mark in marks if mark in text) / len(marks) if marks else 0.0
    if any(re.fullmatch(pattern, title) for pattern in template.title for title in titles):
        return 0.9 + 0.1 * present
    if any(re.search(pattern, title) for pattern in template.title for title in titles):
        return 0.6 + 0.3 * present
    if any(re.fullmatch(pattern, line) for pattern in template.title for line in body):
        return 0.6 + 0.3 * present
    return UNTITLED * present

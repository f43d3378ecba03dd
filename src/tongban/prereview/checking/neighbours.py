"""A value that was read with what stands beside it on the page, or without its end, which stands in the next row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tongban.prereview.checking.schema import Comparison
from tongban.prereview.checking.submission import Paper, Stated, corners
from tongban.prereview.evidence.model import Fact
from tongban.prereview.evidence.normalise import fold, fold_name

OF_WORDS = (Comparison.NAME, Comparison.TEXT, Comparison.ADDRESS, Comparison.CODE)
_BEGUN = 4  # folded characters that must be there of a value whose end stands in another row
_SHARED = 6


def goes_on_below(expected: str, read: str, rows: Sequence[str]) -> bool:
    """Whether what was read is the beginning of the value, and its end begins a row (folded) of its own; an end of one
    character is the whole row (鲁卫实验批〔2025〕 | 33号)."""
    wanted, found = fold_name(expected), fold_name(read)
    if not wanted.startswith(found) or len(found) < _BEGUN or wanted == found:
        return False
    return _begins_a_row(wanted[len(found) :], rows)


def breaks_off(expected: str, read: str, rows: Sequence[str]) -> bool:
    """Whether the value and what was read begin alike, and the rest of the value begins a row: words of another column
    were taken for it (…影剧院管理2MA01QB | 有限公司)."""
    wanted, found = fold_name(expected), fold_name(read)
    shared = next((n for n, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), len(wanted))
    return max(_SHARED, len(wanted) // 2) <= shared < len(wanted) and _begins_a_row(wanted[shared:], rows)


def _begins_a_row(rest: str, rows: Sequence[str]) -> bool:
    return any(row == rest if len(rest) == 1 else fold_name(row).startswith(rest) for row in rows)


def with_a_neighbour(expected: str, stated: Stated, paper: Paper) -> bool:
    """Whether what was read is the value together with another value of the paper, or was read at its place without
    what was added to it as well."""
    wanted, found = fold_name(expected), fold_name(stated.text)
    if len(wanted) < 2 or wanted == found:
        return False
    if any(fold_name(fact.value) == wanted for fact in _at_its_place(stated, paper)):
        return wanted in found
    if found.startswith(wanted):
        return _states(found[len(wanted) :], paper)
    return found.endswith(wanted) and _states(found[: -len(wanted)], paper)


def _at_its_place(stated: Stated, paper: Paper) -> Iterator[Fact]:
    for fact in paper.evidence.facts:
        box = corners(fact.box)
        if box is None or stated.box is None or fact.page != stated.page or fact.value == stated.text:
            continue
        left, top, right, bottom = stated.box
        if box[0] < right and left < box[2] and box[1] < bottom and top < box[3]:
            yield fact


def _states(words: str, paper: Paper) -> bool:
    rest = fold(words).strip(",.;:")
    return len(rest) >= 3 and any(fold_name(fact.value) == rest for fact in paper.evidence.facts)

"""Rows of two columns that recognition read as one, and labels that a row's end broke."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tongban.prereview.evidence.flow import Segment
from tongban.prereview.evidence.normalise import fold
from tongban.prereview.evidence.templates import DocumentTemplate

_FRAMED = re.compile(r"^\s*[【〔\[［]\s*(?P<label>[^【】〔〕\[\]［］]{2,16}?)\s*[】〕\]］]\s*[:：]?\s*")
_BREAKS = re.compile(r"(?:^|[；;，,。])\s*(?P<begun>[\u4e00-\u9fff]{1,6})$")
_REST = re.compile(r"^(?P<rest>[\u4e00-\u9fff]{1,8})\s*[:：]")


def set_apart(page: Sequence[Segment], template: DocumentTemplate) -> list[Segment]:
    """The page with a label at a row's end that belongs to the next column as a piece of its own, frames of labels
    (【类型】) turned into colons, and broken labels whole in the row that ends them."""
    pieces = [piece for segment in page for piece in _parted(_unframed(segment, template), template)]
    return _mended(pieces, template)


def framed(text: str) -> bool:
    """Whether the text is a label in a frame (【服务对象】) and nothing else."""
    return _FRAMED.fullmatch(text) is not None


def _unframed(segment: Segment, template: DocumentTemplate) -> Segment:
    """A label of the template without its frame."""
    found = _FRAMED.match(segment.text)
    if found is None or re.sub(r"\([^()]*\)$", "", fold(found["label"])) not in template.labels:
        return segment
    rest = segment.text[found.end() :]
    return replace(segment, text=f"{found['label']}：{rest}" if rest else found["label"], rows=())


def _parted(segment: Segment, template: DocumentTemplate) -> Iterator[Segment]:
    """The piece itself, or what stands before the last gap and the label after it."""
    at = None if segment.cell is not None else _last_label(segment, template)
    if at is None:
        yield segment
        return
    for start, end in ((0, at), (at, len(segment.text))):
        text = segment.text[start:end]
        begin = start + len(text) - len(text.lstrip())
        yield replace(segment, text=text.strip(), box=segment.part(begin, start + len(text.rstrip())), gaps=frozenset())


def _last_label(segment: Segment, template: DocumentTemplate) -> int | None:
    """Where the label begins with which a row ends, after a gap and words that are no label themselves."""
    text = segment.text.rstrip(" :：")
    gaps = [match.end() for match in re.finditer(r"\s+", text)] + sorted(segment.gaps)
    for at in sorted(gap for gap in gaps if 0 < gap < len(text)):
        before = text[:at].strip()
        labelled = before.endswith((":", "：")) or fold(before) in template.labels
        if fold(text[at:]) in template.labels and len(fold(text[at:])) >= 3 and len(fold(before)) >= 2 and not labelled:
            return at
    return None


def _mended(page: list[Segment], template: DocumentTemplate) -> list[Segment]:
    """…级别：执业医师；类／别：临床 as …级别：执业医师；／类别：临床."""
    changed: dict[int, Segment] = {}
    for first, second in pairwise(page):
        begun, rest = _BREAKS.search(first.text.rstrip()), _REST.match(second.text)
        if begun is None or rest is None or first.cell is not None or second.cell is not None or not begun.start():
            continue
        below = 0 < second.box.centre[1] - first.box.centre[1] < 2.5 * first.box.height
        known = fold(begun["begun"] + rest["rest"]) in template.labels
        short = len(begun["begun"]) <= 2 and len(rest["rest"]) <= 3
        if below and (known or short) and fold(rest["rest"]) not in template.labels:
            kept = changed.get(id(first), first)
            changed[id(first)] = replace(kept, text=kept.text.rstrip()[: -len(begun["begun"])], gaps=frozenset())
            changed[id(second)] = replace(second, text=begun["begun"] + second.text, gaps=frozenset())
    return [changed.get(id(segment), segment) for segment in page]

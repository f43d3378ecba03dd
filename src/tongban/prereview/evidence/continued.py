"""The rows that a value runs on to, below it and above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tongban.prereview.evidence.flow import Segment
from tongban.prereview.evidence.signoff import is_lone_date
from tongban.prereview.reading.model import around

ANY_LABEL = re.compile(r"^(?:(?:注|[^:：，,。；;]{2,16})[:：]|[【〔［][^【】〔〕［］]{2,16}[】〕］]\s*$)")
_BULLET = re.compile(r"\s*(?:[·•●▪■◆◇○□☑√*\-]|\d{1,2}[.、．)）]|[①-⑳])")
WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
_LOOSER = 1.12  # how much further from each other than label and value the rows of a value may stand
_CHARACTER = 1.6  # of a row's height: where less is left of it, no further character had room
_WRAPS = ("list", "text", "address", "name")
_NO_ITEM = re.compile(r"\d{4}\s*[年./-]\s*\d|\d{7}|有效期")  # a day or a telephone: the next row of a form
_NOTE = re.compile(r"[(（][^()（）]*[)）]")
_ITEM_COLON = re.compile(r"[\u4e00-\u9fff()（）]{0,9}(?:科|专业|项目)\s*[:：]")  # a semicolon misread
_MORE_ITEMS = re.compile(r"[、；;，,]\s*$")
_DECLARES = re.compile(r"^\s*(?:兹|特此).{4,}[。：:]\s*$")
_SENTENCE = re.compile(  # what begins a paragraph of its own
    r"^\s*(?:兹|特此|本人|本单位|本机构|本院|我单位|我院|以上|上述|经审[核查]|依据|根据|按照|声明|承诺|申请人)[\u4e00-\u9fff，,《]{4,}.*[。：:]\s*$"
)
_OPEN = re.compile(r"(?:至|到|~|—|-)[^日期]{0,9}$")  # a period whose end stands in the row below
_LABEL_APART = re.compile(r"[\u4e00-\u9fff()（）/]{2,10}(?:\s{2,}|\u3000)\S")  # 企业类型　有限责任公司
_OTHERS = 3  # pieces beside each other: a row of a table, no part of a value


def continued(value: Segment, label: Segment, page: Sequence[Segment], labelled: set[int], kind: str) -> Segment:
    """The value with the rows it runs on to: right below, indented like it or after a full row, without a label."""
    under = value.box.y0 > label.box.centre[1] and value.box.x0 < label.box.x1
    if kind == "list" and under:
        return as_one(_listed_under(value, page, labelled), kind)
    pieces = [*_above(value, label, page, labelled, kind), value]
    pitch = _LOOSER * (value.box.centre[1] - label.box.centre[1])
    right_edge = max((s.box.x1 for s in page), default=value.box.x1)
    for segment in page:
        last = pieces[-1]
        tall = max(last.box.height, 1.0)
        step = segment.box.centre[1] - last.box.centre[1]
        if segment.cell is not None or not 0.5 * tall < step < 1.9 * tall or id(segment) in labelled:
            continue
        if segment.box.x0 > max(p.box.x1 for p in pieces) + tall or segment.box.x1 < label.box.x0 - tall:
            continue  # of another column
        if segment.box.x1 <= value.box.x0 and _NOTE.fullmatch(segment.text.strip()):
            continue  # （变更前）, the second row of the label
        if kind != "text" and last.text.rstrip().endswith("。"):
            break
        if (_DECLARES if kind == "text" else _SENTENCE).search(segment.text):
            break
        if under and step > pitch:
            break  # further from the value than the value from its label: the next label
        item = kind == "list" and _ITEM_COLON.match(segment.text)
        if kind != "text" and not item and (ANY_LABEL.match(segment.text) or _LABEL_APART.match(segment.text)):
            break
        beside = value.box.x0 > label.box.x0 + tall or (under and step < 1.5 * tall)
        aligned = abs(segment.box.x0 - value.box.x0) < 1.5 * tall and beside
        full = last.box.x1 > _right_edge(last, page, right_edge) - 2.5 * tall and segment.box.x0 < value.box.x1
        full = full or (kind == "list" and bool(_MORE_ITEMS.search(last.text)))
        hanging = label.box.x0 - 3 * tall < segment.box.x0 < max(label.box.x0, value.box.x0) + 3 * tall
        if not aligned and not (full and hanging):
            break
        if _has_own_label(segment, value, label, page):
            break
        open_ended = kind == "range" and bool(_OPEN.search(last.text))
        if (is_lone_date(segment.text) and not open_ended) or (kind == "date" and len(segment.text) > 4):
            break
        if (kind != "range" and _wraps(pieces, page)) or (
            kind == "list" and _NO_ITEM.search(segment.text.split("。")[0])
        ):
            break
        pieces.append(segment)
    return as_one(pieces, kind)


def _above(value: Segment, label: Segment, page: Sequence[Segment], labelled: set[int], kind: str) -> list[Segment]:
    """The rows of a value above that of its label, where labels stand half way up their values: full rows that begin
    where the value does, with nothing beside them, up to a row that is another value's and ends before the edge."""
    found: list[Segment] = []
    if kind not in _WRAPS or label.cell is not None or value.box.x0 < label.box.x1 - value.box.width:
        return found
    rows = sorted((s for s in page if s.cell is None), key=lambda s: -s.box.centre[1])
    for row in rows:
        below, tall = (found or [value])[0], max(value.box.height, 1.0)
        step = below.box.centre[1] - row.box.centre[1]
        if step < 0.5 * tall or row is label or abs(row.box.x0 - value.box.x0) > tall:
            continue
        if step > 1.9 * tall or id(row) in labelled or not _full(row, page) or ANY_LABEL.match(row.text):
            break
        if _words_left(row, _own_column(label, page)):
            return []  # a value of its own, which may go on into these rows
        found.insert(0, row)
    return found


def between_rows(label: Segment, page: Sequence[Segment], labelled: set[int]) -> Segment | None:
    """The row of a value just above a label that is set half way between two rows right of it which are its own: the
    upper is full or far longer, and they begin at one edge with no words left of them."""
    tall = label.box.height
    right = [
        s
        for s in page
        if s.cell is None
        and s.box.x0 >= label.box.x1 - tall
        and 0.3 * tall < abs(s.box.centre[1] - label.box.centre[1]) < tall
        and id(s) not in labelled
        and not _words_left(s, _own_column(label, page))
    ]
    for upper in right:
        for lower in right:
            aligned = abs(upper.box.x0 - lower.box.x0) < tall
            apart = upper.box.centre[1] < label.box.centre[1] < lower.box.centre[1]
            wraps = _full(upper, page) or upper.box.width > 1.5 * lower.box.width
            if aligned and apart and wraps and not ANY_LABEL.match(lower.text):
                return upper
    return None


def _own_column(label: Segment, page: Sequence[Segment]) -> list[Segment]:
    """The page without the label and without what stands left of it, in the columns of others."""
    return [other for other in page if other is not label and other.box.x1 > label.box.x0]


def _words_left(row: Segment, page: Sequence[Segment]) -> bool:
    return any(
        other.cell is None
        and other is not row
        and other.box.x1 <= row.box.x0 + row.box.height
        and other.box.overlap_y(row.box) > 0.4 * min(row.box.height, other.box.height)
        and len(WORD.findall(other.text)) >= 2
        for other in page
    )


def _full(row: Segment, page: Sequence[Segment]) -> bool:
    edge = max((s.box.x1 for s in page if s.cell is None), default=row.box.x1)
    return row.box.x1 > _right_edge(row, page, edge) - _CHARACTER * row.box.height


def _wraps(pieces: Sequence[Segment], page: Sequence[Segment]) -> bool:
    """Whether the value has gone on after a full row and then ended before the edge: it ends there."""
    last = pieces[-1]
    if len(pieces) < 2 or not _full(pieces[-2], page) or _full(last, page):
        return False
    beside = (s for s in page if s is not last and s.box.overlap_y(last.box) > 0.5 * last.box.height)
    return all(s.box.x0 < last.box.x1 for s in beside)


def _listed_under(first: Segment, page: Sequence[Segment], labelled: set[int]) -> list[Segment]:
    """The rows of a list that stands under its label, up to the next label of its column."""
    pieces = [first]
    for segment in sorted(page, key=lambda s: s.box.centre[1]):
        tall = max(pieces[-1].box.height, 1.0)
        step = segment.box.centre[1] - pieces[-1].box.centre[1]
        if segment.cell is not None or step < 0.5 * tall or abs(segment.box.x0 - first.box.x0) > 1.5 * tall:
            continue
        if step > 1.9 * tall or id(segment) in labelled or ANY_LABEL.match(segment.text):
            break
        if _NO_ITEM.search(segment.text):
            break
        pieces.append(segment)
    return pieces


def as_one(pieces: Sequence[Segment], kind: str) -> Segment:
    """The rows of a value as one. In a list, a row that ends before the edge, and one with a bullet, is an item."""
    if len(pieces) == 1:
        return pieces[0]
    edge = max(p.box.x1 for p in pieces)
    text = ""
    for number, piece in enumerate(pieces):
        before = pieces[number - 1]
        item = _BULLET.match(piece.text) or before.box.x1 < edge - 2.5 * before.box.height
        text += ("；" if kind == "list" and number and item else "") + piece.text.strip()
    return replace(
        pieces[0],
        text=text,
        box=around(p.box for p in pieces),
        confidence=min(p.confidence for p in pieces),
        doubts=tuple(pair for p in pieces for pair in p.doubts),
    )


def _right_edge(row: Segment, page: Sequence[Segment], edge: float) -> float:
    """How far a row can reach: to the next column, or to the edge of the page's print. What stands in a column further
    right may be set a little higher or lower."""
    right = [
        s.box.x0
        for s in page
        if s.cell is None and s.box.x0 > row.box.x1 and abs(s.box.centre[1] - row.box.centre[1]) < 1.3 * row.box.height
    ]
    return min(right, default=edge)


def _has_own_label(row: Segment, value: Segment, label: Segment, page: Sequence[Segment]) -> bool:
    """Whether a row under a value is a label and value of its own, set in the same two columns as those above.

    Either the row is the next value (words stand left of it, under the label), or the next label (a value stands right
    of it, under the value). Labels that no template knows end a value too, and so do the headings of a table.
    """
    tall = max(row.box.height, 1.0)
    beside = [s for s in page if s not in (row, label, value) and s.box.overlap_y(row.box) > 0.4 * tall]
    if len(beside) >= _OTHERS:
        return True
    for other in beside:
        under_label = label.box.x0 - 1.5 * tall <= other.box.x0 and other.box.x1 <= row.box.x0 + tall
        if under_label and len(WORD.findall(other.text)) >= 2 and not _NOTE.fullmatch(other.text.strip()):
            return True
        under_value = label.box.x1 <= value.box.x0 + tall and abs(other.box.x0 - value.box.x0) < 1.5 * tall
        if under_value and row.box.x0 < value.box.x0 - tall:
            return True
    return False

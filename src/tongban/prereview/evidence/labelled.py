"""Values that stand beside their label: after the colon, right of it, in the next cell, or below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tongban.prereview.evidence.columns import framed, set_apart
from tongban.prereview.evidence.continued import ANY_LABEL, WORD, as_one, between_rows, continued
from tongban.prereview.evidence.flow import Segment
from tongban.prereview.evidence.normalise import fold
from tongban.prereview.evidence.templates import DocumentTemplate
from tongban.prereview.evidence.values import MULTILINE

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．,]|[(（]?\d{1,2}[)）、.．]|[□■☐☑★*●•·])\s*")
_NEXT_LABEL = re.compile(
    r"\s{3,}[\u4e00-\u9fff]{2,8}[（(][^（()）]{1,8}[)）]\s+\S|\s[\u4e00-\u9fff]\u3000+[\u4e00-\u9fff]\s+\S"
    r"|[\s\u3000]+[\u4e00-\u9fff/()（）]{2,10}\s*[:：]"
    r"|(?:总|合计|持证|从业|员工)?人数[:：]|(?:检测|检验|委托|联系|报告|样品|采样|发证|签发|有效|法定|主要|身份证)[\u4e00-\u9fff]{2,4}[:：]"
    r"|[；;。](?=\s*[\u4e00-\u9fff]{2,8}(?:[:：]|[自从为]\s?[\d〇零○一二三四五六七八九十]))"
)
_COLUMN = re.compile(r"\s{3,}[\u4e00-\u9fff]{2,8}\s+\S")  # the label and value of the next column
_ITEM = re.compile(r"\W*[\u4e00-\u9fff()（）]{0,9}(?:科|专业|项目)\s*[:：]")
_OF_ITEMS = ("list", "text")  # such a value may itself name what it lists: 一般项目：…。许可项目：…
_NO_VALUE = (
    "签盖印意的及和与或之为是有在,.;、数名号处栏人变("  # what goes on after a label's words without being its value
)
_TITLE = 2.2  # of a label's height: what stands so tall beside it is the title of the paper
_MORE_OF_LABEL = re.compile("(?:设置|名称|内容|情况|明细|一览|列表|全称|登记|填写|如下|为)+:")  # 诊疗科目设置：
_COLON = re.compile(r"[:：]\s*$")
_SIGN_HERE = re.compile("[签盖]")


Lefts = dict[int, "Segment | None"]  # by the identity of the piece


@dataclass(frozen=True)
class Hit:
    """A label found: which, in which segment, and where its value begins there (raw index)."""

    label: str
    segment: Segment
    start: int
    value: int
    end: int  # where the next label in the same segment begins


@dataclass(frozen=True)
class Found:
    """A label with the segment-like piece that holds its value (empty text: the place is blank)."""

    label: str
    value: Segment
    signed: bool = False  # the label asks for a signature or seal: 法定代表人（签字）


def folded_map(text: str) -> tuple[str, list[int]]:
    """The folded text and, per folded character, its index in the raw text."""
    folded, places = "", []
    for index, character in enumerate(text):
        for one in fold(character):
            folded += one
            places.append(index)
    return folded, places


def find_hits(segment: Segment, template: DocumentTemplate) -> list[Hit]:
    """Labels in a segment, left to right, the longest where several fit."""
    text = _NUMBERING.sub(lambda m: " " * len(m.group()), segment.text)
    folded, places = folded_map(text)
    found: list[Hit] = []
    starting, at = template.beginning, 0
    while at < len(folded):
        label = next((label for label in starting.get(folded[at], ()) if folded.startswith(label, at)), None)
        match = _at(label, text, folded, places, at, template, segment) if label else None
        if match is None:
            at += 1
            continue
        label, length = match
        value = places[at + length] if at + length < len(places) else len(text)
        found.append(Hit(label, segment, places[at], value, len(text)))
        at += length
    ends = [*(hit.start for hit in found[1:]), len(text)][: len(found)]
    return [replace(hit, end=end) for hit, end in zip(found, ends, strict=True)]


def _at(
    label: str, text: str, folded: str, places: list[int], at: int, template: DocumentTemplate, segment: Segment
) -> tuple[str, int] | None:
    """The label at this place with its length incl. brackets and colon, if what is around it lets it be a label."""
    if not folded.startswith(label, at):
        return None
    begins = _begins(text, folded, places, at, label) or (template.glued and folded.startswith(f"{label}:", at))
    if at and (not begins or (folded[at - 1] == "(" and label.startswith("有效"))):
        return None  # 合格（有效期止：…）: of what stands before the bracket
    rest = folded[at + len(label) :]
    number = re.match(r"\((?:19|20)\d\d\)", rest)  # a year in brackets begins a number: (2024)包检字第699号
    bracket = None if number else re.match(r"\([^()]{0,12}\)", rest)
    tail = bracket.end() if bracket else 0
    following = rest[tail : tail + 1]
    more = _MORE_OF_LABEL.match(rest) if at == 0 else None
    if more is not None:
        return label, len(label) + more.end()
    if following == ":" or (at == 0 and rest[tail:] == "."):  # a colon misread
        return label, len(label) + tail + 1
    if following == "" and at == 0:
        return label, len(label) + tail
    closed = bracket is not None or label.endswith(")")  # 数量（份）27: the bracket ends the label
    if segment.cell is None and at == 0:
        apart = closed or number or _gap_after(text, places, at + len(label) + tail, segment.gaps)
        if (
            template.loose
            or apart
            or (template.close and (following not in _NO_VALUE or rest[tail:].startswith("有限")))
        ):
            return label, len(label) + tail
    if segment.cell is not None and at == 0 and following not in _NO_VALUE:
        return (label, len(label) + tail) if _gap_after(text, places, at + len(label) + tail, ()) else None
    if template.loose and at and segment.cell is None and _gap_before(text, places, at):
        return label, len(label) + tail
    return None


def _begins(text: str, folded: str, places: list[int], at: int, label: str) -> bool:
    before = text[places[at] - 1] if places[at] else " "
    return before.isspace() or not WORD.match(before) or len(label) >= 4


def _gap_before(text: str, places: list[int], at: int) -> bool:
    return places[at] > 0 and text[places[at] - 1].isspace()


def _gap_after(text: str, places: list[int], at: int, gaps: Collection[int]) -> bool:
    return at < len(places) and places[at] > 0 and (text[places[at] - 1].isspace() or places[at] in gaps)


def find_values(page: Sequence[Segment], template: DocumentTemplate) -> Iterator[Found]:
    """Every label of the template on this page with its value."""
    types = {label: fact.type for fact in template.facts for label in fact.folded}
    page = _stacked(_whole_labels(set_apart(page, template), template), template)
    hits = _label_hits(page, template)
    labelled = {key for key, found in hits.items() if found}
    begun = {id(s) for s in page if hits[id(s)] and not s.text[: hits[id(s)][0].start].strip()}
    for segment in page:
        for hit in hits[id(segment)]:
            inline = segment.text[hit.value : hit.end].strip(" \u3000:：")
            value = _inline(segment, hit) if inline else _before_label(_beside(segment, page, begun), hits)
            kind = types.get(hit.label, "text")
            if value is not None:
                whole = value.text
                value = _up_to_next_label(value, kind)
                ends = value.cell is None and hit.end == len(segment.text) and value.text == whole
                if kind in MULTILINE and ends:
                    value = continued(value, segment, page, labelled, kind)
            signed = bool(_SIGN_HERE.search(segment.text[hit.start + len(hit.label) : hit.value]))
            yield Found(hit.label, value or replace(segment, text="", box=segment.box), signed)


def _whole_labels(page: Sequence[Segment], template: DocumentTemplate) -> list[Segment]:
    """The page with labels put together that are set so wide (名　称) that recognition took them for several rows."""
    joined: list[Segment] = []
    used: set[int] = set()
    for first in page:
        if id(first) in used:
            continue
        whole = first
        while (follows := _rest_of_label(whole, page, template)) is not None and id(follows) not in used:
            used.add(id(follows))
            whole = as_one((whole, follows), "text")
        joined.append(whole)
    return [segment for segment in joined if id(segment) not in used]


def _stacked(page: Sequence[Segment], template: DocumentTemplate) -> list[Segment]:
    """The page with a colon after the labels of a table whose cells each hold their label above its value."""
    ends = {id(s): end for s in page if s.table is not None and (end := _label_row(s, template))}
    filled = Counter(id(s.table) for s in page if s.table is not None and s.text.strip())
    stacked = Counter(id(s.table) for s in page if id(s) in ends)
    boxed = {table for table, count in stacked.items() if count >= max(2, 0.3 * filled[table])}
    return [
        replace(s, text=_parted(s.text, ends.get(id(s), 0)), boxed=True) if id(s.table) in boxed else s for s in page
    ]


def _parted(text: str, label: int) -> str:
    return f"{text[:label].rstrip()}：{text[label:]}" if label else text


def _label_row(segment: Segment, template: DocumentTemplate) -> int:
    """Where the rows of a cell end that are a label, 0 where none is or nothing follows it."""
    for end in segment.rows:
        head = re.sub(r"\([^()]{0,12}\)$", "", fold(segment.text[:end]))
        if head in template.labels or fold(segment.text[:end]) in template.labels:
            return end if segment.text[end:].strip() else 0
    return 0


def _rest_of_label(first: Segment, page: Sequence[Segment], template: DocumentTemplate) -> Segment | None:
    """The nearest piece right of the beginning of a label, when the two together begin with the whole label."""
    begun = fold(first.text)
    if first.cell is not None or not 1 <= len(begun) <= 3 or begun in template.labels:
        return None
    if not any(label.startswith(begun) for label in template.labels):
        return None
    tall = first.box.height
    right = [
        s
        for s in page
        if s is not first
        and s.cell is None
        and s.box.x0 > first.box.centre[0]
        and s.box.x0 - first.box.x1 < 4 * tall
        and s.box.overlap_y(first.box) > 0.5 * min(tall, s.box.height)
    ]
    nearest = min(right, key=lambda s: s.box.x0, default=None)
    if nearest is None:
        return None
    both = begun + fold(nearest.text)
    longer = any(label.startswith(both) for label in template.labels)
    return (
        nearest
        if longer or any(both.startswith(label) and len(label) > len(begun) for label in template.labels)
        else None
    )


def _before_label(value: Segment | None, hits: dict[int, list[Hit]]) -> Segment | None:
    """A value in whose row a further label follows (女　民族 汉), without that."""
    if value is None or not hits.get(id(value)):
        return value  # (rows put together are none of the page's pieces, and none of them is a label)
    end = hits[id(value)][0].start
    return replace(value, text=value.text[:end].rstrip(), box=value.part(0, end) if value.cell is None else value.box)


def _up_to_next_label(value: Segment, kind: str) -> Segment:
    """The value without a label, unknown to the template, and its value that follow in the same row. In a list a colon
    may be a semicolon misread (内科：外科)."""
    labels = _NEXT_LABEL.finditer(value.text, 2)
    found = next((x for x in labels if kind not in _OF_ITEMS or not _ITEM.match(value.text, x.start())), None)
    if found is None and kind != "list":
        found = _COLUMN.search(value.text, 2)
    if found is None:
        return value
    text = value.text[: found.start()].rstrip()
    return replace(value, text=text, box=value.part(0, len(text)) if value.cell is None else value.box)


def _label_hits(page: Sequence[Segment], template: DocumentTemplate) -> dict[int, list[Hit]]:
    """Labels per segment. In a ruled row the cell after a label is its value, whatever it says (变更事项｜床位)."""
    titles = [re.compile(pattern) for pattern in template.title]
    hits = {
        id(segment): []
        if any(title.fullmatch(fold(segment.text)) for title in titles)
        else find_hits(segment, template)
        for segment in page
    }
    rows: dict[tuple[int, int], list[Segment]] = {}
    lefts = _nearest_left(page)
    for segment in page:
        if (
            segment.cell is None
            and _is_bare_label(segment, hits)
            and (_follows_a_label(segment, lefts, hits) or _among_values(segment, page, lefts, hits))
        ):
            hits[id(segment)] = []
    for segment in page:
        if segment.cell is not None:
            rows.setdefault((id(segment.table), segment.cell.row), []).append(segment)
    for segment in _before_and_after(rows):
        hits[id(segment)] = []
    for key, row in rows.items():
        filled = [s for s in row if s.text]
        if len(filled) >= 3 and all(_is_bare_label(s, hits) for s in filled):
            continue  # a row of headings
        if _above_values(key, filled, rows, hits):
            continue
        ordered = sorted(row, key=lambda s: s.cell.column if s.cell else 0)
        if _is_group_heading(ordered, hits):
            hits[id(ordered[0])] = []
        before: Segment | None = None
        for segment in ordered:
            if before is not None and not before.boxed and _is_bare_label(before, hits):
                hits[id(segment)] = []
            before = segment
    return hits


def _above_values(
    key: tuple[int, int],
    filled: Sequence[Segment],
    rows: Mapping[tuple[int, int], list[Segment]],
    hits: dict[int, list[Hit]],
) -> bool:
    """Whether a ruled row holds labels, one at most unknown, and the row under it as many words that are none."""
    labels = sum(1 for s in filled if _is_bare_label(s, hits))
    under = [s for s in rows.get((key[0], key[1] + 1), ()) if s.text]
    return labels >= max(2, len(filled) - 1) and len(under) == len(filled) and not any(hits[id(s)] for s in under)


def _follows_a_label(word: Segment, lefts: Lefts, hits: dict[int, list[Hit]]) -> bool:
    """Whether a row's word that could be a label (诊疗科目) has no colon and stands right of a label that has one."""
    left = _label_left(word, lefts, hits)
    return left is not None and bool(_COLON.search(left.text)) and not _COLON.search(word.text)


_VALUES = 3


def _among_values(word: Segment, page: Sequence[Segment], lefts: Lefts, hits: dict[int, list[Hit]]) -> bool:
    """Whether a word that could be a label stands in a column of values: right of a label, as others that are none."""
    beside = _label_left(word, lefts, hits)
    if beside is None or _COLON.search(word.text):
        return False
    column = [
        s
        for s in page
        if s.cell is None
        and s is not word
        and abs(s.box.x0 - word.box.x0) < 0.6 * word.box.height
        and not hits[id(s)]
        and (left := _label_left(s, lefts, hits)) is not None
        and abs(left.box.x0 - beside.box.x0) < word.box.height
    ]
    return len(column) >= _VALUES


def _label_left(word: Segment, lefts: Lefts, hits: dict[int, list[Hit]]) -> Segment | None:
    """The label, with nothing behind it, that stands nearest left of a word in its row."""
    nearest = lefts.get(id(word))
    return nearest if nearest is not None and _is_bare_label(nearest, hits) else None


def _nearest_left(page: Sequence[Segment]) -> Lefts:
    """What stands nearest left of each piece of a row, outside tables."""
    lefts: Lefts = {}
    free = [s for s in page if s.cell is None]
    for word in free:
        left = [
            s
            for s in free
            if s.box.x1 <= word.box.x0 + 1 and s.box.overlap_y(word.box) > 0.5 * min(s.box.height, word.box.height)
        ]
        lefts[id(word)] = max(left, key=lambda s: s.box.x1, default=None)
    return lefts


_BEFORE, _AFTER = re.compile(r"(?:变更|变动|调整|修改)前"), re.compile(r"(?:变更|变动|调整|修改)后")


def _before_and_after(rows: dict[tuple[int, int], list[Segment]]) -> Iterator[Segment]:
    """The cells of rows under headings 变更前 and 变更后: what stands there first is the old value, not the label's. Such
    rows are read as a table."""
    for (table, number), heading in rows.items():
        words = [fold(s.text) for s in sorted(heading, key=lambda s: s.cell.column if s.cell else 0) if s.text]
        beside = any(_BEFORE.match(one) and _AFTER.match(other) for one, other in pairwise(words))
        if len(words) < 3 or not beside:
            continue  # 变更前｜80｜变更后｜90 are two labels with their values
        for (other, below), row in rows.items():
            if other == table and below >= number and sum(1 for s in row if s.text) >= 3:
                yield from row


def _is_group_heading(row: Sequence[Segment], hits: dict[int, list[Hit]]) -> bool:
    """Whether the first cell names a group of rows (申请单位｜单位名称｜…) and is not the label of the second."""
    if len(row) < 2 or not all(hits[id(s)] and _is_bare_label(s, hits) for s in row[:2]):
        return False
    first, second = row[0].cell, row[1].cell
    taller = first is not None and second is not None and first.row_span > second.row_span
    return taller or (len(row) == 3 and bool(row[2].text) and not hits[id(row[2])])


def _is_bare_label(segment: Segment, hits: dict[int, list[Hit]]) -> bool:
    found = hits[id(segment)]
    return len(found) == 1 and not segment.text[found[0].value :].strip(" \u3000:：")


def _inline(segment: Segment, hit: Hit) -> Segment:
    raw = segment.text[hit.value : hit.end]
    start = hit.value + len(raw) - len(raw.lstrip(" \u3000:："))
    if segment.text[hit.value - 1 : start].strip(" \u3000") not in (":", "：") and segment.text[start] in "为系是":
        start += 1  # 执业范围为外科专业
    box = segment.part(start, hit.end) if segment.cell is None else segment.box
    return replace(segment, text=segment.text[start : hit.end].strip(" \u3000"), box=box, cell=None, table=None)


def _beside(label: Segment, page: Sequence[Segment], labelled: set[int]) -> Segment | None:
    if label.boxed:
        return None
    if label.cell is not None and label.table is not None and label.table.columns > 1:
        return _next_cell(label, page, labelled)
    if label.cell is not None and (rows := _beside_cell(label, page, labelled)):
        return rows
    tall = label.box.height
    right = [
        s
        for s in page
        if s is not label
        and s.cell is None
        and s.box.x0 >= label.box.x1 - tall
        and s.box.overlap_y(label.box) > 0.4 * tall
        and s.box.height < _TITLE * tall
    ]
    nearest = min(right, key=lambda s: s.box.x0, default=None)
    if nearest is not None:
        if id(nearest) not in labelled and not framed(nearest.text):
            return nearest
        return between_rows(label, page, labelled) or _right_below(label, page, labelled)
    half_way = between_rows(label, page, labelled)
    if half_way is not None:
        return half_way
    below = [
        s
        for s in page
        if s is not label
        and s.cell is None
        and s.box.overlap_x(label.box) > 0
        and 0 < s.box.centre[1] - label.box.centre[1] < 2.5 * tall
    ]
    under = min(below, key=lambda s: s.box.centre[1], default=None)
    return _unless_label(under, labelled)


def _beside_cell(label: Segment, page: Sequence[Segment], labelled: set[int]) -> Segment | None:
    """The rows right of a cell, where only the labels of a page are ruled: those half way up the cell, as one."""
    free = [s for s in page if s.cell is None and id(s) not in labelled and s.box.x0 >= label.box.x1 - s.box.height]
    right = [s for s in free if label.box.y0 < s.box.centre[1] < label.box.y1]
    first = min((s.box.x0 for s in right), default=0.0)
    rows = sorted((s for s in right if s.box.x0 - first < s.box.height), key=lambda s: s.box.y0)
    return as_one(rows, "text") if rows else None


def _unless_label(under: Segment | None, labelled: set[int]) -> Segment | None:
    """The row under a label, if it is no label itself."""
    return None if under is None or id(under) in labelled or _labels_another(under) else under


def _labels_another(row: Segment) -> bool:
    """Whether a row begins with a label of its own; 一般项目：… under 经营范围 does not."""
    return bool(ANY_LABEL.match(row.text)) and not _ITEM.match(row.text)


def _right_below(label: Segment, page: Sequence[Segment], labelled: set[int]) -> Segment | None:
    """The value under a label that stands in a row of labels without colons; it begins where the label does."""
    if _COLON.search(label.text):
        return None
    tall = label.box.height
    below = [
        s
        for s in page
        if s.cell is None
        and abs(s.box.x0 - label.box.x0) < 0.6 * tall
        and 0.5 * tall < s.box.centre[1] - label.box.centre[1] < 2.5 * tall
    ]
    under = min(below, key=lambda s: s.box.centre[1], default=None)
    return _unless_label(under, labelled)


def _next_cell(label: Segment, page: Sequence[Segment], labelled: set[int]) -> Segment | None:
    cell, table = label.cell, label.table
    if cell is None:
        return None
    column = cell.column + cell.column_span
    same = [s for s in page if s.table is table and s.cell is not None]
    right = [
        s
        for s in same
        if s.cell is not None and s.cell.row <= cell.row < s.cell.row + s.cell.row_span and s.cell.column >= column
    ]
    nearest = min(right, key=lambda s: s.cell.column if s.cell else 0, default=None)
    if nearest is not None and id(nearest) not in labelled:
        return nearest
    under = [
        s
        for s in same
        if s.cell is not None and s.cell.row == cell.row + cell.row_span and s.cell.column == cell.column
    ]
    return under[0] if under and id(under[0]) not in labelled else None

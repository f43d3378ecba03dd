"""How a paper ends: signatures, who issued it, and on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

from tongban.prereview.evidence.flow import Segment
from tongban.prereview.evidence.model import Fact, Signature
from tongban.prereview.evidence.normalise import fold, fold_name, names_a_unit, parse_date, parse_dates
from tongban.prereview.evidence.templates import SignatureTemplate
from tongban.prereview.evidence.values import iso
from tongban.prereview.reading.model import Ink, Page

_ONLY_DATE = re.compile(
    r"^(?:(?:日期|时间|(?:签署|填表|填报|填写|落款|签名|签发|申报|制表|编制|报送|报告|出具)(?:日期|时间)|年月日)[:：])?"
    r"[\d〇零○一二三四五六七八九十OoIl][\d〇零○一二三四五六七八九十OoIl年月日.\-/—·]{5,18}[^\w]?(?:复印)?(?:无效)?章?$"
)
_VALUE_LABEL = re.compile(
    r"期至|效期|有效|截止|期限|出生|成立|培训|考核|起始|结束|起运|启运|运输.{0,2}[日时]|到达|(?:采样|检测|检验)[日时]|起$|至$|从$|自$"
)
_NAME = re.compile(
    r"(?!.*(?:盖章|公章|单位|机构|电话|日期|年月日|意见))"
    r"(?:[\u3400-\u9fff·]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,3})"
)
_NEAR = 3.0  # heights of a label: so far behind it a name stands
_FAR = 10.0  # behind a label that says nothing else
_WRITTEN = 1.6  # of the usual height of rows
_LABEL = 14  # characters: longer rows are no label of a day
_SIGNING = re.compile(r"盖章|公章|机关|机构|单位|部门|医院|落款|医师|签")
_CLIENT = re.compile(r"委托|受检|被检|送检|采样|客户|申请")  # whom the paper is about, not who gives it
_STAMP_LABEL = re.compile(r"盖章|公章|机关|落款|单位\(|机构\(|印章")


def find_signatures(page: Page, found: Sequence[Segment], wanted: Sequence[SignatureTemplate]) -> Iterator[Signature]:
    """The signature places of a page: label, ink beside it, date in the same row."""
    for segment in found:
        folded = re.sub(r"[.·,_]", "", fold(segment.text))
        if _TOLD_ABOUT.search(folded):
            continue
        for template in wanted:
            if any(re.search(pattern, folded) for pattern in template.labels):
                ink = _named(_ink(page, segment), segment) or _read_as_print(segment, found) or _in_row(segment, found)
                yield Signature(template.name, page.number, segment.box, ink, _row_date(segment, found))
                break


# Notes on how to fill in a form speak of the place for a signature and are none.
_TOLD_ABOUT = re.compile(r"(?:签名|签字|签章|签署)(?:处|栏)?(?:手写|须|应|由|请|必须|需|不得|不能|的)|[;]\w{6}")


def find_bare_signatures(
    pages: Sequence[Page], found: Mapping[int, Sequence[Segment]], wanted: Sequence[SignatureTemplate]
) -> Iterator[Signature]:
    """The places at the end of a paper where a label alone asks for a name; one with a name beside it is signed."""
    for page in pages:
        free = [s for s in found[page.number] if s.cell is None]
        half = max((s.box.centre[1] for s in free), default=0.0) / 2
        for segment in (s for s in free if s.box.centre[1] > half and not _names_below(s, free)):
            for template in wanted:
                if any(re.fullmatch(pattern, fold(segment.text).strip(":_")) for pattern in template.bare):
                    ink = _ink(page, segment) or _name_beside(segment, free, _FAR)
                    yield Signature(template.name, page.number, segment.box, ink, _row_date(segment, free))


def _names_below(label: Segment, found: Sequence[Segment]) -> bool:
    """Whether a name stands right under the label: a page of labels above their values."""
    tall = label.box.height
    return any(
        abs(s.box.x0 - label.box.x0) < tall
        and 0.5 * tall < s.box.centre[1] - label.box.centre[1] < 2 * tall
        and _NAME.fullmatch(s.text.strip())
        for s in found
    )


_SIGNED = re.compile(r"(?:签名|签字|签章|签署|手签|亲笔)(?:\([^()]{0,8}\))?[):]*")


def _named(ink: Ink | None, label: Segment) -> Ink | None:
    """The ink with the name that recognition read in the row of its label, where it read none by itself, or words
    that stand elsewhere (a piece of a stamp)."""
    if ink is None or label.cell is not None or (ink.text and not label.box.holds(*ink.box.centre)):
        return ink
    name = _SIGNED.split(fold(label.text), maxsplit=1)[-1]
    return replace(ink, text=name, confidence=label.confidence, doubts=label.doubts) if _NAME.fullmatch(name) else ink


def _ink(page: Page, label: Segment) -> Ink | None:
    """The ink beside a label, or else under it: in the rest of its cell, or within a few rows."""
    tall = min(label.box.height, 60.0)
    beside, below = [], []
    for ink in page.ink:
        (x, y), (_, middle) = ink.box.centre, label.box.centre
        right = ink.box.x1 > label.box.x0 + label.box.width * 0.4
        if right and (abs(y - middle) < 2.2 * tall or ink.box.overlap_y(label.box) > 0.3 * tall):
            beside.append((abs(y - middle), x, ink))
        near = 0 < y - middle < 4.5 * tall and -1.5 * tall < ink.box.x0 - label.box.x0 < label.box.width + 5 * tall
        if near or (label.cell is not None and label.cell.box.holds(x, y)):
            below.append((abs(y - middle), x, ink))
    return min(beside or below, key=lambda item: item[:2])[2] if beside or below else None


def _read_as_print(label: Segment, found: Sequence[Segment]) -> Ink | None:
    """A name that recognition read right beside the label of a scan: neat handwriting looks like print to it."""
    return _name_beside(label, [s for s in found if s.recognised]) if label.recognised else None


def _name_beside(label: Segment, found: Sequence[Segment], reach: float = _NEAR) -> Ink | None:
    for other in found:
        gap = other.box.x0 - label.box.x1
        beside = (
            other.box.overlap_y(label.box) > 0.4 * label.box.height
            and -_NEAR * label.box.height < gap < reach * label.box.height
        )
        name = re.sub(r"[^\u3400-\u9fff·]", "", other.text)
        if other is not label and beside and _NAME.fullmatch(name):
            return Ink(other.box, "other", name, other.confidence, other.doubts)
    return None


def _in_row(label: Segment, found: Sequence[Segment]) -> Ink | None:
    """A name that recognition read in one row with its label, where writing makes that row far taller than print."""
    usual = median(s.box.height for s in found if s.cell is None) if label.cell is None else label.box.height
    name = _SIGNED.split(fold(label.text), maxsplit=1)[-1]
    if not label.recognised or label.box.height < _WRITTEN * usual or not _NAME.fullmatch(name):
        return None
    return Ink(label.part(len(label.text) - len(name), len(label.text)), "other", name, label.confidence, label.doubts)


def _row_date(label: Segment, found: Sequence[Segment]) -> Fact | None:
    row = [s for s in found if s.box.overlap_y(label.box) > 0.4 * min(label.box.height, s.box.height)]
    for segment in sorted(row, key=lambda s: s.box.x0):
        if segment.box.x1 > label.box.x0 and (day := parse_date(segment.text)):
            return _fact("signature_date", segment, segment.text, iso(day), "date")
    return None


def _fact(name: str, segment: Segment, value: str, normalised: str | None, kind: str) -> Fact:
    sure = segment.confidence
    if kind == "date" and "月" in value and not re.search(r"日\W?$", value.strip()):
        sure = min(sure, 0.5)  # the end of the date was not read, digits may be lost with it
    return Fact(name, value, normalised, segment.page, segment.box, sure, segment.text, kind, True, segment.doubts)


def find_signoff(found: Sequence[Segment]) -> Iterator[Fact]:
    """`sign_date` for every day that stands alone, `signoff_date` for the last of them, and `signoff_unit`, the name of
    the unit above it (after 发证机关, （盖章） and the like)."""
    dated = [s for s in found if s.cell is None and is_lone_date(s.text)]
    for segment in dated:
        yield _fact("sign_date", segment, segment.text, iso(parse_date(segment.text)), "date")
    standing = [s for s in dated if not _is_value(s, found) and not _in_column(s, dated, found)]
    if standing:
        last = max(standing, key=lambda s: (s.page, s.box.centre[1]))
        yield _fact("signoff_date", last, last.text, iso(parse_date(last.text)), "date")
        unit = _unit(found, last)
        if unit is not None:
            yield unit


def _is_value(day: Segment, found: Sequence[Segment]) -> bool:
    """Whether words left of the day, or right above it, say that it is a value of the paper (有效期至, 出生日期), not
    the day of its end; so does the end of a sentence."""
    tall = day.box.height
    if day.text.rstrip().endswith("。"):
        return True
    words = [s for s in found if s.cell is None and s.page == day.page and not is_lone_date(s.text)]
    left = [s for s in words if s.box.overlap_y(day.box) > 0.5 * tall and s.box.x1 <= day.box.x0 + 0.5 * tall]
    above = [
        s
        for s in words
        if abs(s.box.x0 - day.box.x0) < tall and 0.5 * tall < day.box.centre[1] - s.box.centre[1] < 2 * tall
    ]
    beside = (max(left, key=lambda s: s.box.x1, default=None), max(above, key=lambda s: s.box.y0, default=None))
    labels = (fold(s.text) for s in beside if s is not None)
    return any(
        len(label) <= _LABEL and _VALUE_LABEL.search(label) and not (_SIGNING.search(label) or names_a_unit(label))
        for label in labels
    )


def _in_column(day: Segment, dated: Sequence[Segment], found: Sequence[Segment]) -> bool:
    """Whether the day stands in a list without rules: under other days, each in a row of two days or of three words."""
    tall = day.box.height
    free = [s for s in found if s.cell is None and s.page == day.page]

    def listed(one: Segment) -> bool:
        row = [s for s in free if s is not one and s.box.overlap_y(one.box) > 0.5 * min(s.box.height, tall)]
        return len(row) >= 3 or any(s in dated for s in row)

    column = [s for s in dated if s.page == day.page and abs(s.box.x0 - day.box.x0) < tall and listed(s)]
    return len(column) > 1 and day in column


def is_lone_date(text: str) -> bool:
    """Whether the row is one day and nothing else, as under a signature or stamp."""
    return bool(_ONLY_DATE.search(re.sub(r"\s+", "", text))) and len(parse_dates(text)) == 1


def _stated(name: Segment, found: Sequence[Segment]) -> bool:
    """Whether the name stands right of a label (客户名称：) that does not ask who issues or seals the paper."""
    left = [s for s in found if s.page == name.page and s.box.x1 <= name.box.x0 + 1]
    row = [s for s in left if s.box.overlap_y(name.box) > 0.5 * min(s.box.height, name.box.height)]
    nearest = max(row, key=lambda s: s.box.x1, default=None)
    if nearest is None or not re.search("[:：]$", nearest.text):
        return False
    return not _SIGNING.search(nearest.text) or bool(_CLIENT.search(nearest.text))


def _unit(found: Sequence[Segment], day: Segment) -> Fact | None:
    tall = max(day.box.height, 1.0)
    above = [
        s
        for s in found
        if s.page == day.page and s.cell is None and -0.5 * tall < day.box.centre[1] - s.box.centre[1] < 5 * tall
    ]
    for segment in sorted(above, key=lambda s: -s.box.centre[1]):
        after = re.split(r"[:：]", segment.text, maxsplit=1)
        text = after[-1].strip() if len(after) > 1 else segment.text.strip()
        folded = fold_name(text)
        if (
            segment is not day
            and 4 <= len(folded) <= 40
            and names_a_unit(folded)
            and not _STAMP_LABEL.search(fold(text))
            and not _stated(segment, found)
        ):
            return _fact("signoff_unit", segment, text, folded, "name")
    return None

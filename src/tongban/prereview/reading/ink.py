"""Hand signatures: strokes beside a signature label that are not its print."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np

from tongban.prereview.reading import colours
from tongban.prereview.reading.model import Box, Ink, Line, Seal, Table, around
from tongban.prereview.reading.raster import Pixels

# Words that ask for a hand signature, with what may follow them before the blank.
LABEL = re.compile(
    r"(?:(?:亲\s*笔\s*)?(?:签\s*名|签\s*字|签\s*署|签\s*章)|亲\s*笔|手\s*签)(?:\s*[（(][^（()）]{0,8}[)）]|\s*[)）])?\s*[:：]?"
    r"|(?:法定代表人|委托人|授权人|承诺人)(?:/\s*(?:负责人|经营者))?\s*[:：][\s_＿]*$"
    r"|(?:委托人|授权人|承诺人|申请人)\s*[（(](?:法定代表|负责|经营)[^（()）]{0,4}[)）]?\s*[:：]?[\s_＿]*$"  # cut off by a stamp
)
# Print that ends the blank: dates, date forms, other labels.
_PRINT = re.compile(r"\d{4}|[年月日]\s*$|^[年月日]|[:：]|盖\s*章|[〇○零一二三四五六七八九]{3,4}年")

# The redness from which a pixel is a stamp's for sure, and from which a whole piece is (a pale stamp).
CLEAR_RED = 60
FAINT_RED = 25

# What a signature under a label may be read as.
_NAME = re.compile(r"(?!.*(?:盖章|公章|单位|机构|电话|日期|年月日|意见|负责人|申请人))[\u3400-\u9fff·]{1,6}")


def find_ink(
    pixels: Pixels, dark: Pixels, rules: Pixels, lines: Sequence[Line], seals: Sequence[Seal], tables: Sequence[Table]
) -> list[Ink]:
    """The signature beside each label on an upright page picture; labels with a blank beside them give none."""
    labels = [(line, match) for line in lines if (match := LABEL.search(line.text))]
    if not labels:
        return []
    usual = float(np.median([line.box.height for line in lines]))
    # Blue ink, pale in a grey picture, is dark in red light; stamps are paler there.
    inked = cv2.max(dark, colours.dark_mask(np.ascontiguousarray(pixels[:, :, 0])))
    strokes = np.asarray(cv2.subtract(inked, _printed_rules(rules, tables, usual)), np.uint8)
    found = []
    for line, match in labels:
        region, texts = _region(line, match.end(), lines, pixels.shape[1], pixels.shape[0])
        tall = min(line.box.height, 1.2 * usual)
        ink = _strokes(pixels, strokes, region, tall, texts, seals)
        if ink is None:
            below, texts = _below(line, lines, tables)
            printed = [other for other in lines if other not in texts]
            ink = _strokes(pixels, _without(strokes, printed), below, tall, texts, seals)
        if ink is not None:
            found.append(ink)
    return found


def _printed_rules(rules: Pixels, tables: Sequence[Table], tall: float) -> Pixels:
    """Of the rules of a page those that no hand drew: longer than a stroke of writing, or along a cell's border."""
    wide = cv2.dilate(rules, np.ones((3, 3), np.uint8))
    length = max(60, round(2.2 * tall))
    across = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    borders = np.zeros_like(wide)
    for box in (cell.box for table in tables for cell in table.cells):
        cv2.rectangle(borders, (int(box.x0), int(box.y0)), (int(box.x1), int(box.y1)), 255, 13)
    return np.asarray(cv2.max(cv2.max(across, down), cv2.min(wide, borders)), np.uint8)


def _region(label: Line, end: int, lines: Sequence[Line], width: int, height: int) -> tuple[Box, list[Line]]:
    """The blank right of the label up to the next print, and the lines in it (the signature as OCR sees it)."""
    start = label.box.x0 + label.box.width * label.share_before(end)
    tall = label.box.height
    top, bottom = label.box.y0 - 1.1 * tall, label.box.y1 + 0.7 * tall
    right = min(float(width), start + 22 * tall)
    rest = label.text[end:].strip(" _＿—-")
    if rest and _PRINT.search(rest):
        match = _PRINT.search(rest)
        before = len(label.text.rstrip(" _＿—-")) - len(rest) + (match.start() if match else 0)
        right = label.box.x0 + label.box.width * label.share_before(before)
    inside = []
    for line in lines:
        if line is label or line.box.x1 <= start + tall / 2 or not top < line.box.centre[1] < bottom:
            continue
        if line.box.x0 < start - tall and line.box.centre[0] < start:  # print above or below that reaches over
            if line.box.y1 < label.box.centre[1]:
                top = max(top, line.box.y1)
            elif line.box.y0 > label.box.centre[1]:
                bottom = min(bottom, line.box.y0)
            continue
        if _PRINT.search(line.text) or len(line.text) > 8:
            if line.box.overlap_y(label.box) > 0.3 * tall and line.box.x0 > start:
                right = min(right, line.box.x0 - 2)
            elif line.box.centre[1] > label.box.centre[1]:
                bottom = min(bottom, line.box.y0)
            else:
                top = max(top, line.box.y1)
        else:
            inside.append(line)
    return Box(start, max(0.0, top), max(start, right), min(float(height), bottom)), inside


def _below(label: Line, lines: Sequence[Line], tables: Sequence[Table]) -> tuple[Box, list[Line]]:
    """The rest of the cell under the label, or where there is no cell some rows under it; and what OCR took the
    signature there for."""
    tall, (x, y) = label.box.height, label.box.centre
    cells = [cell.box for table in tables for cell in table.cells if cell.box.holds(x, y)]
    if cells:
        cell = min(cells, key=lambda box: box.width * box.height)
        region = Box(cell.x0 + 5, label.box.y1 + 1, cell.x1 - 5, cell.y1 - 5)
    else:
        region = Box(label.box.x0 - tall, label.box.y1 + 1, label.box.x1 + 5 * tall, label.box.y1 + 3.2 * tall)
    return region, [line for line in lines if region.holds(*line.box.centre) and _may_be_written(line)]


def _may_be_written(line: Line) -> bool:
    """A name, or a few signs that recognition was unsure of."""
    text = line.text.strip()
    return bool(_NAME.fullmatch(text)) or (len(text) <= 6 and line.confidence < 0.85 and not _PRINT.search(text))


def _without(strokes: Pixels, printed: Sequence[Line]) -> Pixels:
    kept = strokes.copy()
    for line in printed:
        kept[int(line.box.y0) : int(line.box.y1) + 1, int(line.box.x0) : int(line.box.x1) + 1] = 0
    return np.asarray(kept, np.uint8)


def _strokes(
    pixels: Pixels, strokes: Pixels, region: Box, tall: float, texts: list[Line], seals: Sequence[Seal]
) -> Ink | None:
    x0, y0, x1, y1 = (int(v) for v in (region.x0, region.y0, region.x1, region.y1))
    if x1 - x0 < tall / 2 or y1 - y0 < tall / 2:
        return None
    stamped = colours.plain_redness(pixels[y0:y1, x0:x1])
    kept = _without_stamps(strokes[y0:y1, x0:x1], stamped, (x0, y0), seals)
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    boxes, area = [], 0
    for index in range(1, count):
        x, y, w, h, size = (int(v) for v in stats[index])
        if size < 10 or max(w, h) < 0.25 * tall or h <= 3:
            continue
        piece = Box(x0 + x, y0 + y, x0 + x + w, y0 + y + h)
        if any(seal.box.holds(*piece.centre) for seal in seals) and (
            max(w, h) < 0.5 * tall or float(np.median(stamped[pieces == index])) > FAINT_RED
        ):
            continue
        boxes.append(piece)
        area += size
    if len(boxes) == 0 or area < 0.25 * tall * tall or max(b.height for b in boxes) < 0.4 * tall:
        return None
    box = around(_together(boxes, tall))
    guess = max(texts, key=lambda line: line.confidence, default=None)
    return Ink(
        box, _colour(pixels, strokes, box), *((guess.text, guess.confidence, guess.doubts) if guess else ("", 0.0, ()))
    )


def _together(boxes: list[Box], tall: float) -> list[Box]:
    """The pieces that belong to one signature: near each other in x; specks far off are left out."""
    ordered = sorted(boxes, key=lambda b: b.x0)
    groups = [[ordered[0]]]
    for box in ordered[1:]:
        if box.x0 - max(b.x1 for b in groups[-1]) < 2.5 * tall:
            groups[-1].append(box)
        else:
            groups.append([box])
    return max(groups, key=lambda group: sum(b.width * b.height for b in group))


def _without_stamps(strokes: Pixels, redness: Pixels, corner: tuple[int, int], seals: Sequence[Seal]) -> Pixels:
    """The strokes without the stamps over them: a name that a stamp crosses is then in pieces of its own."""
    kept, (x0, y0) = strokes.copy(), corner
    for seal in seals:
        rows = slice(max(0, int(seal.box.y0) - y0), max(0, int(seal.box.y1) + 1 - y0))
        columns = slice(max(0, int(seal.box.x0) - x0), max(0, int(seal.box.x1) + 1 - x0))
        red = (redness[rows, columns] > CLEAR_RED).astype(np.uint8)
        if red.size:
            kept[rows, columns][cv2.dilate(red, np.ones((3, 3), np.uint8)) > 0] = 0
    return kept


def _colour(pixels: Pixels, strokes: Pixels, box: Box) -> str:
    rows, columns = slice(int(box.y0), int(box.y1) + 1), slice(int(box.x0), int(box.x1) + 1)
    inked = pixels[rows, columns][strokes[rows, columns] > 0].astype(np.int16)
    if inked.size == 0:
        return "other"
    red, green, blue = (float(v) for v in np.median(inked, axis=0))
    if blue - max(red, green) > 20:
        return "blue"
    return "black" if max(red, green, blue) - min(red, green, blue) < 40 else "other"

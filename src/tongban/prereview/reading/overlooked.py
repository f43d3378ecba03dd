"""Rows of print that were not found: dark print in a row where no row was seen.

A watermark that crosses a row makes one slanting shape of the two, and neither is found. What is left when all rows
that were found, stamps and rules are taken off the page is looked through for more; the watermark, which is paler than
print, is taken off it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np

from tongban.prereview.reading.model import Box, Line
from tongban.prereview.reading.ocr import OcrEngine
from tongban.prereview.reading.raster import Pixels
from tongban.prereview.reading.seals import Blob

_MOST = 8  # rows of one page: where more were overlooked it is a page of another kind
_STRONG = 0.6  # of the depth of print
_PALE = 0.4
_LONG = 3.5  # heights of a row
_HEIGHTS = (0.5, 1.7)
_DENSITY = (0.08, 0.55)  # share of ink in a row of print
_SURE = 0.85
_WORDS = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]|\d{4}")


def find_overlooked(
    gray: Pixels, dark: Pixels, rules: Pixels, lines: Sequence[Line], stamps: Sequence[Blob], engine: OcrEngine
) -> list[Line]:
    """Further rows of an upright page, by what of its dark pixels (255 = ink) belongs to none of `lines`."""
    if not lines:
        return []
    tall = float(np.median([line.box.height for line in lines]))
    inked = gray[::2, ::2][dark[::2, ::2] > 0]
    if not inked.size or tall < 8:
        return []
    paper, tone = float(np.percentile(gray[::4, ::4], 80)), float(np.percentile(inked, 25))
    left = np.asarray((dark > 0) & (gray < paper - _STRONG * (paper - tone)), np.uint8)
    left[cv2.dilate(rules, np.ones((5, 5), np.uint8)) > 0] = 0
    for box in (*(line.box for line in lines), *(stamp.box for stamp in stamps)):
        _blank(left, box, round(0.25 * tall))
    boxes = _rows(left, tall)[:_MOST]
    pieces = [_clean(gray, box, paper - _PALE * (paper - tone)) for box in boxes]
    strips = engine.read_strips(pieces)
    return [
        Line(strip.text.strip(), box, strip.confidence, doubts=strip.doubts)
        for strip, box in zip(strips, boxes, strict=True)
        if strip.confidence >= _SURE and _WORDS.search(strip.text)
    ]


def _blank(mask: Pixels, box: Box, margin: int) -> None:
    rows = slice(max(0, int(box.y0) - margin), int(box.y1) + margin + 1)
    mask[rows, max(0, int(box.x0) - margin) : int(box.x1) + margin + 1] = 0


def _rows(mask: Pixels, tall: float) -> list[Box]:
    """Stretches as long and as high as rows of print, the longest first."""
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, max(3, round(1.2 * tall))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, np.uint8), connectivity=8)
    found = []
    for x, y, width, height, _ in (tuple(map(int, stats[index])) for index in range(1, count)):
        share = float(mask[y : y + height, x : x + width].mean())
        low, high = _HEIGHTS[0] * tall, _HEIGHTS[1] * tall
        if width >= _LONG * tall and low <= height <= high and _DENSITY[0] <= share <= _DENSITY[1]:
            margin = round(0.2 * tall)
            found.append(Box(max(0, x - margin), max(0, y - margin), x + width + margin, y + height + margin))
    return sorted(found, key=lambda box: -box.width)


def _clean(gray: Pixels, box: Box, pale: float) -> Pixels:
    """The piece of the page in this box, what is paler than print as white."""
    piece = gray[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1]
    tones = np.clip(np.arange(256) * (255 / max(pale, 1.0)), 0, 255).astype(np.uint8)
    clean = cv2.LUT(piece, tones)
    return np.asarray(cv2.merge([clean, clean, clean]), np.uint8)

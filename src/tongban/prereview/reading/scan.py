"""A page that is a picture: scan or photo. Straighten, find stamps, recognise, find tables and ink.

Order matters for cost: only detection and recognition are dear, so everything else works from their boxes: whether
the page lies on its side, its skew, where signatures are to be looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tongban.prereview.reading import colours, faded, grids, ink, overlooked, raster, seals
from tongban.prereview.reading.model import Box, Line, Origin, Page, Problem, Quality, Seal, reading_order
from tongban.prereview.reading.ocr import Corners, OcrEngine, OcrLine, Rows
from tongban.prereview.reading.problems import problem
from tongban.prereview.reading.raster import Matrix, Pixels, Sheet

ASLANT = 7.0  # degrees: rows that lean more than the page are no print of it
DARK = 0.7  # share of dark pixels above which a page is black or covered
PLAIN = 12.0  # contrast below which there is nothing on a page
LIGHT_PRINT = 80.0  # contrast from which light marks on a dark ground may be print; noise and dust stay below
MOST_PRINT = 0.3  # share of the page that print covers at the most
ENOUGH = 12  # characters read surely with which a page is not empty


def read_scan(pixels: Pixels, number: int, engine: OcrEngine) -> tuple[Page, tuple[Problem, ...]]:
    """Read one picture (RGB, any size) as page `number`."""
    sheet = raster.flattened(raster.sheet_of(pixels))
    quality = raster.quality_of(raster.gray_of(sheet))
    if (quality.dark_share > DARK or quality.contrast < PLAIN) and _light_print(sheet):
        sheet = raster.negative(sheet)
        quality = replace(raster.quality_of(raster.gray_of(sheet)), dark_share=min(quality.dark_share, DARK))
    if quality.dark_share > DARK:
        return _bare(sheet, number, quality), (problem("dark_page", page=number),)
    if quality.contrast < PLAIN:
        return _bare(sheet, number, quality), (problem("blank_page", page=number),)
    if not engine.available:
        return _bare(sheet, number, quality), (problem("ocr_unavailable", page=number),)
    seen = _recognise(sheet, engine)
    skew = _skew(seen.rows.corners)
    sheet, found, stamps = _straighten(seen.sheet, seen.lines, seen.stamps, skew)
    page = _page(sheet, number, quality, found, stamps, engine)
    page = replace(page, skew=round(skew, 2))
    return page, _judge(page)


def _light_print(sheet: Sheet) -> bool:
    """Whether a page without dark print has light print on a dark or coloured ground, as posters do."""
    negative = raster.quality_of(raster.gray_of(raster.negative(sheet)))
    return negative.contrast >= LIGHT_PRINT and negative.dark_share <= MOST_PRINT


def _bare(sheet: Sheet, number: int, quality: Quality) -> Page:
    height, width = sheet.pixels.shape[:2]
    matrix = tuple(round(float(v), 6) for v in sheet.matrix.ravel())
    return Page(number, width, height, Origin.OCR, rotation=sheet.rotation, quality=quality, transform=matrix)


@dataclass(frozen=True)
class _Seen:
    """A page one way up: its stamps, the rows found on it, and what they say once they are read."""

    sheet: Sheet
    stamps: list[seals.Blob]
    rows: Rows
    lines: list[OcrLine]

    @property
    def settled(self) -> bool:
        """Whether rows run across and are read well enough, and enough of them, for the page to lie as it should."""
        mean = sum(x.confidence * len(x.text) for x in self.lines) / max(1, sum(len(x.text) for x in self.lines))
        return self.across and _sure_characters(self.lines) >= ENOUGH and mean >= 0.75

    @property
    def across(self) -> bool:
        return _share_across([line.corners for line in self.lines if len(line.text) > 2]) >= 0.6

    @property
    def sense(self) -> float:
        """Characters weighed by confidence: the higher, the more sense the page makes this way up. Rows that stand on
        end are read well too, so they count less."""
        weight = sum(len(line.text) * max(0.0, line.confidence - 0.5) for line in self.lines)
        return weight * (1.0 if self.across else 0.7)


def _recognise(sheet: Sheet, engine: OcrEngine) -> _Seen:
    """OCR. How the rows lie tells before they are read whether the page lies on its side, which saves reading it twice.

    Where next to nothing can be read even so, the page is tried all ways round before it is taken for an empty one: of
    a sparse page neither the rows nor the turn that the engine guesses tell how it lies. Where there is no row at all,
    one look is enough.
    """
    found = _find(sheet, engine)
    tried, guess = {0}, None
    if _share_across(found.rows.corners) < 0.5:
        guess = engine.turned(sheet.pixels)
        degrees = guess if guess in (90, 270) else 90
        found, tried = _find(sheet.turn(degrees), engine), {degrees}
    seen = _read(found, engine)
    if (seen.settled and _surely_read(seen.lines)) or not seen.rows.corners:
        return seen
    guess = engine.turned(sheet.pixels) if guess is None else guess
    for degrees in (guess, 0, 90, 270, 180):
        if seen.settled and guess in tried:
            break
        if degrees not in tried:
            tried.add(degrees)
            seen = max(seen, _read(_find(sheet.turn(degrees), engine), engine), key=lambda each: each.sense)
    return seen


def _find(sheet: Sheet, engine: OcrEngine) -> _Seen:
    stamps, stray = seals.find_stamps(sheet.pixels)
    return _Seen(sheet, stamps, engine.find_rows(_for_ocr(sheet, stamps, stray)), [])


def _read(found: _Seen, engine: OcrEngine) -> _Seen:
    skew = _skew(found.rows.corners)
    rows = found.rows.only(lambda corners: not _is_watermark(corners, skew))
    return replace(found, rows=rows, lines=engine.read_rows(rows))


def _sure_characters(lines: Sequence[OcrLine | Line]) -> int:
    return sum(len(line.text) for line in lines if line.confidence >= 0.6 and len(line.text) >= 2)


def _surely_read(lines: Sequence[OcrLine]) -> bool:
    long = [line for line in lines if len(line.text) > 2] or lines
    return sum(line.confidence for line in long) >= 0.8 * len(long)


def _share_across(rows: Sequence[Corners]) -> float:
    """Share of the rows, of those clearly longer than high, that run across; 1 where there are none."""
    sizes = [_size(corners) for corners in rows]
    long = [(width, height) for width, height in sizes if max(width, height) > 1.8 * min(width, height)]
    return sum(1 for width, height in long if width >= height) / len(long) if long else 1.0


def _for_ocr(sheet: Sheet, stamps: list[seals.Blob], stray: Pixels | None) -> Pixels:
    return colours.without_stamps(sheet.pixels, [blob.box for blob in stamps], stray)


def _size(corners: Corners) -> tuple[float, float]:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return max(xs) - min(xs), max(ys) - min(ys)


def _skew(rows: Sequence[Corners]) -> float:
    """Degrees by which rows fall to the right, from the long rows; 0 when unsure. Rows that run aslant count only where
    hardly any other is there: paper is laid down roughly straight, and words across it are laid over all of it."""
    found = []
    for (ax, ay), (bx, by), *_ in rows:
        length, angle = float(np.hypot(bx - ax, by - ay)), float(np.degrees(np.arctan2(by - ay, bx - ax)))
        if length > 80 and abs(angle) < 20:
            found.append((angle, length))
    straight = [(angle, length) for angle, length in found if abs(angle) < ASLANT]
    if sum(length for _, length in straight) >= 0.15 * sum(length for _, length in found):
        found = straight
    if len(found) < 2:
        return 0.0
    found.sort()
    half = sum(length for _, length in found) / 2
    before = 0.0
    for angle, length in found:
        before += length
        if before >= half:
            return angle
    return found[-1][0]


def _is_watermark(corners: Corners, skew: float) -> bool:
    """Words that run aslant over the page (仅供行政审批使用) are not part of what the paper says."""
    (ax, ay), (bx, by), (cx, cy) = corners[:3]
    length, tall = float(np.hypot(bx - ax, by - ay)), float(np.hypot(cx - bx, cy - by))
    angle = float(np.degrees(np.arctan2(by - ay, bx - ax)))
    return length > 1.8 * tall and abs(angle - skew) > ASLANT


def _straighten(
    sheet: Sheet, found: list[OcrLine], stamps: list[seals.Blob], skew: float
) -> tuple[Sheet, list[OcrLine], list[seals.Blob]]:
    if abs(skew) < 0.2:
        return sheet, found, stamps
    height, width = sheet.pixels.shape[:2]
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0), [0, 0, 1]])
    straight = sheet.warp(matrix, (width, height))
    moved = [replace(line, corners=_moved(line.corners, matrix)) for line in found]
    shifted = []
    for blob in stamps:
        ((cx, cy),) = _moved(((((blob.x0 + blob.x1) / 2), (blob.y0 + blob.y1) / 2),), matrix)
        half_x, half_y = (blob.x1 - blob.x0) / 2, (blob.y1 - blob.y0) / 2
        shifted.append(
            seals.Blob(round(cx - half_x), round(cy - half_y), round(cx + half_x), round(cy + half_y), blob.round)
        )
    return straight, moved, shifted


def _moved(points: tuple[tuple[float, float], ...], matrix: Matrix) -> tuple[tuple[float, float], ...]:
    homogeneous = np.array([[x, y, 1.0] for x, y in points]) @ matrix.T
    return tuple((float(x / w), float(y / w)) for x, y, w in homogeneous)


def _page(
    sheet: Sheet, number: int, quality: Quality, found: list[OcrLine], stamps: list[seals.Blob], engine: OcrEngine
) -> Page:
    gray = raster.gray_of(sheet)
    dark = colours.dark_mask(gray)
    row_height = _row_height(found)
    rows = [_line(line) for line in found if line.text.strip()]
    rules = grids.rules_of(dark, gray, row_height)
    rows += overlooked.find_overlooked(gray, dark, rules, rows, stamps, engine)
    rules = grids.without_letters(rules, rows)
    empty = grids.find_tables(rules, row_height)
    read = tuple(seals.read_stamp(sheet.pixels, blob, engine) for blob in stamps)
    lines = reading_order(grids.split_lines(rows, empty))
    lines = [line for line in lines if not _inside_ring(line, read)]
    strokes = ink.find_ink(sheet.pixels, dark, rules, lines, read, empty)
    mean = sum(line.confidence * len(line.text) for line in lines) / max(1, sum(len(line.text) for line in lines))
    return replace(
        _bare(sheet, number, replace(quality, mean_confidence=round(mean, 4))),
        lines=tuple(lines),
        tables=grids.fill(empty, lines),
        seals=read,
        ink=tuple(strokes),
        pictures=() if read else faded.find_faded(dark),
    )


def _row_height(found: Sequence[OcrLine]) -> float:
    """The usual height of the print, in pixels; 0 when there is none."""
    return float(np.median([_size(line.corners)[1] for line in found])) if found else 0.0


def _line(line: OcrLine) -> Line:
    xs, ys = [x for x, _ in line.corners], [y for _, y in line.corners]
    places = line.places if line.text == line.text.strip() else ()
    return Line(
        line.text.strip(), Box(min(xs), min(ys), max(xs), max(ys)), line.confidence, Origin.OCR, line.doubts, places
    )


def _inside_ring(line: Line, stamps: tuple[Seal, ...]) -> bool:
    """The words under the star, and scraps of ring text, belong to the stamp, not to the page."""
    for stamp in stamps:
        box = stamp.box
        if line.box.overlap_x(box) > 0.9 * line.box.width and line.box.overlap_y(box) > 0.8 * line.box.height:
            return "测试样章" in line.text or line.confidence < 0.6
    return False


def _judge(page: Page) -> tuple[Problem, ...]:
    """Say what a person could not read either. A page with a few good lines is not unreadable, only poor."""
    sure = [line for line in page.lines if line.confidence >= 0.6 and len(line.text) >= 2]
    characters = _sure_characters(page.lines)
    if characters >= ENOUGH and page.quality.mean_confidence >= 0.75:
        return ()
    if characters >= ENOUGH and len(sure) >= 0.5 * len(page.lines):
        return (problem("low_confidence", page=page.number),)
    if page.quality.dark_share > 0.35:
        return (problem("dark_page", page=page.number),)
    if page.quality.edge_width > 5:
        return (problem("blurred", page=page.number),)
    if not page.lines and not page.seals and page.quality.contrast < 40:
        return (problem("blank_page", page=page.number),)
    return (problem("no_text", page=page.number),)

"""Stamps: found by colour and shape, their ring text read along the ring.

Red pixels → joined blobs about as wide as high → outer ring fitted → the ring unrolled into a strip, cut open at its
widest gap → recognised as one row. Text printed across a stamp is taken out and the hole filled in from around it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tongban.prereview.reading.colours import RED_STEP, redness
from tongban.prereview.reading.model import Box, Seal
from tongban.prereview.reading.ocr import OcrEngine, Strip
from tongban.prereview.reading.raster import Pixels

_SMALLEST, _LARGEST = 70, 520  # diameter in page pixels; a stamp of 38 to 45 mm is 225 to 265 at 150 dpi
_STRIP_HEIGHT = 48
_WHOLE_RING = 0.7  # share of its circumference
_AROUND = 0.3


@dataclass(frozen=True)
class Blob:
    """A stamp found: box in page pixels, whether its outline is round."""

    x0: int
    y0: int
    x1: int
    y1: int
    round: bool

    @property
    def box(self) -> Box:
        return Box(self.x0, self.y0, self.x1, self.y1)


def find_stamps(pixels: Pixels) -> tuple[list[Blob], Pixels | None]:
    """Stamps on a page picture, and a mask of red print outside them (None when there is none).

    Looked for at half size: a ring is three pixels wide there, and it costs a quarter.
    """
    scale = 2 if max(pixels.shape) > 900 else 1
    small = pixels if scale == 1 else cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    red = redness(np.asarray(small, np.uint8))
    first = _step(red)
    mask, found = _masked(red, first, scale)
    for step in (RED_STEP, 2 * RED_STEP):  # print that a palette made reddish hides a stamp as faint ink would look
        if not found and step > first and mask.any():
            clear, found = _masked(red, step, scale)
            mask = clear if found else mask
    if int(mask.sum()) < 150 // scale**2:
        return [], None
    blobs = [Blob(b.x0 * scale, b.y0 * scale, b.x1 * scale, b.y1 * scale, b.round) for b in found]
    stray = _stray(mask, found, scale)
    if stray is not None and scale > 1:
        full = cv2.resize(stray, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_NEAREST)
        stray = np.asarray(full, np.uint8)
    return blobs, stray


def _masked(red: Pixels, step: int, scale: int) -> tuple[Pixels, list[Blob]]:
    """The pixels redder than `step`, without frames, and the stamps among them."""
    mask = _without_frames((red > step).astype(np.uint8))
    return mask, _find(mask, scale) if int(mask.sum()) >= 150 // scale**2 else []


def _find(mask: Pixels, scale: int) -> list[Blob]:
    """Stamps in a mask of red pixels; the usual sizes, in page pixels, are divided by `scale`."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13 // scale | 1, 13 // scale | 1))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Blob] = []
    for index in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[index])
        if min(width, height) >= _SMALLEST // scale and area >= 200 // scale**2:
            here = labels[y : y + height, x : x + width] == index
            found += _blobs(mask[y : y + height, x : x + width] * here, x, y, scale)
    if not found:
        found = _broken_rings(mask, np.asarray(joined, np.uint8), scale)
    return [blob for blob in found if not any(_within(blob, other) for other in found)]


def _step(red: Pixels) -> int:
    """How red a pixel must be here: less on a page whose reddest ink is faint."""
    reddest = float(np.percentile(red[::2, ::2], 99.7))
    return int(np.clip(0.4 * reddest, 13, RED_STEP))


def _stray(mask: Pixels, found: list[Blob], scale: int) -> Pixels | None:
    stray = mask.copy()
    for blob in found:
        stray[max(0, blob.y0 - 4) : blob.y1 + 4, max(0, blob.x0 - 4) : blob.x1 + 4] = 0
    if int(stray.sum()) <= 400 // scale**2:
        return None
    return np.asarray(cv2.dilate(stray, np.ones((5, 5), np.uint8)), np.uint8)


def _broken_rings(mask: Pixels, joined: Pixels, scale: int) -> list[Blob]:
    """Stamps so faint, or so overprinted, that their ring fell apart: circles over all pieces near each other."""
    wide = cv2.dilate(joined, np.ones((41 // scale, 41 // scale), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(wide, connectivity=8)
    found: list[Blob] = []
    for index in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[index])
        here = mask[y : y + height, x : x + width] * (labels[y : y + height, x : x + width] == index)
        sized = min(width, height) * scale > 2 * _SMALLEST and max(width, height) * scale < 1.5 * _LARGEST
        if sized and int(here.sum()) > 500 // scale**2:
            least = max(30 // scale, min(width, height) // 3 - 20 // scale)
            found += _circles(np.asarray(here, np.uint8), x, y, scale, least)
    return found


def _within(blob: Blob, other: Blob) -> bool:
    """The star of a stamp is not a stamp of its own."""
    (x, y), larger = blob.box.centre, other.box.width > blob.box.width * 1.2
    return blob is not other and larger and other.box.holds(x, y)


def _without_frames(mask: Pixels) -> Pixels:
    """Remove long thin red lines: the decorated frames of certificates."""
    height, width = mask.shape
    kept = mask.copy()
    for size in ((max(60, width // 8), 1), (1, max(60, height // 8))):
        lines = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(size[::-1], np.uint8))
        kept[cv2.dilate(lines, np.ones((5, 5), np.uint8)) > 0] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    for index in range(1, count):
        if stats[index][2] > 0.6 * width or stats[index][3] > 0.6 * height:
            kept[labels == index] = 0
    return np.asarray(kept, np.uint8)


def _blobs(mask: Pixels, x: int, y: int, scale: int) -> list[Blob]:
    height, width = mask.shape
    share = float(mask.mean())
    if max(width, height) * scale <= _LARGEST and 0.72 < width / height < 1.38 and 0.06 < share < 0.6:
        hull = cv2.convexHull(cv2.findNonZero(mask))
        filled = cv2.contourArea(hull) / (width * height)
        if filled > 0.6:
            is_round = filled < 0.9
            ringed = ring_share(mask, width / 2, height / 2, width / 2, height / 2) > 0.4
            if ringed if is_round else _is_framed(mask):
                return [Blob(x, y, x + width, y + height, is_round)]
    if max(width, height) < 1.3 * min(width, height) or share < 0.04:
        return []
    return _circles(mask, x, y, scale)


def _circles(mask: Pixels, x: int, y: int, scale: int, least: int = 0) -> list[Blob]:
    """Stamps that touch each other or red print: circles voted for by the ring's pixels."""
    least = least or min(mask.shape) // 3
    if least * scale < _SMALLEST // 2:
        return []
    found = cv2.HoughCircles(
        cv2.GaussianBlur(mask * 255, (5, 5), 0),
        cv2.HOUGH_GRADIENT,
        2,
        least,
        param1=120,
        param2=60 // scale,
        minRadius=least,
        maxRadius=_LARGEST // 2 // scale,
    )
    blobs = []
    for cx, cy, radius in [] if found is None else found.reshape(-1, 3)[:4]:
        if _is_ring(mask, cx, cy, radius):
            left, top, size = round(x + cx - radius), round(y + cy - radius), round(2 * radius)
            blobs.append(Blob(left, top, left + size, top + size, True))
    return blobs


def _is_ring(mask: Pixels, cx: float, cy: float, radius: float) -> bool:
    """Whether a circle is that of a stamp: nearly whole, or at least with little around it; lines and rows of red print
    lie on both sides of any circle laid over them."""
    share = ring_share(mask, cx, cy, radius, radius)
    return share > _WHOLE_RING or (share > 0.55 and ring_share(mask, cx, cy, radius, radius, 1.1, 1.2) < _AROUND)


def ring_share(
    mask: Pixels, cx: float, cy: float, rx: float, ry: float, inner: float = 0.9, outer: float = 1.06
) -> float:
    """Share of directions in which there is ink in the ring (half axes `rx`, `ry`), or in another one around it."""
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    hits = np.zeros(180, bool)
    for part in np.arange(inner, outer, 0.8 / max(rx, ry)):
        px = np.clip(np.round(cx + part * rx * np.cos(angles)).astype(int), 0, mask.shape[1] - 1)
        py = np.clip(np.round(cy + part * ry * np.sin(angles)).astype(int), 0, mask.shape[0] - 1)
        hits |= mask[py, px] > 0
    return float(hits.mean())


def _is_framed(mask: Pixels) -> bool:
    """Whether all four sides of a square stamp are there; letters have no frame."""
    rim = max(3, mask.shape[0] // 12)
    sides = (mask[:rim].max(axis=0), mask[-rim:].max(axis=0), mask[:, :rim].max(axis=1), mask[:, -rim:].max(axis=1))
    return all(float(side.mean()) > 0.6 for side in sides)


def read_stamp(pixels: Pixels, blob: Blob, engine: OcrEngine) -> Seal:
    """Recognise the ring and centre text of one stamp on the picture it was found in."""
    margin = 3
    y0, x0 = max(0, blob.y0 - margin), max(0, blob.x0 - margin)
    crop = pixels[y0 : blob.y1 + margin, x0 : blob.x1 + margin]
    ink = stamp_ink(crop)
    if not blob.round:
        only = engine.read_strips([_as_print(ink)])[0]
        return Seal(blob.box, only.text, "", round(only.confidence, 4), False, (), only.doubts)
    scale = max(1.0, 300 / max(ink.shape))
    ink = np.asarray(cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
    *ring, centre = engine.read_strips([*ring_strips(ink), _centre(ink)])
    best, *rest = sorted(ring, key=lambda strip: -strip.confidence)
    others = tuple(dict.fromkeys(strip.text for strip in rest if strip.text and strip.text != best.text))
    doubts = _all_doubts(best, rest)
    return Seal(blob.box, best.text, centre.text, round(best.confidence, 4), True, others, doubts)


def _all_doubts(best: Strip, rest: list[Strip]) -> tuple[tuple[str, str], ...]:
    """The doubts of the best reading, and what equally long other readings saw in the same places."""
    found = dict(best.doubts)
    for other in rest:
        if len(other.text) == len(best.text) and other.confidence > 0.7:
            for one, seen in zip(best.text, other.text, strict=True):
                if one != seen:
                    found[one] = found.get(one, "") + seen
    return tuple(found.items())


def stamp_ink(crop: Pixels) -> Pixels:
    """Stamp colour as grey, 255 full ink; what black print hides is filled in from its surroundings.

    Strokes are taken from the green channel, where red ink is dark and sharp (JPEG keeps colour at half resolution);
    redness only says where the stamp is.
    """
    red = redness(crop)
    near = cv2.GaussianBlur(red.astype(np.float32), (0, 0), 1.0)
    weight = np.clip(near / max(float(np.percentile(near, 97)) * 0.3, 6.0), 0, 1)
    green = crop[:, :, 1].astype(np.float32)
    ink = np.clip(float(np.percentile(green, 90)) - green, 0, 255) * weight
    black = (crop[:, :, 0] < 0.6 * float(np.percentile(crop[:, :, 0], 90))).astype(np.uint8)
    seen = ink[black == 0]
    top = max(float(np.percentile(seen, 97)), 20.0) if seen.size else 255.0
    scaled = np.clip(ink * (255 / top), 0, 255).astype(np.uint8)
    return np.asarray(cv2.inpaint(scaled, black, 3, cv2.INPAINT_TELEA) if black.any() else scaled, np.uint8)


def _as_print(ink: Pixels) -> Pixels:
    inverse = 255 - ink
    return np.asarray(cv2.merge([inverse, inverse, inverse]), np.uint8)


def _centre(ink: Pixels) -> Pixels:
    height, width = ink.shape
    part = ink[int(height * 0.64) : int(height * 0.82), int(width * 0.22) : int(width * 0.78)]
    return _as_print(np.asarray(part, np.uint8))


def ring_strips(ink: Pixels) -> list[Pixels]:
    """The ring text as rows of print, cut at slightly different radii; black on white, RGB."""
    cx, cy, rx, ry = _outline(ink)
    probe = _unroll(ink, cx, cy, rx, ry, 0.72, 0.90)
    strips = []
    for inner, outer in ((0.56, 0.91), (0.60, 0.93)):
        strip = _unroll(ink, cx, cy, rx, ry, inner, outer)
        opened = _close_up(_cut_open(strip, probe))
        narrow = cv2.resize(opened, None, fx=0.8, fy=1.0, interpolation=cv2.INTER_AREA)
        strips.append(_as_print(np.asarray(narrow, np.uint8)))
    return strips


def _outline(ink: Pixels) -> tuple[float, float, float, float]:
    """Centre and half axes of the outer ring."""
    mask = (ink > 90).astype(np.uint8)
    if not mask.any():
        height, width = ink.shape
        return width / 2, height / 2, width / 2, height / 2
    x, y, width, height = cv2.boundingRect(cv2.findNonZero(mask))
    return x + width / 2, y + height / 2, width / 2, height / 2


def _unroll(ink: Pixels, cx: float, cy: float, rx: float, ry: float, inner: float, outer: float) -> Pixels:
    middle = (inner + outer) / 2 * (rx + ry) / 2
    height = _STRIP_HEIGHT
    width = int(2 * np.pi * middle * height / ((outer - inner) * (rx + ry) / 2))
    angle = np.pi / 2 + np.arange(width) / width * 2 * np.pi  # from the bottom, clockwise
    radius = np.linspace(outer, inner, height)[:, None]
    map_x = (cx + rx * radius * np.cos(angle)[None, :]).astype(np.float32)
    map_y = (cy + ry * radius * np.sin(angle)[None, :]).astype(np.float32)
    return np.asarray(cv2.remap(ink, map_x, map_y, cv2.INTER_CUBIC), np.uint8)


def _runs(empty: np.ndarray) -> list[tuple[int, int]]:
    """Start and length of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], empty.astype(np.int8), [0]))))
    return [(int(a), int(b - a)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _cut_open(strip: Pixels, probe: Pixels) -> Pixels:
    """Roll the strip so that it begins after the gap at the foot of the stamp.

    The foot is at the strip's start; a stamp set askew moves it, so gaps up to 75 degrees away count, the nearer the
    more. `probe` is the outer part of the ring, where the words under the star do not reach.
    """
    width = strip.shape[1]
    wide = cv2.resize(probe, (width, probe.shape[0]))
    empty = np.roll((wide > 100).sum(axis=0) < 1, width // 2)
    gaps = []
    for start, length in _runs(empty):
        away = abs(start + length / 2 - width / 2) / width * 360
        if away < 75:
            gaps.append((length * float(np.cos(np.radians(away))), start, length))
    if not gaps:
        return strip
    _, start, length = max(gaps)
    if length >= width:
        return strip
    first = (start - width // 2 + length) % width
    return np.asarray(np.roll(strip, 6 - first, axis=1)[:, : width - length + 12], np.uint8)


def _close_up(strip: Pixels) -> Pixels:
    """Shorten wide gaps between characters to a third of their height, and pad the ends."""
    empty = (strip > 100).sum(axis=0) < 2
    keep = np.ones(strip.shape[1], bool)
    most = _STRIP_HEIGHT // 3
    for start, length in _runs(empty):
        if length > most:
            keep[start + most // 2 : start + length - most // 2] = False
    return np.asarray(np.pad(strip[:, keep], ((4, 4), (12, 12))), np.uint8)

"""Stamps without colour: of a grey copy, or of a picture whose palette had no red left.

Such a ring may as well be printed, so it is no stamp (`Page.seals`) but a picture of the kind `FADED`: the applicant
is asked for a colour scan instead of being told that the stamp is missing.
"""

from __future__ import annotations

import cv2
import numpy as np

from tongban.prereview.reading.model import FADED, Box, Picture
from tongban.prereview.reading.raster import Pixels

_SCALE = 3  # looked for at a third of the size: a ring is one or two pixels wide there, and it costs a ninth
_SMALLEST, _LARGEST = 90, 400  # diameter in page pixels
_RING = 0.85  # share of directions in which the ring must be there; rows of print reach 0.8
_OUTSIDE = 0.4  # share of directions in which print may stand close around it
_STAR = 0.3  # share of ink in the middle
_DIRECTIONS = np.linspace(0, 2 * np.pi, 180, endpoint=False)


def find_faded(dark: Pixels) -> tuple[Picture, ...]:
    """Rings with a star in their middle among the dark pixels (255 = ink) of a page."""
    height, width = dark.shape
    small = cv2.resize(dark, (width // _SCALE, height // _SCALE), interpolation=cv2.INTER_AREA)
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0),
        cv2.HOUGH_GRADIENT,
        2,
        _SMALLEST // _SCALE,
        param1=120,
        param2=60,
        minRadius=_SMALLEST // 2 // _SCALE,
        maxRadius=_LARGEST // 2 // _SCALE,
    )
    ink = np.asarray(small > 60, np.uint8)
    found = [] if circles is None else [tuple(map(float, circle)) for circle in circles.reshape(-1, 3)[:20]]
    return tuple(_picture(x, y, radius) for x, y, radius in found if _is_stamp(ink, x, y, radius))


def _picture(x: float, y: float, radius: float) -> Picture:
    return Picture(Box(*(v * _SCALE for v in (x - radius, y - radius, x + radius, y + radius))), FADED)


def _is_stamp(ink: Pixels, x: float, y: float, radius: float) -> bool:
    if _share(ink, x, y, radius * 0.93, radius * 1.07) < _RING:
        return False
    if _share(ink, x, y, radius * 1.12, radius * 1.18) > _OUTSIDE:
        return False
    return _in_middle(ink, x, y, radius * 0.2) >= _STAR


def _share(ink: Pixels, x: float, y: float, inner: float, outer: float) -> float:
    """Share of directions from the centre in which there is ink between these two radii."""
    hits = np.zeros(len(_DIRECTIONS), bool)
    for radius in np.arange(inner, outer + 0.1, 0.7):
        columns = np.clip(np.round(x + radius * np.cos(_DIRECTIONS)).astype(int), 0, ink.shape[1] - 1)
        rows = np.clip(np.round(y + radius * np.sin(_DIRECTIONS)).astype(int), 0, ink.shape[0] - 1)
        hits |= ink[rows, columns] > 0
    return float(hits.mean())


def _in_middle(ink: Pixels, x: float, y: float, radius: float) -> float:
    """Share of ink within this radius of the centre."""
    middle = np.zeros(ink.shape, np.uint8)
    cv2.circle(middle, (round(x), round(y)), max(1, round(radius)), 1, -1)
    return float(ink[middle > 0].mean())

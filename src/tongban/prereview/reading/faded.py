"""Stamps without colour: of a grey copy, or of a picture whose palette had no red left.

Such a ring may as well be printed, so it is no stamp (`Page.seals`) but a picture of the kind `FADED`: the applicant
is asked for a colour scan instead of being told that the stamp is missing.
"""

from __future__ import annotations

import cv2
import numpy as np

from tongban.prereview.reading.model import FADED, Box, Picture
from tongban.prereview.reading.raster import Pixels
from tongban.prereview.reading.seals import ring_share

_SCALE = 3  # looked for at a third of the size: a ring is one or two pixels wide there, and it costs a ninth
_SMALLEST, _LARGEST = 90, 400  # diameter in page pixels
_RING = 0.85  # share of directions in which the ring must be there; rows of print reach 0.8
_OUTSIDE = 0.4  # share of directions in which print may stand close around it
_STAR = 0.3  # share of ink in the middle


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
    if ring_share(ink, x, y, radius, radius, 0.93, 1.07) < _RING:
        return False
    if ring_share(ink, x, y, radius, radius, 1.12, 1.18) > _OUTSIDE:
        return False
    return _in_middle(ink, x, y, radius * 0.2) >= _STAR


def _in_middle(ink: Pixels, x: float, y: float, radius: float) -> float:
    """Share of ink within this radius of the centre."""
    middle = np.zeros(ink.shape, np.uint8)
    cv2.circle(middle, (round(x), round(y)), max(1, round(radius)), 1, -1)
    return float(ink[middle > 0].mean())

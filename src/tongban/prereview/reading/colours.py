"""Red and dark pixels of a page picture: what is stamp, what is print."""

from __future__ import annotations

import cv2
import numpy as np

from tongban.prereview.reading.raster import Pixels

RED_STEP = 28  # by how much red must exceed green and blue; the faintest legible stamps measured have about 45


def redness(pixels: Pixels) -> Pixels:
    """How far red exceeds the other two channels, above the tint of the paper; 0 to 255."""
    red = pixels[:, :, 0]
    other = cv2.max(pixels[:, :, 1], pixels[:, :, 2])
    excess = cv2.subtract(red, other)
    tint = int(np.median(excess[::8, ::8]))
    return np.asarray(cv2.subtract(excess, np.full_like(excess, tint)) if tint else excess, np.uint8)


def without_stamps(pixels: Pixels, stray_red: Pixels | None) -> Pixels:
    """The picture for OCR: the red channel, in which stamps vanish, but grey where red print stands outside stamps.

    What is left of a stamp (red ink is never as bright as paper) is painted over, unless it is dark: that is black
    print under red.
    """
    plain = pixels[:, :, 0].copy()
    paper = int(np.percentile(plain[::8, ::8], 80))
    plain[(redness(pixels) > RED_STEP // 2) & (plain > 0.62 * paper)] = paper
    if stray_red is not None:
        gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        plain[stray_red > 0] = gray[stray_red > 0]
    return np.asarray(cv2.merge([plain, plain, plain]), np.uint8)


def dark_mask(gray: Pixels) -> Pixels:
    """255 where a pixel is clearly darker than the paper around it (shadows are paper)."""
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper = cv2.resize(ground, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray((cv2.subtract(paper, gray) > 45).astype(np.uint8) * 255)

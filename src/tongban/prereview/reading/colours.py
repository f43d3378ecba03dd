"""Red and dark pixels of a page picture: what is stamp, what is print."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from tongban.prereview.reading.model import Box
from tongban.prereview.reading.raster import Pixels

RED_STEP = 28  # by how much red must exceed green and blue; the faintest legible stamps measured have about 45


def plain_redness(pixels: Pixels) -> Pixels:
    """How far red exceeds the other two channels, 0 to 255."""
    return np.asarray(cv2.subtract(pixels[:, :, 0], cv2.max(pixels[:, :, 1], pixels[:, :, 2])), np.uint8)


def redness(pixels: Pixels) -> Pixels:
    """How far red exceeds the other two channels, above the tint of the paper; 0 to 255."""
    excess = plain_redness(pixels)
    tint = int(np.median(excess[::8, ::8])) if excess.size > 100_000 else 0
    return np.asarray(cv2.subtract(excess, np.full_like(excess, tint)) if tint else excess, np.uint8)


def without_stamps(pixels: Pixels, stamps: Sequence[Box], stray_red: Pixels | None) -> Pixels:
    """The picture for OCR: the red channel, in which stamps vanish, but grey where red print stands outside stamps.

    Red ink is never as bright as paper, so what is left of each stamp is stretched away: in and around its red pixels
    the tone of its ink becomes that of the paper, and black print beneath stays dark with soft edges.
    """
    result = pixels[:, :, 0].copy()
    paper = float(np.percentile(result[::8, ::8], 80))
    for box in stamps:
        rows, columns = slice(max(0, int(box.y0)), int(box.y1) + 1), slice(max(0, int(box.x0)), int(box.x1) + 1)
        part = result[rows, columns]
        red = redness(pixels[rows, columns])
        strong = part[(red > 2 * RED_STEP) & (part > 110)]
        if strong.size:
            tones = np.clip(np.arange(256) * (paper / max(float(np.median(strong)), 1.0)), 0, paper).astype(np.uint8)
            near = cv2.dilate((red > RED_STEP // 2).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
            part[near] = np.maximum(part, tones[part])[near]
    if stray_red is not None:
        gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        result[stray_red > 0] = gray[stray_red > 0]
    return np.asarray(cv2.merge([result, result, result]), np.uint8)


def dark_mask(gray: Pixels) -> Pixels:
    """255 where a pixel is clearly darker than the paper around it (shadows are paper).

    Clearly is 45 of 255 on white paper and a fifth of its tone on dimmer paper, where ink stands out less.
    """
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper = cv2.resize(ground, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    step = np.clip(np.arange(256) // 5, 25, 45).astype(np.uint8)
    return np.asarray((cv2.subtract(paper, gray) > cv2.LUT(paper, step)).astype(np.uint8) * 255)

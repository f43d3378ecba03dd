"""From the bytes of a picture to an upright RGB page picture of bounded size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tongban.prereview.reading.images import open_image
from tongban.prereview.reading.limits import MAX_SIDE, Limits
from tongban.prereview.reading.model import Quality

Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float64]

cv2.setNumThreads(2)

_EDGE = 18  # of 255 over 14 pixels of a picture 400 wide: where paper ends the tone drops by more, shadows stay below 8

_SECOND = 0.3  # of the largest bright shape: another so large is a paper too


def decode(data: bytes, limits: Limits) -> Pixels:
    """The first frame of a picture file as RGB pixels. Raises Undecodable."""
    return np.asarray(open_image(data, limits))


@dataclass
class Sheet:
    """A page picture on its way to being upright, with the matrix from file pixels to its own."""

    pixels: Pixels
    matrix: Matrix
    rotation: int = 0

    def warp(self, matrix: Matrix, size: tuple[int, int]) -> Sheet:
        """Apply a 3×3 matrix; new corners are filled with paper colour."""
        paper = np.median(self.pixels[::16, ::16].reshape(-1, 3), axis=0)
        border = {"borderMode": cv2.BORDER_CONSTANT, "borderValue": paper.tolist()}
        if abs(matrix[2, 0]) + abs(matrix[2, 1]) == 0:
            pixels = cv2.warpAffine(self.pixels, matrix[:2], size, flags=cv2.INTER_LINEAR, **border)
        else:
            pixels = cv2.warpPerspective(self.pixels, matrix, size, flags=cv2.INTER_LINEAR, **border)
        return Sheet(np.asarray(pixels, np.uint8), matrix @ self.matrix, self.rotation)

    def turn(self, degrees: int) -> Sheet:
        """Turn clockwise by 90, 180 or 270 degrees."""
        height, width = self.pixels.shape[:2]
        matrices = {
            90: [[0, -1, height - 1], [1, 0, 0], [0, 0, 1]],
            180: [[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1]],
            270: [[0, 1, 0], [-1, 0, width - 1], [0, 0, 1]],
        }
        if degrees not in matrices:
            return self
        pixels = np.ascontiguousarray(np.rot90(self.pixels, k=-(degrees // 90)))
        matrix = np.array(matrices[degrees], np.float64)
        return Sheet(pixels, matrix @ self.matrix, (self.rotation + degrees) % 360)


def sheet_of(pixels: Pixels) -> Sheet:
    """The picture shrunk (never grown) so that its longer side is at most MAX_SIDE pixels."""
    height, width = pixels.shape[:2]
    scale = min(1.0, MAX_SIDE / max(height, width))
    if scale == 1.0:
        return Sheet(pixels, np.eye(3))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return Sheet(np.asarray(small, np.uint8), np.diag([size[0] / width, size[1] / height, 1.0]))


def flattened(sheet: Sheet) -> Sheet:
    """Cut out and straighten the paper of a photo: a bright four-sided shape on a darker ground, seen at an angle.

    A scan, whose paper fills the picture, is returned unchanged.
    """
    corners = _paper_corners(sheet.pixels)
    if corners is None:
        return sheet
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    width = round(max(np.hypot(bx - ax, by - ay), np.hypot(cx - dx, cy - dy)))
    height = round(max(np.hypot(dx - ax, dy - ay), np.hypot(cx - bx, cy - by)))
    target = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(np.array(corners, np.float32), target), np.float64)
    return sheet.warp(matrix, (width, height))


def _paper_corners(pixels: Pixels) -> list[tuple[float, float]] | None:
    height, width = pixels.shape[:2]
    step = max(1, max(height, width) // 400)
    small, scale = pixels[::step, ::step], 1 / step
    brightest = cv2.max(cv2.max(small[:, :, 0], small[:, :, 1]), small[:, :, 2])
    bright = np.asarray(cv2.GaussianBlur(brightest, (9, 9), 0), np.uint8)
    _level, mask = cv2.threshold(bright, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    ground = bright[mask == 0]
    if ground.size < 0.04 * bright.size or float(bright[mask > 0].mean()) - float(ground.mean()) < 40:
        return None
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    areas = sorted(cv2.contourArea(contour) for contour in contours)
    largest = max(contours, key=cv2.contourArea)
    if len(areas) > 1 and areas[-2] > _SECOND * areas[-1]:
        return None  # two papers side by side: both sides of a card
    area = areas[-1] / bright.size
    hull = cv2.convexHull(largest)
    quad = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True).reshape(-1, 2)
    if not 0.25 < area < 0.97 or len(quad) != 4 or cv2.contourArea(quad) < 0.9 * cv2.contourArea(hull):
        return None
    if cv2.contourArea(largest) < 0.85 * cv2.contourArea(hull):
        return None
    if _sides_touched(quad, bright.shape[1], bright.shape[0]) >= 3:
        return None  # a dark band along one side of a poster, not a table under a sheet
    if not _edged(bright, quad):
        return None  # a shadow that grows over the page
    points = [(float(x) / scale, float(y) / scale) for x, y in quad]
    centre = np.mean(points, axis=0)
    points.sort(key=lambda p: np.arctan2(p[1] - centre[1], p[0] - centre[0]))
    start = min(range(4), key=lambda i: points[i][0] + points[i][1])
    return points[start:] + points[:start]


def _edged(bright: Pixels, quad: NDArray[Any]) -> bool:
    """Whether the tone drops at each side of the shape that is not the picture's own: paper ends, shadows fade."""
    height, width = bright.shape
    middle = quad.mean(axis=0)
    for one, other in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        points = one + np.linspace(0.15, 0.85, 24)[:, None] * (other - one)
        outward = points.mean(axis=0) - middle
        step = 7 * outward / max(float(np.hypot(*outward)), 1.0)
        outer, inner = np.round(points + step).astype(int), np.round(points - step).astype(int)
        inside = (outer[:, 0] >= 0) & (outer[:, 0] < width) & (outer[:, 1] >= 0) & (outer[:, 1] < height)
        if inside.mean() < 0.5:
            continue
        tones = [bright[p[inside, 1].clip(0, height - 1), p[inside, 0].clip(0, width - 1)] for p in (inner, outer)]
        if float(np.median(tones[0].astype(int) - tones[1].astype(int))) < _EDGE:
            return False
    return True


def _sides_touched(quad: NDArray[Any], width: int, height: int) -> int:
    """How many sides of the picture the shape reaches with two corners."""
    xs, ys = quad[:, 0], quad[:, 1]
    near_x, near_y = 0.015 * width + 2, 0.015 * height + 2
    edges = (xs < near_x, xs > width - 1 - near_x, ys < near_y, ys > height - 1 - near_y)
    return sum(int(edge.sum()) >= 2 for edge in edges)


def gray_of(sheet: Sheet) -> Pixels:
    """The page without colour."""
    return np.asarray(cv2.cvtColor(sheet.pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def negative(sheet: Sheet) -> Sheet:
    """The page with light and dark exchanged."""
    return replace(sheet, pixels=np.asarray(255 - sheet.pixels, np.uint8))


def quality_of(gray: Pixels) -> Quality:
    """Contrast, width of edges and share of dark pixels, on a picture of page size (a few milliseconds)."""
    low, high = (float(v) for v in np.percentile(gray[::3, ::2], (0.1, 90)))
    contrast = high - low
    rows = gray[::5]
    steps = cv2.absdiff(rows[:, 1:], rows[:, :-1])
    steepest = float(np.percentile(steps, 99.7)) if steps.size else 0.0
    dark = float((gray[::4, ::4] < 70).mean())
    edge = contrast / max(steepest, 1.0)
    return Quality(round(contrast, 1), round(edge, 2), round(dark, 4))

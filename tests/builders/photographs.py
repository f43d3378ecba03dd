"""A picture that is no paper: a cat on a blanket, with the grain of a telephone's camera."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

FUR, EYE, DARK, NOSE, WHISKER, STRIPE = (
    (118, 92, 66),
    (190, 200, 90),
    (15, 15, 15),
    (190, 110, 110),
    (225, 220, 210),
    (80, 60, 42),
)


def cat(seed: int = 3) -> Image.Image:
    """1280 × 960 pixels without a single character."""
    image = _blanket(1280, 960)
    draw = ImageDraw.Draw(image)
    draw.ellipse((380, 430, 980, 940), fill=FUR)
    draw.ellipse((440, 170, 840, 530), fill=FUR)
    for ear in ([(460, 270), (470, 90), (590, 190)], [(820, 270), (810, 90), (690, 190)]):
        draw.polygon(ear, fill=FUR)
    for x in (560, 720):
        draw.ellipse((x - 38, 290, x + 38, 350), fill=EYE)
        draw.ellipse((x - 9, 292, x + 9, 348), fill=DARK)
    draw.polygon([(620, 400), (660, 400), (640, 425)], fill=NOSE)
    for n in range(-2, 3):
        draw.line((600, 420 + 8 * n, 430, 405 + 26 * n), fill=WHISKER, width=2)
        draw.line((680, 420 + 8 * n, 850, 405 + 26 * n), fill=WHISKER, width=2)
    for n in range(9):
        draw.arc((420 + 14 * n, 520 + 30 * n, 960 - 10 * n, 700 + 26 * n), 200, 330, fill=STRIPE, width=9)
    return _grained(image.filter(ImageFilter.GaussianBlur(2.2)), seed)


def _blanket(width: int, height: int) -> Image.Image:
    y, x = np.mgrid[0:height, 0:width]
    folds = (150 + 40 * np.sin(x / 310) + 20 * y / height, 130 + 30 * np.cos(y / 270), 95 + 25 * np.sin((x + y) / 400))
    return Image.fromarray(np.stack(folds, -1).clip(0, 255).astype(np.uint8))


def _grained(image: Image.Image, seed: int) -> Image.Image:
    chance = np.random.default_rng(seed)
    tones = np.asarray(image, np.float32)
    tones = tones + chance.normal(0, 9, tones.shape) + chance.normal(0, 5, (*tones.shape[:2], 1))
    return Image.fromarray(tones.clip(0, 255).astype(np.uint8))

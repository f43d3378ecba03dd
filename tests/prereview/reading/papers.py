"""Small papers drawn for the tests of reading: pages, stamps, signatures, Word files, PDFs. Seeded chance only."""

from __future__ import annotations

import io
import math
from functools import cache
from pathlib import Path

import cv2
import docx
import numpy as np
import pylopdf_fonts_zh_cn
import typst
from docx.shared import Mm
from PIL import Image, ImageDraw, ImageFont

FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent
RED = (200, 30, 40)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    path = next(FONTS.rglob("NotoSerifSC*.otf"))
    return ImageFont.truetype(str(path), size)


def page(
    lines: list[str], *, title: str = "聘用证明", size: tuple[int, int] = (1240, 900), tone: int = 244
) -> Image.Image:
    """A page with a title and left-aligned rows, 26 pixels high print."""
    image = Image.new("RGB", size, (tone, tone, tone))
    draw = ImageDraw.Draw(image)
    draw.text((size[0] / 2, 90), title, font=font(44), fill=(20, 20, 20), anchor="mm")
    for number, line in enumerate(lines):
        draw.text((110, 170 + 52 * number), line, font=font(26), fill=(25, 25, 25))
    return image


def stamp(text: str, diameter: int = 230, angle: float = 0.0, strength: float = 0.85) -> Image.Image:
    """A round red stamp with `text` along its ring and a star, transparent around; turned clockwise by `angle`."""
    big = diameter * 3
    image = Image.new("RGBA", (big, big), (*RED, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((6, 6, big - 6, big - 6), outline=(*RED, 255), width=big // 40)
    _star(draw, big / 2, big / 2, big * 0.13)
    step = min(28.0, 270.0 / len(text))
    for index, character in enumerate(text):
        turn = (index - (len(text) - 1) / 2) * step
        tile = Image.new("RGBA", (big // 7, big // 7), (*RED, 0))
        ImageDraw.Draw(tile).text((big / 14, big / 14), character, font=font(big // 8), fill=(*RED, 255), anchor="mm")
        tile = tile.rotate(-turn, resample=Image.Resampling.BICUBIC)
        radius, radians = big * 0.375, math.radians(turn - 90)
        place = (
            big / 2 + radius * math.cos(radians) - tile.width / 2,
            big / 2 + radius * math.sin(radians) - tile.height / 2,
        )
        image.alpha_composite(tile, (round(place[0]), round(place[1])))
    image = image.rotate(-angle, resample=Image.Resampling.BICUBIC).resize(
        (diameter, diameter), Image.Resampling.LANCZOS
    )
    image.putalpha(image.getchannel("A").point(lambda value: int(value * strength)))
    return image


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.4
        turn = math.radians(corner * 36 - 90)
        points.append((x + reach * math.cos(turn), y + reach * math.sin(turn)))
    draw.polygon(points, fill=(*RED, 255))


def put(image: Image.Image, other: Image.Image, x: int, y: int) -> Image.Image:
    """Stamp `other` onto a copy of the page as ink does: dark print stays visible beneath."""
    base = image.convert("RGBA")
    layer = Image.new("RGBA", image.size, (255, 255, 255, 0))
    layer.alpha_composite(other, (x, y))
    ink = np.asarray(layer.convert("RGB"), np.float32) / 255
    cover = np.asarray(layer.getchannel("A"), np.float32)[:, :, None] / 255
    below = np.asarray(base.convert("RGB"), np.float32)
    return Image.fromarray((below * (1 - cover + cover * ink)).astype(np.uint8))


def signature(width: int = 150, height: int = 60, seed: int = 1) -> Image.Image:
    """Blue strokes of a pen on a transparent ground."""
    chance = np.random.default_rng(seed)
    image = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    for part in range(3):
        xs = np.linspace(8 + part * width / 3.2, (part + 1) * width / 3.2, 7) + chance.normal(0, 4, 7)
        ys = np.clip(height / 2 + chance.normal(0, height / 4, 7), 5, height - 5)
        draw.line(list(zip(xs.tolist(), ys.tolist(), strict=True)), fill=(30, 40, 130, 255), width=4, joint="curve")
    return image


def encoded(image: Image.Image, kind: str = "PNG", **options: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photographed(image: Image.Image, seed: int = 3) -> Image.Image:
    """The page lying on a dark table, seen at an angle, with a shadow over one half and some noise."""
    chance = np.random.default_rng(seed)
    pixels = np.asarray(image)
    height, width = pixels.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = (
        corners * 0.86 + [width * 0.07, height * 0.07] + chance.uniform(-1, 1, (4, 2)) * [width * 0.035, height * 0.05]
    )
    matrix = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    table = cv2.warpPerspective(
        pixels, matrix, (width, height), borderMode=cv2.BORDER_CONSTANT, borderValue=(62, 52, 44)
    )
    shade = np.linspace(0.74, 1.0, width, dtype=np.float32)[None, :, None]
    noisy = table * shade + chance.normal(0, 4, table.shape)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def word(rows: list[list[str]], paragraphs: list[str | Image.Image], title: str = "申请表") -> bytes:
    """A Word file: title, a ruled table, paragraphs; a picture is put at the end of the paragraph before it."""
    document = docx.Document()
    document.add_paragraph(title)
    if rows:
        table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    paragraph = None
    for item in paragraphs:
        if isinstance(item, str):
            paragraph = document.add_paragraph(item)
        else:
            target = paragraph or document.add_paragraph()
            target.add_run().add_picture(io.BytesIO(encoded(item)), width=Mm(item.width / 150 * 25.4))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf(body: str, tmp: Path, pictures: dict[str, Image.Image] | None = None) -> bytes:
    """A digital PDF typeset from Typst source; `pictures` can be placed by their file names."""
    (tmp / "main.typ").write_text('#set page(width: 210mm, height: 150mm)\n#set text(font: "Noto Serif SC")\n' + body)
    for name, image in (pictures or {}).items():
        image.save(tmp / name)
    result = typst.compile(str(tmp / "main.typ"), font_paths=[str(FONTS)])
    assert isinstance(result, bytes)
    return result

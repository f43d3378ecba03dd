"""Pictures to upload: one page per kind of paper that says what it stands for and that it is invented."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

SIZE = (620, 877)  # A4 at 75 dots per inch: small, and still to be read
FORMATS = {"png": "PNG", "pdf": "PDF", "jpg": "JPEG"}
INK, FAINT, LINE, PAPER = 34, 136, 221, 252  # shades of grey


@lru_cache(maxsize=256)
def page(title: str, kind: str = "png") -> bytes:
    """A paper with this title as a file of a kind of FORMATS."""
    picture = Image.new("L", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((30, 30, SIZE[0] - 30, SIZE[1] - 30), outline=FAINT)
    for number, line in enumerate(_lines(title, 16)):
        draw.text((SIZE[0] / 2, 140 + 44 * number), line, font=_font(32), fill=INK, anchor="mm")
    draw.text((SIZE[0] / 2, 300), "演示材料，内容为虚构", font=_font(24), fill=FAINT, anchor="mm")
    for row in range(8):
        draw.line((80, 380 + 50 * row, SIZE[0] - 80, 380 + 50 * row), fill=LINE)
    data = BytesIO()
    picture.save(data, format=FORMATS[kind])
    return data.getvalue()


def _lines(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)][:3]


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    file = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".otf", ".ttf", ".ttc"))[0]
    return ImageFont.truetype(str(file), size)

"""Picture files opened with care, and the picture of a page as a person should see it; without the OCR libraries."""

from __future__ import annotations

import io
import warnings

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from tongban.prereview.reading.limits import MAX_SIDE, Limits
from tongban.prereview.reading.model import Page, Problem
from tongban.prereview.reading.problems import problem
from tongban.prereview.reading.sniff import kind_of

_DPI_SCALE = 150 / 72


class Undecodable(Exception):
    """The picture cannot be had; carries the problem."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.found = found


def open_image(data: bytes, limits: Limits) -> Image.Image:
    """The first frame as RGB, turned by its EXIF orientation, transparency on white.

    The size is checked in the header, before a pixel is unpacked. Raises Undecodable.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data))
            if image.width * image.height > limits.max_pixels:
                raise Undecodable(_too_many_pixels(f"{image.width}×{image.height}", limits))
            image.draft("RGB", (2 * MAX_SIDE, 2 * MAX_SIDE))
            image.load()
            return _on_white(ImageOps.exif_transpose(image))
    except Undecodable:
        raise
    except Image.DecompressionBombError:
        raise Undecodable(_too_many_pixels("", limits)) from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError):
        raise Undecodable(problem("corrupt")) from None


def _too_many_pixels(size: str, limits: Limits) -> Problem:
    return problem("too_large", size=size or "?", limit=f"{limits.max_pixels // 10_000}万像素")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    if image.mode in ("I", "I;16", "F"):
        low, high = (float(value) for value in image.getextrema()[:2])  # type: ignore[arg-type]  # one band: two numbers
        scale = 255 / max(high - low, 1.0)
        return image.convert("F").point(lambda value: (value - low) * scale).convert("L").convert("RGB")
    return image.convert("RGB")


def page_picture(data: bytes, page: Page, limits: Limits | None = None) -> bytes | None:
    """The picture on which the boxes of `page` are to be drawn, as PNG: upright, straightened, `page.width` wide.

    None for Word and text, which have no picture. Raises Undecodable where the file cannot be opened after all.
    """
    if page.invented:
        return None
    if kind_of(data) == "pdf":
        try:
            document = pdfium.PdfDocument(data)
            source = document[page.number - 1]
            longest = max(source.get_size())
            scale = _DPI_SCALE * min(1.0, 3000 / max(longest, 1.0))
            image = source.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
        except pdfium.PdfiumError:
            raise Undecodable(problem("corrupt")) from None
    else:
        image = open_image(data, limits or Limits())
    size = (max(1, round(page.width)), max(1, round(page.height)))
    flat = image.transform(size, Image.Transform.PERSPECTIVE, _inverse(page.transform), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    flat.save(buffer, "PNG", optimize=False)
    return buffer.getvalue()


def _inverse(matrix: tuple[float, ...]) -> tuple[float, ...]:
    """The eight coefficients with which Pillow leads from page pixels back to file pixels."""
    a, b, c, d, e, f, g, h, i = matrix
    cofactors = (e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f)
    last = (d * h - e * g, b * g - a * h, a * e - b * d)
    return tuple(value / last[2] for value in (*cofactors, *last[:2]))

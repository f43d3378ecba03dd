"""PDF: the text layer with boxes where it can be trusted, OCR of the page picture where not."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from tongban.prereview.reading.limits import DPI, Limits
from tongban.prereview.reading.model import Box, Ink, Line, Origin, Page, Picture, Problem, Seal
from tongban.prereview.reading.pictures import Content, PictureReader, placed
from tongban.prereview.reading.problems import problem

_SCALE = DPI / 72
_LARGEST_SIDE = 3000  # points; a larger page is rendered at a lower scale


def read_pdf(
    data: bytes, pictures: PictureReader, limits: Limits, on_page: Callable[[int], None]
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Pages and problems of a PDF; `on_page` is told the number of each page that is done."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return (), (problem("encrypted" if "password" in str(error).lower() else "corrupt"),)
    try:
        count = len(document)
        if count == 0:
            return (), (problem("corrupt"),)
        if count > limits.max_pages:
            return (), (problem("too_many_pages", pages=count, limit=limits.max_pages),)
        pages: list[Page] = []
        problems: list[Problem] = []
        for index in range(count):
            page, found = _read_page(document, index, pictures, limits)
            pages += [page] if page else []
            problems += found
            on_page(index + 1)
        return tuple(pages), tuple(problems)
    finally:
        document.close()


def _read_page(
    document: Any, index: int, pictures: PictureReader, limits: Limits
) -> tuple[Page | None, tuple[Problem, ...]]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return None, (problem("corrupt"),)
    layer = _Layer(page, limits)
    layer.collect()
    if layer.trusted():
        return _from_layer(layer, index + 1, pictures)
    note = (problem("text_layer_ignored", page=index + 1),) if layer.lines else ()
    if not pictures.engine.available:
        width, height = layer.size
        return Page(index + 1, width, height, Origin.TEXT_LAYER), (problem("ocr_unavailable", page=index + 1),)
    from tongban.prereview.reading.scan import read_scan

    scanned, found = read_scan(render(page), index + 1, pictures.engine)
    return scanned, note + found


def render(page: Any) -> Any:
    """The page as an RGB array at 150 dpi (less for giant pages)."""
    longest = max(page.get_size())
    scale = _SCALE * min(1.0, _LARGEST_SIDE / max(longest, 1.0))
    return page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=True).to_numpy()[:, :, :3]


@dataclass
class _Layer:
    """The text layer and objects of one page, in page pixels."""

    page: Any
    limits: Limits
    lines: list[Line] = field(default_factory=list)
    images: list[tuple[Any, Box]] = field(default_factory=list)
    edges: list[Box] = field(default_factory=list)
    invisible: int = 0
    odd: int = 0
    characters: int = 0
    red_paths: bool = False

    def __post_init__(self) -> None:
        width, height = self.page.get_size()
        self.size = (width * _SCALE, height * _SCALE)
        self.turned = self.page.get_rotation()

    def collect(self) -> None:
        self._objects()
        textpage = self.page.get_textpage()
        try:
            self._text(textpage)
        finally:
            textpage.close()

    def trusted(self) -> bool:
        """False when the layer is empty, hidden, gibberish, or lies over a picture of the whole page."""
        area = self.size[0] * self.size[1]
        covering = any(box.width * box.height > 0.6 * area for _, box in self.images)
        if self.turned or self.characters < 8:
            return bool(self.characters) and not self.turned and not self.images
        return not covering and self.invisible <= 0.1 * self.characters and self.odd <= 0.1 * self.characters

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        height = self.size[1]
        return Box(left * _SCALE, height - top * _SCALE, right * _SCALE, height - bottom * _SCALE)

    def _objects(self) -> None:
        for item in self.page.get_objects(max_depth=4):
            if item.type == raw.FPDF_PAGEOBJ_IMAGE and len(self.images) < self.limits.max_pictures:
                self.images.append((item, self._box(*item.get_bounds())))
            elif item.type == raw.FPDF_PAGEOBJ_PATH:
                self.edges.append(self._box(*item.get_bounds()))
                self.red_paths = self.red_paths or _is_red(item)
            elif item.type == raw.FPDF_PAGEOBJ_TEXT and _is_hidden(item):
                left, bottom, right, top = item.get_bounds()
                self.invisible += max(1, round((right - left) / max(top - bottom, 1.0)))

    def _text(self, textpage: Any) -> None:
        run = _Run(_uprights(self.edges))
        for index in range(min(textpage.count_chars(), self.limits.max_characters)):
            code = raw.FPDFText_GetUnicode(textpage, index)
            character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
            if character in "\r\n":
                run.end(self.lines)
                continue
            if character == " " or raw.FPDFText_IsGenerated(textpage, index) == 1:
                run.space()
                continue
            box = self._box(*_char_box(textpage, index))
            self.characters += 1
            self.odd += character == "\ufffd" or 0xE000 <= code <= 0xF8FF or code < 32
            if not run.continues(box):
                run.end(self.lines)
            run.add(character, box)
        run.end(self.lines)


def _char_box(textpage: Any, index: int) -> tuple[float, float, float, float]:
    loose = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(textpage, index, loose) and loose.top > loose.bottom:
        return loose.left, loose.bottom, loose.right, loose.top
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _uprights(edges: list[Box]) -> list[tuple[float, float, float]]:
    """Vertical rules as (x, top, bottom): thin paths, and the sides of boxes."""
    found = []
    for edge in edges:
        if edge.height > 12:
            sides = (edge.centre[0],) if edge.width < 5 else (edge.x0, edge.x1)
            found += [(x, edge.y0, edge.y1) for x in sides]
    return found


@dataclass
class _Run:
    """Characters that follow each other in one row."""

    uprights: list[tuple[float, float, float]]
    text: str = ""
    box: Box | None = None
    gap: bool = False

    def continues(self, box: Box) -> bool:
        if self.box is None:
            return True
        tall = max(min(self.box.height, box.height), 1.0)
        level = self.box.overlap_y(box) > 0.5 * tall
        return level and -0.6 * tall < box.x0 - self.box.x1 < 1.6 * tall and not self._ruled_off(box)

    def _ruled_off(self, box: Box) -> bool:
        """Whether a vertical rule stands between the run and the next character."""
        end, middle = (self.box.x1 if self.box else box.x0), box.centre[1]
        if box.x0 - end < 1:
            return False
        return any(end - 1 <= x <= box.x0 + 1 and top < middle < bottom for x, top, bottom in self.uprights)

    def space(self) -> None:
        self.gap = True

    def add(self, character: str, box: Box) -> None:
        self.text += (" " if self.gap and self.text else "") + character
        self.box = box if self.box is None else self.box.union(box)
        self.gap = False

    def end(self, lines: list[Line]) -> None:
        if self.box is not None and self.text.strip():
            lines.append(Line(self.text.strip(), self.box, 1.0, Origin.TEXT_LAYER))
        self.text, self.box, self.gap = "", None, False


def _rgb(item: Any, get: Any) -> tuple[int, int, int, int] | None:
    values = [ctypes.c_uint() for _ in range(4)]
    return tuple(v.value for v in values) if get(item, *values) else None  # type: ignore[return-value]  # four values


def _is_red(item: Any) -> bool:
    for get in (raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_GetStrokeColor):
        colour = _rgb(item, get)
        if colour and colour[0] - max(colour[1], colour[2]) > 60 and colour[3] > 60:
            return True
    return False


def _is_hidden(item: Any) -> bool:
    """Text drawn in no ink, or in white."""
    if raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    colour = _rgb(item, raw.FPDFPageObj_GetFillColor)
    return colour is not None and (min(colour[:3]) > 245 or colour[3] < 10)


def _from_layer(layer: _Layer, number: int, pictures: PictureReader) -> tuple[Page, tuple[Problem, ...]]:
    contents = [(_content(item, box, pictures), box) for item, box in layer.images]
    found_seals: list[Seal] = []
    lines = list(layer.lines)
    for content, box in contents:
        found_seals += [replace(s, box=placed(s.box, box)) for s in content.seals]
        lines += [replace(x, box=placed(x.box, box)) for x in content.lines]
    ink = [Ink(box, c.colour, c.text, c.confidence, c.doubts) for c, box in contents if c.kind == "ink"]
    others = [Picture(box, c.kind) for c, box in contents if c.kind in ("picture", "unread")]
    page = Page(
        number=number,
        width=layer.size[0],
        height=layer.size[1],
        origin=Origin.TEXT_LAYER,
        lines=tuple(lines),
        seals=tuple(found_seals),
        ink=tuple(ink),
        pictures=tuple(others),
    )
    unread = any(content.problem for content, _ in contents)
    problems = (problem("pictures_unread", page=number),) if unread else ()
    return (_with_tables(page, layer, pictures) if pictures.engine.available else _ordered(page)), problems


def _content(item: Any, box: Box, pictures: PictureReader) -> Content:
    if not pictures.engine.available:
        return Content("unread", problem="pictures_unread")
    try:
        # render=True applies the soft mask: a stamp's transparent ground must not come out black
        bitmap = item.get_bitmap(render=True, scale_to_original=True)
        image = bitmap.to_pil()
    except (pdfium.PdfiumError, ValueError, OSError):
        return Content("picture")
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return pictures.read(buffer.getvalue(), (box.width, box.height))


def _ordered(page: Page) -> Page:
    return replace(page, lines=tuple(sorted(page.lines, key=lambda x: (round(x.box.centre[1] / 8), x.box.x0))))


def _with_tables(page: Page, layer: _Layer, pictures: PictureReader) -> Page:
    from tongban.prereview.reading.vector import with_tables

    red = layer.red_paths and not page.seals
    return with_tables(page, layer.edges, render(layer.page) if red else None, pictures.engine)

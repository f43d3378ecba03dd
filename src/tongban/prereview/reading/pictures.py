"""Pictures inside Word files and PDFs: stamp, signature, a scan of a page, or just a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tongban.prereview.reading.invented import Sheet
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Box, Ink, Line, Picture, Seal
from tongban.prereview.reading.ocr import OcrEngine

if TYPE_CHECKING:
    from tongban.prereview.reading.raster import Pixels


_RIM = 200


@dataclass(frozen=True)
class Content:
    """What one embedded picture shows: `kind` is seal, ink, text, picture or unread; boxes are shares (0 to 1) of
    the picture."""

    kind: str
    seals: tuple[Seal, ...] = ()
    colour: str = "black"
    text: str = ""
    confidence: float = 0.0
    doubts: tuple[tuple[str, str], ...] = ()
    lines: tuple[Line, ...] = ()
    problem: str | None = None


@dataclass
class PictureReader:
    """Reads embedded pictures with the given engine; the same bytes are read once."""

    engine: OcrEngine
    limits: Limits

    def __post_init__(self) -> None:
        self._known: dict[bytes, Content] = {}

    def read(self, data: bytes, size: tuple[float, float] = (0.0, 0.0)) -> Content:
        """Classify and read a picture file. `size` is its size on the page in pixels, 0 when unknown."""
        if data not in self._known:
            self._known[data] = self._read(data, size)
        return self._known[data]

    def _read(self, data: bytes, size: tuple[float, float]) -> Content:
        if not self.engine.available:
            return Content("unread", problem="pictures_unread")
        from tongban.prereview.reading import images, raster

        try:
            pixels = raster.decode(data, self.limits)
        except images.Undecodable:
            return Content("picture")
        return self.classify(pixels, size)

    def classify(self, pixels: Pixels, size: tuple[float, float] = (0.0, 0.0)) -> Content:
        """Tell stamp, signature, page of text and other pictures apart."""
        import numpy as np

        from tongban.prereview.reading import raster, seals

        small = raster.sheet_of(pixels).pixels
        fitted, factor = _fitted(small)
        # on a wide white sheet: a stamp is told from a red frame by not filling what it stands on
        stamps, _ = seals.find_stamps(np.pad(fitted, ((_RIM, _RIM), (_RIM, _RIM), (0, 0)), constant_values=255))
        if stamps:
            found = tuple(
                _shared(seals.read_stamp(small, _scaled(blob, 1 / factor), self.engine), small) for blob in stamps
            )
            if _covers(found):
                return Content("seal", seals=found)
        height, width = small.shape[:2]
        if max(size) > 600 or (max(size) == 0 and max(width, height) > 1000):
            return self._page(pixels)
        return self._strokes(np.pad(small, ((8, 8), (8, 8), (0, 0)), constant_values=255))

    def _page(self, pixels: Pixels) -> Content:
        from tongban.prereview.reading.scan import read_scan

        page, _problems = read_scan(pixels, 1, self.engine)
        lines = tuple(replace(x, box=_share(x.box, page.width, page.height)) for x in page.lines)
        if not lines:
            return Content("picture")
        stamps = tuple(replace(s, box=_share(s.box, page.width, page.height)) for s in page.seals)
        return Content("text", seals=stamps, lines=lines)

    def _strokes(self, pixels: Pixels) -> Content:
        import numpy as np

        gray = pixels.mean(axis=2)
        strokes = gray < min(200.0, float(np.median(gray)) - 40)
        share = float(strokes.mean())
        if not 0.004 < share < 0.45:
            return Content("picture")
        inked = pixels[strokes].astype(np.int16)
        red, green, blue = (float(v) for v in np.median(inked, axis=0))
        if red - max(green, blue) > 60:
            return Content("picture")
        colour = "blue" if blue - max(red, green) > 20 else "black"
        strip = self.engine.read_strips([pixels])[0]
        return Content("ink", colour=colour, text=strip.text, confidence=strip.confidence, doubts=strip.doubts)


def _fitted(pixels: Pixels) -> tuple[Pixels, float]:
    """The picture at most 240 pixels long, the size the stamp finder is made for, and the factor."""
    import cv2
    import numpy as np

    factor = min(1.0, 240 / max(pixels.shape[:2]))
    if factor == 1.0:
        return pixels, 1.0
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8), factor


def _scaled(blob: Any, factor: float) -> Any:
    numbers = (round(max(0, v - _RIM) * factor) for v in (blob.x0, blob.y0, blob.x1, blob.y1))
    return type(blob)(*numbers, blob.round)


def _shared(seal: Seal, pixels: Pixels) -> Seal:
    return replace(seal, box=_share(seal.box, pixels.shape[1], pixels.shape[0]))


def _share(box: Box, width: float, height: float) -> Box:
    return Box(box.x0 / width, box.y0 / height, box.x1 / width, box.y1 / height)


def _covers(found: tuple[Seal, ...]) -> bool:
    """A stamp picture holds a stamp and little else; a page scan with a stamp on it is a page."""
    return max(seal.box.width * seal.box.height for seal in found) > 0.2


def placed(share: Box, box: Box) -> Box:
    """A box given in shares of the picture, in page pixels."""
    return Box(
        box.x0 + share.x0 * box.width,
        box.y0 + share.y0 * box.height,
        box.x0 + share.x1 * box.width,
        box.y0 + share.y1 * box.height,
    )


def place(sheet: Sheet, content: Content, box: Box) -> float:
    """Put what a picture shows on an invented page at `box`; returns by how much the page grew."""
    if content.kind == "text":
        area = Box(0.0, sheet.y, 1000.0, sheet.y + 20.0 * max(1, len(content.lines)))
        sheet.lines += [replace(x, box=placed(x.box, area)) for x in content.lines]
        sheet.seals += [replace(s, box=placed(s.box, area)) for s in content.seals]
        return area.height
    if content.kind == "seal":
        sheet.seals += [replace(s, box=box) for s in content.seals]
    elif content.kind == "ink":
        sheet.ink.append(Ink(box, content.colour, content.text, content.confidence, content.doubts))
    else:
        sheet.pictures.append(Picture(box, content.kind))
    return 0.0

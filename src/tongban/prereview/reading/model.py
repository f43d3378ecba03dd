"""What a reading is made of: pages of lines, cells, seals and ink, each with its box.

One unit of length serves every source: **pixels at 150 dpi** of the page as a person looks at it, upright and
straightened (`Page.transform` leads there from the pixels of the file). Word and plain text have no geometry; their
lines are laid out on an invented page where order and table columns are the position (`Page.invented`), so that
"right of the label" and "in the same row" mean the same thing everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from unicodedata import east_asian_width

from tongban.core.messages import Message


class Origin(StrEnum):
    """Where a line's characters come from; only `OCR` can misread."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    DOCX = "docx"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, left, top, right, bottom, in pixels at 150 dpi from the top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether the point lies inside, or within `slack` of the edge."""
        return self.x0 - slack <= x <= self.x1 + slack and self.y0 - slack <= y <= self.y1 + slack

    def overlap_x(self, other: Box) -> float:
        """Length shared along x, 0 when apart."""
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0))

    def overlap_y(self, other: Box) -> float:
        """Length shared along y, 0 when apart."""
        return max(0.0, min(self.y1, other.y1) - max(self.y0, other.y0))

    def meets(self, other: Box) -> bool:
        """Whether the two have some of the page in common."""
        return self.overlap_x(other) > 0 and self.overlap_y(other) > 0

    def part(self, start: float, end: float) -> Box:
        """The slice between two shares (0 to 1) of the width: where some of a line's characters stand."""
        return Box(self.x0 + self.width * start, self.y0, self.x0 + self.width * end, self.y1)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them; a box of no size at the origin when there are none."""
    found = list(boxes)
    if not found:
        return Box(0, 0, 0, 0)
    return Box(min(b.x0 for b in found), min(b.y0 for b in found), max(b.x1 for b in found), max(b.y1 for b in found))


@dataclass(frozen=True, slots=True)
class Line:
    """Some characters in one row. `confidence` is 1.0 for text that was not recognised but read.

    `doubts` are characters the recogniser was unsure of, each with what else it may be: ``("洗", "冼浇")``; `places`
    are the middles of the characters as shares of the box's width, empty when not known.
    """

    text: str
    box: Box
    confidence: float = 1.0
    origin: Origin = Origin.OCR
    doubts: tuple[tuple[str, str], ...] = ()
    places: tuple[float, ...] = ()

    def share_before(self, index: int) -> float:
        """The share of the row's length that stands before character `index`: by where recognition saw the characters,
        else by their usual widths."""
        if index <= 0:
            return 0.0
        if len(self.places) == len(self.text):
            step = self.places[-1] / len(self.places)
            after = self.places[index] if index < len(self.places) else self.places[-1] + step
            return min(1.0, (self.places[index - 1] + min(after, self.places[index - 1] + 2 * step)) / 2)
        widths = [10.0 if east_asian_width(c) in "WFA" else 5.0 for c in self.text]
        return sum(widths[:index]) / (sum(widths) or 1.0)

    def parted_at(self, x: float) -> bool:
        """Whether the characters on both sides of this place (page pixels) stand further apart than usual in print;
        true where it is not known where they stand."""
        if len(self.places) != len(self.text) or len(self.text) < 2:
            return True
        widths = [1.0 if east_asian_width(c) in "WFA" else 0.55 for c in self.text]
        middles = [self.box.x0 + self.box.width * place for place in self.places]
        steps = [(b - a, (one + other) / 2) for (a, one), (b, other) in pairwise(zip(middles, widths, strict=True))]
        usual = sorted(step / width for step, width in steps)[len(steps) // 2]
        for (a, b), (step, width) in zip(pairwise(middles), steps, strict=True):
            if a <= x <= b:
                return step > (width + 0.4) * usual
        return True

    def cut_at(self, borders: Iterable[float]) -> list[Line]:
        """The pieces of the line between these places along x (page pixels), by where its characters stand."""
        shares = [self.share_before(index) for index in range(len(self.text) + 1)]
        middles = [self.box.x0 + self.box.width * (a + b) / 2 for a, b in pairwise(shares)]
        cuts = [0, *(sum(1 for x in middles if x < border) for border in borders), len(self.text)]
        return [piece for start, end in pairwise(cuts) if (piece := self.piece(start, end)).text]

    def piece(self, start: int, end: int) -> Line:
        """The characters from `start` to `end` as a line of their own, without spaces at the ends."""
        text = self.text[start:end]
        start, text = start + len(text) - len(text.lstrip()), text.strip()
        doubts = tuple(pair for pair in self.doubts if pair[0] in text)
        box = self.box.part(self.share_before(start), self.share_before(start + len(text)))
        return Line(text, box, self.confidence, self.origin, doubts)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; spans count rows and columns, 1 for a plain cell. `confidence` is that of its worst line."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    box: Box
    confidence: float = 1.0
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. Cells come in reading order."""

    box: Box
    rows: int
    columns: int
    cells: tuple[Cell, ...]

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells that start in this row, left to right."""
        return tuple(cell for cell in self.cells if cell.row == number)


@dataclass(frozen=True, slots=True)
class Seal:
    """A red stamp. `ring_text` runs along the edge; `centre_text` stands below the star.

    `alternatives` are other readings of the ring that were nearly as good; `confidence` is of the ring text (0 when
    nothing could be read there, which still is a seal).
    """

    box: Box
    ring_text: str = ""
    centre_text: str = ""
    confidence: float = 0.0
    round: bool = True
    alternatives: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ink:
    """Strokes that are not print: a hand signature. `colour` is blue, black or other; `text` is a guess at it."""

    box: Box
    colour: str = "black"
    text: str = ""
    confidence: float = 0.0
    doubts: tuple[tuple[str, str], ...] = ()


FADED = "faded_stamp"  # the kind of a picture that looks like a stamp without colour


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the page that is neither seal nor ink: portrait, poster, logo, stamp that lost its colour."""

    box: Box
    kind: str = "picture"


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a page picture can be read: contrast 0–255 between paper and ink, sharpness (edge width in pixels,
    about 2 is crisp, above 6 is blurred), share of dark pixels, mean confidence of its lines."""

    contrast: float = 255.0
    edge_width: float = 0.0
    dark_share: float = 0.0
    mean_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `number` counts from 1; `rotation` is degrees clockwise by which the file had to be turned;
    `transform` is the 3×3 matrix, row by row, from file pixels (at 150 dpi for PDF) to page pixels."""

    number: int
    width: float
    height: float
    origin: Origin
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    seals: tuple[Seal, ...] = ()
    ink: tuple[Ink, ...] = ()
    pictures: tuple[Picture, ...] = ()
    rotation: int = 0
    skew: float = 0.0
    quality: Quality = Quality()
    transform: tuple[float, ...] = (1, 0, 0, 0, 1, 0, 0, 0, 1)

    @property
    def invented(self) -> bool:
        """True where the boxes only tell order, not where anything is on paper."""
        return self.origin in (Origin.DOCX, Origin.TXT)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file or page cannot be read, or only in part. `code` is stable; `unreadable` says that what the person
    handed in is of no use as it is; `page` is None when it is about the file."""

    code: str
    message: Message
    unreadable: bool
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one file. `digest` is SHA-256 of its bytes, `engine` the version that read it: together the
    key under which a reading is kept."""

    digest: str
    engine: str
    source_kind: str
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def text(self) -> str:
        return "\n".join(page.text for page in self.pages)

    @property
    def unreadable(self) -> bool:
        """True when no page carries text that can be used."""
        useless = {p.page for p in self.problems if p.unreadable}
        return None in useless or (bool(useless) and len(useless) >= len(self.pages))


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """Top to bottom by rows, left to right within a row (rows share at least half of a line's height)."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: item.box.centre[1]):
        last = rows[-1][0] if rows else None
        if last is not None and abs(last.box.centre[1] - line.box.centre[1]) < 0.5 * min(
            last.box.height, line.box.height
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda item: item.box.x0)]

"""Word documents (Office Open XML): text, tables and pictures in their order. Nothing is run, nothing is fetched.

Read from the XML itself, with a parser that resolves no entities: macros, links and embedded objects stay closed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]  # comes with python-docx, has no stubs

from tongban.prereview.reading.invented import ROW, WIDTH, Sheet, text_width
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Box, Origin, Page, Problem
from tongban.prereview.reading.pictures import PictureReader, place
from tongban.prereview.reading.problems import problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_IMAGEDATA = "{urn:schemas-microsoft-com:vml}imagedata"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_EMU_PER_PIXEL = 914400 / 150

Piece = str | tuple[str, float, float]  # text, or (relation id, width, height in pixels; 0 unknown) of a picture


class Unreadable(Exception):
    """The document cannot be opened; carries the problem."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.found = found


@dataclass
class _Package:
    archive: zipfile.ZipFile
    limits: Limits
    relations: dict[str, str] = field(default_factory=dict)
    pictures_read: int = 0

    def read(self, name: str) -> bytes:
        return self.archive.read(name)

    def picture(self, relation: str) -> bytes | None:
        target = self.relations.get(relation)
        self.pictures_read += 1
        if target is None or self.pictures_read > self.limits.max_pictures:
            return None
        try:
            return self.read(target)
        except KeyError:
            return None


def read_word(data: bytes, pictures: PictureReader, limits: Limits) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Pages (parted at hard page breaks) and problems of a docx."""
    try:
        package = _open(data, limits)
        root = _parse(package.read("word/document.xml"))
    except Unreadable as error:
        return (), (error.found,)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError, ValueError, NotImplementedError, EOFError):
        return (), (problem("corrupt"),)
    except RuntimeError:  # zipfile: "File is encrypted"
        return (), (problem("encrypted"),)
    body = root.find(f"{_W}body")
    if body is None:
        return (), (problem("corrupt"),)
    writer = _Writer(package, pictures)
    writer.blocks(body)
    pages = writer.pages()
    found = list(writer.problems)
    if any("vbaProject" in name for name in package.archive.namelist()):
        found.append(problem("macros_ignored"))
    if len(pages) > limits.max_pages:
        return (), (problem("too_many_pages", pages=len(pages), limit=limits.max_pages),)
    if not any(page.lines or page.seals or page.ink or page.pictures for page in pages):
        found.append(problem("blank_page", page=1))
    return pages, tuple(found)


def _open(data: bytes, limits: Limits) -> _Package:
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if len(entries) > 5000 or sum(entry.file_size for entry in entries) > limits.max_unpacked:
        raise Unreadable(problem("decompression_bomb"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(problem("encrypted"))
    package = _Package(archive, limits)
    try:
        relations = _parse(package.read("word/_rels/document.xml.rels"))
    except KeyError:
        return package
    for relation in relations:
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"word/{target}")
            package.relations[relation.get("Id", "")] = path
    return package


def _parse(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(xml, parser)


@dataclass
class _Writer:
    """Walks the body and lays it out on invented pages."""

    package: _Package
    reader: PictureReader
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet(Origin.DOCX)])
    problems: list[Problem] = field(default_factory=list)

    def pages(self) -> tuple[Page, ...]:
        filled = [sheet for sheet in self.sheets if sheet.y > 0] or self.sheets[:1]
        return tuple(sheet.page(number) for number, sheet in enumerate(filled, 1))

    def blocks(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == f"{_W}p":
                self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                self.table(child)
            elif child.tag == f"{_W}sdt":
                content = child.find(f"{_W}sdtContent")
                if content is not None:
                    self.blocks(content)

    def paragraph(self, element: etree._Element) -> None:
        if any(b.get(f"{_W}type") == "page" for b in element.iter(f"{_W}br")):
            self.sheets.append(Sheet(Origin.DOCX))
        sheet = self.sheets[-1]
        pieces = list(_pieces(element))
        total = sum(text_width(piece) for piece in pieces if isinstance(piece, str))
        x = max(0.0, (WIDTH - total) / 2) if _centred(element) else 0.0
        self.put_pieces(sheet, pieces, x, None)
        sheet.next_row()
        for box in element.iter(f"{_W}txbxContent"):
            if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                self.blocks(box)

    def put_pieces(self, sheet: Sheet, pieces: list[Piece], x: float, width: float | None) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                indent = len(piece) - len(piece.lstrip(" \u3000"))
                text = piece.strip()
                if text:
                    x = sheet.put(text, x + text_width(piece[:indent]), width).x1
                else:
                    x += text_width(piece)
            else:
                x = self.put_picture(sheet, piece, x)

    def put_picture(self, sheet: Sheet, piece: tuple[str, float, float], x: float) -> float:
        raw = self.package.picture(piece[0])
        if raw is None:
            return x
        wide = min(max(piece[1], 60.0), 400.0)
        box = Box(x, sheet.y - ROW * 0.2, x + wide, sheet.y + ROW * 0.8)
        content = self.reader.read(raw, (piece[1], piece[2]))
        if content.problem and content.problem not in {found.code for found in self.problems}:
            self.problems.append(problem(content.problem, page=len(self.sheets)))
        sheet.y += place(sheet, content, box)
        return box.x1

    def table(self, element: etree._Element) -> None:
        sheet = self.sheets[-1]
        rows, pictures = _rows(element)
        columns = max((column + span for row in rows for column, span, _ in row), default=0)
        top = sheet.y
        sheet.grid(rows, columns)
        below = sheet.y
        step = WIDTH / max(columns, 1)
        for number, column, text, piece in pictures:
            sheet.y = top + number * ROW
            self.put_picture(sheet, piece, column * step + min(text_width(text), step / 2))
        sheet.y = max(below, sheet.y) + ROW


def _centred(paragraph: etree._Element) -> bool:
    found = paragraph.find(f"{_W}pPr/{_W}jc")
    return found is not None and found.get(f"{_W}val") in ("center", "centre")


def _pieces(paragraph: etree._Element) -> Iterator[Piece]:
    """Texts and pictures of one paragraph in order; text boxes, deleted and hidden text left out."""
    text = ""
    for node in paragraph.iter():
        if _elsewhere(node, paragraph):
            continue
        if node.tag == f"{_W}t":
            text += node.text or ""
        elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr") and node.getparent().tag == f"{_W}r":
            text += "  "
        elif node.tag == f"{_W}noBreakHyphen":
            text += "-"
        elif node.tag in (_BLIP, _IMAGEDATA):
            relation = node.get(f"{_R}embed") or node.get(f"{_R}id")
            if relation:
                if text:
                    yield text
                text = ""
                yield relation, *_extent(node)
    if text:
        yield text


def _elsewhere(node: etree._Element, paragraph: etree._Element) -> bool:
    for parent in node.iterancestors():
        if parent is paragraph:
            return False
        if parent.tag in (f"{_W}txbxContent", _FALLBACK, f"{_W}del"):
            return True
        if parent.tag == f"{_W}r":
            hidden = parent.find(f"{_W}rPr/{_W}vanish")
            if hidden is not None and hidden.get(f"{_W}val") not in ("0", "false"):
                return True
    return False


def _extent(blip: etree._Element) -> tuple[float, float]:
    for parent in blip.iterancestors():
        found = parent.find(_EXTENT)
        if found is not None:
            return int(found.get("cx", "0")) / _EMU_PER_PIXEL, int(found.get("cy", "0")) / _EMU_PER_PIXEL
        if parent.tag == f"{_W}r":
            break
    return 0.0, 0.0


Row = list[tuple[int, int, str]]
Placed = tuple[int, int, str, tuple[str, float, float]]


def _rows(table: etree._Element) -> tuple[list[Row], list[Placed]]:
    """Cells per row as (column, span, text), and pictures as (row, column, text before, picture)."""
    rows: list[Row] = []
    pictures: list[Placed] = []
    for element in table.iter(f"{_W}tr"):
        if next(element.iterancestors(f"{_W}tbl")) is not table:
            continue
        row: Row = []
        column = _number(element.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in element.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not element:
                continue
            span = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            pieces = [piece for paragraph in cell.iter(f"{_W}p") for piece in [*_pieces(paragraph), "\n"]]
            text = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
            pictures += [(len(rows), column, text, piece) for piece in pieces if not isinstance(piece, str)]
            row.append((column, span, " ".join(text.split("\n"))))
            column += span
        rows.append(row)
    return rows, pictures


def _number(element: etree._Element | None, default: int) -> int:
    try:
        return max(1, int(element.get(f"{_W}val", default))) if element is not None else default
    except ValueError:
        return default

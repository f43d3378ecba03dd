"""The entry point: bytes of one upload in, its reading out. Never raises for a bad file; that is a problem."""

from __future__ import annotations

import hashlib

from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Origin, Page, Problem, Reading
from tongban.prereview.reading.ocr import OcrEngine
from tongban.prereview.reading.pdf import read_pdf
from tongban.prereview.reading.pictures import PictureReader
from tongban.prereview.reading.plain import read_text
from tongban.prereview.reading.problems import problem
from tongban.prereview.reading.sniff import PICTURES, extension_fits, extension_of, kind_of
from tongban.prereview.reading.word import read_word

READER_VERSION = "1"  # raise it when the same bytes may now read differently

Found = tuple[tuple[Page, ...], tuple[Problem, ...]]


def engine_version(engine: OcrEngine) -> str:
    """What stands beside the digest in the cache key."""
    return f"{READER_VERSION}+{engine.version}"


def read_file(data: bytes, name: str, engine: OcrEngine, limits: Limits | None = None) -> Reading:
    """Read one file. `name` only serves to compare its extension with the content."""
    bounds = limits or Limits()
    digest = hashlib.sha256(data).hexdigest()
    kind = kind_of(data) if data else "empty"
    pages, problems = _read(data, kind, engine, bounds)
    if data and not extension_fits(kind, name) and kind != "unknown":
        problems = (*problems, problem("wrong_extension", extension=extension_of(name), kind=kind))
    return Reading(digest, engine_version(engine), kind, pages, problems)


def _read(data: bytes, kind: str, engine: OcrEngine, limits: Limits) -> Found:
    if not data:
        return (), (problem("empty_file"),)
    if len(data) > limits.max_bytes:
        size, limit = f"{len(data) / 1e6:.0f} MB", f"{limits.max_bytes / 1e6:.0f} MB"
        return (), (problem("too_large", size=size, limit=limit),)
    pictures = PictureReader(engine, limits)
    if kind == "txt":
        return read_text(data, limits)
    if kind == "docx":
        return read_word(data, pictures, limits)
    if kind == "pdf":
        return read_pdf(data, pictures, limits)
    if kind in PICTURES:
        return _read_picture(data, engine, limits)
    if kind == "unknown":
        return (), (problem("corrupt"),)
    return (), (problem("unsupported_type", kind=kind),)


def _read_picture(data: bytes, engine: OcrEngine, limits: Limits) -> Found:
    if not engine.available:
        return (Page(1, 0, 0, Origin.OCR),), (problem("ocr_unavailable", page=1),)
    from tongban.prereview.reading import raster, scan

    try:
        pixels = raster.decode(data, limits)
    except raster.Undecodable as error:
        return (), (error.found,)
    page, problems = scan.read_scan(pixels, 1, engine)
    return (page,), problems

"""The entry point: bytes of one upload in, its reading out. Never raises for a bad file; that is a problem."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from tongban.prereview.reading.bounded import bounded
from tongban.prereview.reading.cache import ReadingCache
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Origin, Page, Problem, Reading
from tongban.prereview.reading.ocr import OcrEngine
from tongban.prereview.reading.pdf import read_pdf
from tongban.prereview.reading.pictures import PictureReader
from tongban.prereview.reading.plain import read_text
from tongban.prereview.reading.problems import problem
from tongban.prereview.reading.sniff import PICTURES, extension_fits, extension_of, kind_of
from tongban.prereview.reading.word import read_word

READER_VERSION = "13"  # raise it when the same bytes may now read differently

_USELESS = {"unknown": "corrupt", "locked": "encrypted", "ole": "old_office"}  # kinds with their problem

OnPage = Callable[[int], None]
Found = tuple[tuple[Page, ...], tuple[Problem, ...]]


def engine_version(engine: OcrEngine) -> str:
    """What stands beside the digest in the cache key."""
    return f"{READER_VERSION}+{engine.version}"


def read_file(
    data: bytes, name: str, engine: OcrEngine, limits: Limits | None = None, on_page: OnPage | None = None
) -> Reading:
    """Read one file. `name` only serves to compare its extension with the content; `on_page` is told each page that
    is done (a sign of life)."""
    digest = hashlib.sha256(data).hexdigest()
    kind = kind_of(data) if data else "empty"
    pages, problems = _read(data, kind, engine, limits or Limits(), on_page or (lambda number: None))
    pages, cut = bounded(pages, limits or Limits())
    return named(Reading(digest, engine_version(engine), kind, pages, (*problems, *cut)), name)


def named(reading: Reading, name: str) -> Reading:
    """The reading with the remark that the name's extension is wrong, where it is; readings are kept without names."""
    problems = tuple(p for p in reading.problems if p.code != "wrong_extension")
    kind = reading.source_kind
    if kind not in (*_USELESS, "empty", "unread") and not extension_fits(kind, name):
        problems = (*problems, problem("wrong_extension", extension=extension_of(name), kind=kind))
    return replace(reading, problems=problems)


def read_with(
    cache: ReadingCache, version: str, data: bytes, name: str, read: Callable[[bytes, str], Reading]
) -> Reading:
    """The kept reading of these bytes, or a new one by `read`, which is then kept. `version` is the engine's.

    What depends on the moment (a time-out, a reader that died) is not kept.
    """
    kept = cache.get(hashlib.sha256(data).hexdigest(), version)
    if kept is not None:
        return named(kept, name)
    reading = read(data, name)
    if reading.engine == version and reading.source_kind != "unread":
        cache.put(named(reading, ""))
    return reading


def _read(data: bytes, kind: str, engine: OcrEngine, limits: Limits, on_page: OnPage) -> Found:
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
        return read_pdf(data, pictures, limits, on_page)
    if kind in PICTURES:
        return _read_picture(data, engine, limits)
    if kind in _USELESS:
        return (), (problem(_USELESS[kind]),)
    return (), (problem("unsupported_type", kind=kind),)


def _read_picture(data: bytes, engine: OcrEngine, limits: Limits) -> Found:
    if not engine.available:
        return (Page(1, 0, 0, Origin.OCR),), (problem("ocr_unavailable", page=1),)
    from tongban.prereview.reading import images, raster, scan

    try:
        pixels = raster.decode(data, limits)
    except images.Undecodable as error:
        return (), (error.found,)
    page, problems = scan.read_scan(pixels, 1, engine)
    return (page,), problems

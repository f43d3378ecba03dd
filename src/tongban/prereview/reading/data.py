"""Readings as plain JSON data and back, so that they can be kept by content hash."""

from __future__ import annotations

from typing import Any

from tongban.prereview.reading.model import (
    Box,
    Cell,
    Ink,
    Line,
    Origin,
    Page,
    Picture,
    Problem,
    Quality,
    Reading,
    Seal,
    Table,
)
from tongban.prereview.reading.problems import problem

FORMAT = 2  # raise it when the shape of the data changes; older data then counts as not kept

Data = dict[str, Any]


def to_data(reading: Reading) -> Data:
    """The reading as JSON-ready data (lists, dicts, numbers, strings). Coordinates are kept to 0.1 pixel."""
    return {
        "format": FORMAT,
        "digest": reading.digest,
        "engine": reading.engine,
        "source_kind": reading.source_kind,
        "pages": [_page_to(page) for page in reading.pages],
        "problems": [
            {"code": p.code, "page": p.page, "data": {k: v for k, v in p.message.data.items() if k != "page"}}
            for p in reading.problems
        ],
    }


def from_data(data: Data) -> Reading:
    """The reading that `to_data` wrote. Raises ValueError for another format, KeyError for damaged data."""
    if data.get("format") != FORMAT:
        raise ValueError(f"reading data of format {data.get('format')!r}, expected {FORMAT}")
    return Reading(
        digest=data["digest"],
        engine=data["engine"],
        source_kind=data["source_kind"],
        pages=tuple(_page_from(page) for page in data["pages"]),
        problems=tuple(_problem_from(p) for p in data["problems"]),
    )


def _problem_from(data: Data) -> Problem:
    return problem(data["code"], page=data["page"], **data["data"])


def _box_to(box: Box) -> list[float]:
    return [round(value, 1) for value in (box.x0, box.y0, box.x1, box.y1)]


def _pairs(doubts: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [list(pair) for pair in doubts]


def _unpair(doubts: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((read, others) for read, others in doubts)


def _page_to(page: Page) -> Data:
    return {
        "number": page.number,
        "size": [page.width, page.height],
        "origin": page.origin.value,
        "lines": [
            [x.text, _box_to(x.box), round(x.confidence, 4), x.origin.value, _pairs(x.doubts), list(x.places)]
            for x in page.lines
        ],
        "tables": [_table_to(table) for table in page.tables],
        "seals": [
            [
                _box_to(s.box),
                s.ring_text,
                s.centre_text,
                round(s.confidence, 4),
                s.round,
                list(s.alternatives),
                _pairs(s.doubts),
            ]
            for s in page.seals
        ],
        "ink": [[_box_to(x.box), x.colour, x.text, round(x.confidence, 4), _pairs(x.doubts)] for x in page.ink],
        "pictures": [[_box_to(x.box), x.kind] for x in page.pictures],
        "rotation": page.rotation,
        "skew": page.skew,
        "quality": [
            page.quality.contrast,
            page.quality.edge_width,
            page.quality.dark_share,
            page.quality.mean_confidence,
        ],
        "transform": list(page.transform),
    }


def _page_from(data: Data) -> Page:
    return Page(
        number=data["number"],
        width=data["size"][0],
        height=data["size"][1],
        origin=Origin(data["origin"]),
        lines=tuple(
            Line(text, Box(*box), sure, Origin(origin), _unpair(doubts), tuple(places))
            for text, box, sure, origin, doubts, places in data["lines"]
        ),
        tables=tuple(_table_from(table) for table in data["tables"]),
        seals=tuple(
            Seal(Box(*box), ring, centre, sure, is_round, tuple(others), _unpair(doubts))
            for box, ring, centre, sure, is_round, others, doubts in data["seals"]
        ),
        ink=tuple(
            Ink(Box(*box), colour, text, sure, _unpair(doubts)) for box, colour, text, sure, doubts in data["ink"]
        ),
        pictures=tuple(Picture(Box(*box), kind) for box, kind in data["pictures"]),
        rotation=data["rotation"],
        skew=data["skew"],
        quality=Quality(*data["quality"]),
        transform=tuple(data["transform"]),
    )


def _table_to(table: Table) -> Data:
    return {
        "box": _box_to(table.box),
        "size": [table.rows, table.columns],
        "cells": [
            [
                c.row,
                c.column,
                c.row_span,
                c.column_span,
                c.text,
                _box_to(c.box),
                round(c.confidence, 4),
                _pairs(c.doubts),
            ]
            for c in table.cells
        ],
    }


def _table_from(data: Data) -> Table:
    cells = tuple(
        Cell(r, c, rs, cs, text, Box(*box), sure, _unpair(doubts))
        for r, c, rs, cs, text, box, sure, doubts in data["cells"]
    )
    return Table(Box(*data["box"]), data["size"][0], data["size"][1], cells)

"""Ruled tables and drawn stamps of digital PDFs, from their paths instead of pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from tongban.prereview.reading import grids, seals
from tongban.prereview.reading.model import Box, Page, reading_order
from tongban.prereview.reading.ocr import OcrEngine
from tongban.prereview.reading.raster import Pixels


def with_tables(page: Page, edges: Sequence[Box], picture: Pixels | None, engine: OcrEngine) -> Page:
    """The page with its tables filled; with stamps too when `picture` (the rendered page) is given."""
    tables = grids.find_tables(_rules(edges, page.width, page.height)) if edges else []
    lines = reading_order(grids.split_lines(page.lines, tables))
    found = page.seals
    if picture is not None:
        stamps, _ = seals.find_stamps(picture)
        found = tuple(seals.read_stamp(picture, blob, engine) for blob in stamps)
    return replace(page, lines=tuple(lines), tables=grids.fill(tables, lines), seals=found)


def _rules(edges: Sequence[Box], width: float, height: float) -> Pixels:
    mask = np.zeros((int(height) + 2, int(width) + 2), np.uint8)
    for edge in edges:
        if edge.width > 0.98 * width and edge.height > 0.98 * height:
            continue
        corners = (round(edge.x0), round(edge.y0)), (round(edge.x1), round(edge.y1))
        if min(edge.width, edge.height) < 5:
            cv2.rectangle(mask, *corners, 255, -1)
        else:
            cv2.rectangle(mask, *corners, 255, 2)
    return mask

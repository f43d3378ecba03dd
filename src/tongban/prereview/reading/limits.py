"""What a file may cost at most. The numbers are generous for honest papers and small for hostile ones."""

from __future__ import annotations

from dataclasses import dataclass

DPI = 150  # enough for OCR: 200 dpi read no better here and costs a half more
MAX_SIDE = 1800  # pixels of the longer side of a page picture; A4 at 150 dpi is 1754


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file. Sizes in bytes, pixels per picture before decoding, characters per file and per table cell,
    lines per page; seconds of wall time per file and page, kept by the pool, which ends a reader that takes longer."""

    max_bytes: int = 50_000_000
    max_pages: int = 50
    max_pixels: int = 60_000_000
    max_unpacked: int = 200_000_000
    max_pictures: int = 200
    max_characters: int = 100_000
    max_lines: int = 1500
    max_cell: int = 5000
    seconds_per_page: float = 20.0
    seconds_per_file: float = 120.0

"""Pictures of pages as the reading saw them: upright, straightened, so that a box drawn on them is where it was read.

Drawn in a process of its own with limits of time and memory, because a hostile file may end it. Reading and drawing
share only numbers: each page's size and the matrix from the pixels of the file to those of the page.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from tongban.prereview.reading.frames import receive, send
from tongban.prereview.reading.limits import DPI, MAX_SIDE, Limits
from tongban.prereview.reading.model import Reading

SECONDS = 90.0  # for one file of up to fifty pages
MEMORY = 2_000_000_000  # bytes of address space
QUALITY = 82  # of the JPEG; text stays crisp, a scanned page takes about 300 kB
LARGEST_POINTS = 3000  # of a PDF page, as in reading
IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


def draw(data: bytes, reading: Reading) -> dict[int, bytes]:
    """JPEG by page number for the pages that have a picture. Pages that could not be drawn are left out; never raises
    for what the file does."""
    wanted = [
        {"page": page.number, "size": [round(page.width), round(page.height)], "transform": list(page.transform)}
        for page in reading.pages
        if not page.invented and page.width >= 1 and page.height >= 1
    ]
    header = {"kind": reading.source_kind, "pages": wanted}
    given = io.BytesIO()
    send(given, header, data)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tongban.prereview.drawing"],
            input=given.getvalue(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        return dict(_frames(error.stdout or b""))
    return dict(_frames(done.stdout))


def _frames(output: bytes) -> Iterator[tuple[int, bytes]]:
    stream = io.BytesIO(output)
    try:
        while (frame := receive(stream)) is not None:
            header, data = frame
            if data:
                yield int(header["page"]), data
    except (ValueError, KeyError):
        return  # cut short: the process was ended in the middle of a page


def pictures(data: bytes, header: Mapping[str, Any]) -> Iterator[tuple[int, bytes]]:
    """The wanted pages of one file, one after the other."""
    pages = {int(page["page"]): page for page in header["pages"]}
    source = _pdf_pages(data, pages) if header["kind"] == "pdf" else _only_page(data)
    for number, image in source:
        if number in pages:
            yield number, _jpeg(straightened(image, pages[number]["size"], pages[number]["transform"]))


def straightened(image: Image.Image, size: list[int], transform: list[float]) -> Image.Image:
    """The picture of the file as the page of the reading."""
    target = (size[0], size[1])
    if all(abs(a - b) < 1e-6 for a, b in zip(transform, IDENTITY, strict=True)):
        return image if image.size == target else image.resize(target, Image.Resampling.LANCZOS)
    inverse = _inverse(transform)
    coefficients = tuple(value / inverse[8] for value in inverse[:8])
    return image.transform(
        target, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=(235, 235, 235)
    )


def _inverse(m: list[float]) -> list[float]:
    """Inverse of a 3×3 matrix given row by row, up to a factor."""
    a, b, c, d, e, f, g, h, i = m
    return [
        e * i - f * h, c * h - b * i, b * f - c * e,
        f * g - d * i, a * i - c * g, c * d - a * f,
        d * h - e * g, b * g - a * h, a * e - b * d,
    ]  # fmt: skip


def _pdf_pages(data: bytes, wanted: Mapping[int, Any]) -> Iterator[tuple[int, Image.Image]]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    for number in sorted(wanted):
        if 0 < number <= len(document):
            page = document[number - 1]
            scale = DPI / 72 * min(1.0, LARGEST_POINTS / max(*page.get_size(), 1.0))
            yield number, page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")


def _only_page(data: bytes) -> Iterator[tuple[int, Image.Image]]:
    image = Image.open(io.BytesIO(data))
    if image.width * image.height <= Limits().max_pixels:
        image.draft("RGB", (2 * MAX_SIDE, 2 * MAX_SIDE))  # as in reading, so that the matrix fits
        yield 1, ImageOps.exif_transpose(image).convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def main(given: BinaryIO, answers: BinaryIO) -> None:
    """Draw what is asked for on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS)))
    frame = receive(given)
    if frame is None:
        return
    header, data = frame
    for number, jpeg in pictures(data, header):
        send(answers, {"kind": "picture", "page": number}, jpeg)
        answers.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)

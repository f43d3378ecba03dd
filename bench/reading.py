"""How fast uploads are read, and how large a reader grows.

    python -m bench.reading                       pages drawn by the tests
    python -m bench.reading FOLDER [FOLDER …]     files of your own

Prints, for pages that are pictures, the time of reading over the time of bare OCR of the same pages (same engine,
threads and resolution, each page right after the other, the stamps' ring text counted apart); for text documents,
pages a second on one core; and the resident memory of the process after all of it. Bare OCR is detection and
recognition alone, without the classifier of line directions that RapidOCR runs by default.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium

from tests.prereview.reading import papers
from tongban.prereview.reading import images, raster, scan, seals
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Origin
from tongban.prereview.reading.ocr import OcrEngine, make_engine
from tongban.prereview.reading.pdf import render
from tongban.prereview.reading.read import read_file
from tongban.prereview.reading.sniff import PICTURES, kind_of

TARGET_RATIO, TARGET_PAGES, TARGET_RSS = 1.15, 20.0, 2_000_000_000
FORM = "\n".join(f"[项目{i}], [内容{i}：成都市青羊区清江东路{i}号]," for i in range(24))
TEXT_PDF = f"= 申请表\n#table(columns: (1fr, 2fr, 1fr, 2fr),\n{FORM}\n)\n#lorem(120)\n#pagebreak()\n" * 5


def drawn_files(folder: Path) -> Iterator[bytes]:
    """A few scans of several sizes with stamps, and digital documents."""
    rows = [
        f"第{i}项：四川省绵阳市涪城区临园路东段{70 + i}号，核定床位{100 + i}张，联系人上官云飞。" for i in range(16)
    ]
    for number, height in enumerate((900, 1240, 1500, 1754)):
        page = papers.page(rows[: 10 + 2 * number], size=(1240, height))
        stamped = papers.put(page, papers.stamp("绵阳市涪城区卫生健康局"), 800, height - 320)
        yield papers.encoded(stamped, "JPEG", quality=75)
        yield papers.encoded(papers.photographed(stamped), "JPEG", quality=85)
        yield papers.encoded(stamped.rotate(1.5, fillcolor=(244, 244, 244)))
    yield papers.pdf(TEXT_PDF, folder)
    yield papers.word([["姓名", "王小明", "性别", "女"]] * 20, ["承诺属实。"] * 10)
    yield "\n".join(rows).encode("gb18030")


def files_of(folders: list[str]) -> Iterator[bytes]:
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.suffix.lower() in {".pdf", ".docx", ".txt", ".jpg", ".jpeg", ".png"}:
                yield path.read_bytes()


def pictures_of(data: bytes, engine: OcrEngine) -> Iterator[raster.Pixels]:
    """The pictures that reading this file recognises: the file itself, or the scanned pages of a PDF."""
    kind = kind_of(data)
    try:
        if kind in PICTURES:
            yield raster.decode(data, Limits())
        elif kind == "pdf" and any(p.origin is Origin.OCR for p in read_file(data, "a.pdf", engine).pages):
            yield from (render(page) for page in pdfium.PdfDocument(data))
    except (images.Undecodable, pdfium.PdfiumError):
        return


class RingClock:
    """Adds up the time spent on the ring text of stamps."""

    def __init__(self) -> None:
        self.seconds, self.count = 0.0, 0
        self._read = seals.read_stamp
        seals.read_stamp = self.read

    def read(self, pixels: raster.Pixels, blob: seals.Blob, engine: OcrEngine) -> seals.Seal:
        start = time.perf_counter()
        found = self._read(pixels, blob, engine)
        self.seconds += time.perf_counter() - start
        self.count += 1
        return found


def time_scans(files: list[bytes], engine: OcrEngine, most: int) -> dict[str, float]:
    """Seconds of bare OCR and of reading over the same pages, without and with the ring text of stamps."""
    clock, ratios, bare_total, read_total, rings = RingClock(), [], 0.0, 0.0, 0.0
    for pixels in islice((p for data in files for p in pictures_of(data, engine)), most):
        sheet = raster.flattened(raster.sheet_of(pixels))
        engine.read_rows(engine.find_rows(sheet.pixels))  # the runtime prepares itself for this size once
        start = time.perf_counter()
        engine.read_rows(engine.find_rows(sheet.pixels))
        bare = time.perf_counter() - start
        clock.seconds = 0.0
        start = time.perf_counter()
        scan.read_scan(pixels, 1, engine)
        whole = time.perf_counter() - start - clock.seconds
        rings += clock.seconds
        bare_total, read_total = bare_total + bare, read_total + whole
        ratios.append(whole / bare)
    if not ratios:
        return {"pages": 0}
    return {
        "pages": len(ratios),
        "bare_seconds": round(bare_total, 2),
        "reading_seconds": round(read_total, 2),
        "ratio": round(read_total / bare_total, 3),
        "median_ratio": round(median(ratios), 3),
        "target_ratio": TARGET_RATIO,
        "ms_per_ring": round(1000 * rings / max(1, clock.count)),
    }


def time_text(files: list[bytes], engine: OcrEngine, seconds: float) -> dict[str, float]:
    """Pages a second of processor time over all files that need no OCR, stamps counted apart."""
    clock = RingClock()
    chosen = []
    for data in files:
        if kind_of(data) in {"txt", "docx", "pdf"}:
            reading = read_file(data, "a", engine)
            if reading.pages and all(page.origin is not Origin.OCR for page in reading.pages):
                chosen.append(data)
    pages, clock.seconds, start = 0, 0.0, time.process_time()
    while chosen and time.process_time() - start - clock.seconds < seconds:
        pages += sum(len(read_file(data, "a", engine).pages) for data in chosen)
    spent = time.process_time() - start - clock.seconds
    return {"files": len(chosen), "pages_per_second": round(pages / spent, 1), "target": TARGET_PAGES}


def run(
    folders: list[str] | None = None, engine_name: str = "auto", threads: int = 2, most: int = 40
) -> dict[str, object]:
    """All figures. Ring text is timed on the clock of the wall, so `pages_per_second` wants an idle machine."""
    engine = make_engine(engine_name, threads)
    with TemporaryDirectory() as folder:
        files = list(files_of(folders) if folders else drawn_files(Path(folder)))
    scans, text = time_scans(files, engine, most), time_text(files, engine, 3.0)
    rss = int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    return {
        "engine": f"{engine.version}, {threads} threads",
        "scans": scans,
        "text_documents": text,
        "rss_mb": round(rss / 1e6),
        "target_rss_mb": round(TARGET_RSS / 1e6),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--most", type=int, default=40, help="picture pages to time")
    options = parser.parse_args()
    print(json.dumps(run(options.folders, options.engine, options.threads, options.most), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

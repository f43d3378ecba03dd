"""Draw one page of an upload as a PNG, in a process of its own: what a stranger made is opened nowhere else.

Run as a script with nothing of the platform loaded: `picture_process.py count SOURCE KIND` prints how many pages there
are; `picture_process.py draw SOURCE KIND PAGE TARGET` writes page PAGE (from 1). Leaves with 1 when it cannot."""

from __future__ import annotations

import resource
import sys
import warnings
from pathlib import Path

LONGEST_SIDE = 1800  # pixels of a drawn page
MEMORY = 2 * 1024**3  # bytes of address space
SECONDS = 20  # of processor time


def limit() -> None:
    """A file that would eat the machine ends this process alone."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def count(source: Path, kind: str) -> int:
    if kind != "pdf":
        return 1
    import pypdfium2

    return len(pypdfium2.PdfDocument(source))


def draw(source: Path, kind: str, page: int, target: Path) -> None:
    picture = _pdf_page(source, page) if kind == "pdf" else _picture(source)
    picture.save(target, format="PNG")


def _pdf_page(source: Path, page: int):  # type: ignore[no-untyped-def]  # pictures have no type before Pillow is loaded
    import pypdfium2

    sheet = pypdfium2.PdfDocument(source)[page - 1]
    scale = min(4.0, LONGEST_SIDE / max(1.0, *sheet.get_size()))
    return sheet.render(scale=scale).to_pil().convert("RGB")


def _picture(source: Path):  # type: ignore[no-untyped-def]  # as above
    from PIL import Image, ImageOps

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(source) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    layered = picture.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered).convert("RGB")


def main(arguments: list[str]) -> int:
    limit()
    what, source, kind = arguments[0], Path(arguments[1]), arguments[2]
    try:
        if what == "count":
            sys.stdout.write(str(count(source, kind)))
        else:
            draw(source, kind, int(arguments[3]), Path(arguments[4]))
    except Exception as error:  # any failure of a stranger's file is the same answer: it cannot be shown
        sys.stderr.write(type(error).__name__)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

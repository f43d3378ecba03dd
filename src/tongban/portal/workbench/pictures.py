"""Uploads as pictures of their pages. A browser of staff never gets the file itself to display, only what we drew.

Drawn pages are kept under the data folder by the digest of the file, so a page is drawn once."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from tongban.base import files
from tongban.base.rows import StoredFile

KINDS = {"application/pdf": "pdf", "image/jpeg": "picture", "image/png": "picture"}
MOST_PAGES = 200  # shown; the download has them all
PATIENCE = 40  # seconds
_SCRIPT = Path(__file__).with_name("picture_process.py")


def page_count(file: StoredFile) -> int:
    """How many pages can be shown, at most `MOST_PAGES`; 0 for a kind that is not drawn or a file beyond reading."""
    kind = KINDS.get(file.media_type)
    if kind is None:
        return 0
    kept = _folder(file) / "pages"
    if not kept.exists():
        counted = _run("count", str(files.path_of(file)), kind)
        if counted is None or not counted.isdigit():
            return 0
        _write(kept, counted.encode())
    return min(int(kept.read_text()), MOST_PAGES)


def page_picture(file: StoredFile, number: int) -> Path | None:
    """The PNG of a page (from 1), drawn now if it is not there yet; None when it cannot be drawn."""
    if not 1 <= number <= page_count(file):
        return None
    kept = _folder(file) / f"{number}.png"
    if not kept.exists():
        with tempfile.TemporaryDirectory(dir=_folder(file)) as folder:
            drawn = Path(folder) / "page.png"
            source, kind = str(files.path_of(file)), KINDS[file.media_type]
            if _run("draw", source, kind, str(number), str(drawn)) is None:
                return None
            drawn.replace(kept)
    return kept


def _run(*arguments: str) -> str | None:
    """What the drawing process printed, None when it failed or took too long."""
    command = [sys.executable, "-I", str(_SCRIPT), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def _folder(file: StoredFile) -> Path:
    folder = Path(settings.TONGBAN_HOME) / "page-pictures" / file.sha256[:2] / file.sha256
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _write(target: Path, data: bytes) -> None:
    """Whole or not at all, because two requests may come at once."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as stream:
        stream.write(data)
    Path(stream.name).replace(target)

"""Readings kept by content: the same bytes are never read twice by the same engine."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Protocol

from tongban.prereview.reading.data import from_data, to_data
from tongban.prereview.reading.model import Reading


class ReadingCache(Protocol):
    """Where readings are kept. Keys are the SHA-256 of the file and the version of the engine."""

    def get(self, digest: str, engine: str) -> Reading | None:
        """The kept reading, None when there is none (or it can no longer be understood)."""
        ...

    def put(self, reading: Reading) -> None:
        """Keep a reading under its own digest and engine."""
        ...


class NoCache:
    """Keeps nothing."""

    def get(self, digest: str, engine: str) -> Reading | None:
        return None

    def put(self, reading: Reading) -> None:
        return None


class FolderCache:
    """Readings as JSON files in a folder that only its owner can enter: they hold what the papers say."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()

    def get(self, digest: str, engine: str) -> Reading | None:
        try:
            reading = from_data(json.loads(self._path(digest, engine).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None
        return reading if (reading.digest, reading.engine) == (digest, engine) else None

    def put(self, reading: Reading) -> None:
        path = self._path(reading.digest, reading.engine)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(to_data(reading), file, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(path)  # whole or not at all, also with several writers

    def _path(self, digest: str, engine: str) -> Path:
        safe = "".join(c if c.isalnum() or c in "+-." else "_" for c in engine)
        return self.folder / safe / digest[:2] / f"{digest}.json"


def default_folder() -> Path:
    """The user's cache folder, by the XDG convention."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "tongban" / "readings"

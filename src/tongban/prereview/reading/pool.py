"""A warm pool of reader processes. A file that takes too long, or too much memory, costs one process, nothing else.

The keeper never imports an OCR library. Each process reads one file at a time; a process that ends is replaced when
the next file comes.
"""

from __future__ import annotations

import hashlib
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self, cast

from tongban.prereview.reading.data import from_data
from tongban.prereview.reading.frames import receive, send
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Reading
from tongban.prereview.reading.problems import problem

_START_SECONDS = 120.0  # for a process to load its models on a busy machine
_FRUGAL = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}  # glibc: give memory back (170 MB less here)
_LOOK_SECONDS = 0.1  # between two looks at a process that is reading


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """`size` processes of `threads` OCR threads each; a process above `max_rss` bytes is ended, one above
    `tired_rss`, or after `max_files`, is replaced between files. `limits` hold where a file has none of its own."""

    size: int = 1
    threads: int = 2
    engine: str = "auto"
    max_rss: int = 2_000_000_000
    tired_rss: int = 1_600_000_000
    max_files: int = 500
    limits: Limits = field(default_factory=Limits)


class _Reader:
    """One process and the thread that listens to it."""

    def __init__(self, settings: PoolSettings) -> None:
        self._settings = settings
        self._frames: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.files = 0
        environment = {**os.environ, **_FRUGAL, "OMP_NUM_THREADS": str(settings.threads)}
        command = [sys.executable, "-m", "tongban.prereview.reading.worker", settings.engine, str(settings.threads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        threading.Thread(target=self._listen, daemon=True).start()
        ready = self._next(time.monotonic() + _START_SECONDS)
        self.engine = str(ready["engine"]) if ready else ""
        if not ready:
            self.end()

    def _listen(self) -> None:
        stream = cast(BinaryIO, self.process.stdout)
        try:
            while (frame := receive(stream)) is not None:
                self._frames.put(frame[0])
        except (OSError, ValueError):  # closed under the reading thread when the process is ended
            pass
        self._frames.put(None)

    def _next(self, deadline: float) -> dict[str, Any] | None:
        """The next frame; None when the process is gone, too large, or late."""
        while time.monotonic() < deadline:
            try:
                return self._frames.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                if self.rss > self._settings.max_rss:
                    return None
        return None

    @property
    def rss(self) -> int:
        """Resident memory in bytes; 0 where the system does not tell."""
        try:
            pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        except (OSError, ValueError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")

    def read(self, data: bytes, name: str, limits: Limits) -> Reading:
        """One file. A process that fails is ended here; the reading then says why."""
        started = time.monotonic()
        end = started + limits.seconds_per_file
        self.files += 1
        try:
            send(cast(BinaryIO, self.process.stdin), {"name": name, "limits": asdict(limits)}, data)
        except (OSError, ValueError):  # gone, or never came up
            return self._failed(data, "reader_died")
        page_end = started + limits.seconds_per_page
        while (frame := self._next(min(end, page_end))) is not None:
            if frame["kind"] == "reading":
                return from_data(frame["reading"])
            page_end = time.monotonic() + limits.seconds_per_page
        if time.monotonic() >= min(end, page_end):
            return self._failed(data, "timeout", seconds=round(time.monotonic() - started))
        return self._failed(data, "reader_died")

    def _failed(self, data: bytes, code: str, **values: Any) -> Reading:
        self.end()
        return Reading(hashlib.sha256(data).hexdigest(), self.engine, "unread", (), (problem(code, **values),))

    @property
    def fit(self) -> bool:
        """Whether the process may take another file."""
        settings = self._settings
        return self.process.poll() is None and self.files < settings.max_files and self.rss < settings.tired_rss

    def end(self) -> None:
        """Kill the process and reap it."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue


class ReaderPool:
    """Reads files in processes of its own. Thread-safe: as many threads may wait for a reader as like to."""

    def __init__(self, settings: PoolSettings | None = None) -> None:
        self.settings = settings or PoolSettings()
        self._idle: queue.Queue[_Reader | None] = queue.Queue()
        for _ in range(self.settings.size):
            self._idle.put(None)  # started by the first file that needs it

    def warm(self) -> str:
        """Start one process now and return the engine version it reads with (empty when it could not start)."""
        reader = self._take()
        self._idle.put(reader)
        return reader.engine

    def read(self, data: bytes, name: str, limits: Limits | None = None) -> Reading:
        """The reading of one file; waits for an idle process. Never raises for what the file does."""
        reader = self._take()
        try:
            return reader.read(data, name, limits or self.settings.limits)
        finally:
            self._idle.put(reader)

    def _take(self) -> _Reader:
        reader = self._idle.get()
        try:
            if reader is not None and not reader.fit:
                reader.end()
                reader = None
            return reader or _Reader(self.settings)
        except BaseException:
            self._idle.put(None)
            raise

    def close(self) -> None:
        """End all processes; files being read are finished first."""
        for _ in range(self.settings.size):
            reader = self._idle.get()
            if reader is not None:
                reader.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

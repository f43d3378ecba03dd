"""Background work of prereview: read a file in a reader process, draw its pages, run the checks.

Heavy modules are imported inside the tasks, because the web process finds these tasks too. Every task may run twice.
"""

from __future__ import annotations

import atexit
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from tongban.base import clock, files
from tongban.base.actor import SYSTEM
from tongban.base.jobs import PATIENT
from tongban.prereview.actions.opening import CHECK_TASK, QUEUE, READ_TASK, unread_files

if TYPE_CHECKING:
    from tongban.prereview.reading.model import Reading
    from tongban.prereview.reading.pool import ReaderPool


@app.task(name=READ_TASK, queue=QUEUE, retry=PATIENT)
def read_file(sha256: str) -> None:
    """Read one stored file, unless somebody has, and check the packages that were waiting for it."""
    from tongban.prereview.actions import recording

    try:
        if unread_files([sha256], now=clock.now()):
            _read(sha256)
    except Exception as error:
        for package_id in recording.packages_waiting_for(sha256):
            _failed(package_id, error)
        raise
    for package_id in recording.packages_waiting_for(sha256):
        check_package(str(package_id))


@app.task(name=CHECK_TASK, queue=QUEUE, retry=PATIENT)
def check_package(package_id: str) -> None:
    """Check what is read of a package so far."""
    from tongban.prereview.actions import checking

    try:
        checking.run_checks(UUID(package_id), actor=SYSTEM, now=clock.now())
    except Exception as error:
        _failed(UUID(package_id), error)
        raise


@lru_cache(maxsize=1)
def reader_pool() -> ReaderPool:
    """The reader processes of this worker; they end with it."""
    from tongban.prereview.reading.pool import PoolSettings, ReaderPool

    options: dict[str, Any] = settings.TONGBAN_READERS
    atexit.register(close_readers)
    return ReaderPool(PoolSettings(**options))


def close_readers() -> None:
    """End the reader processes, if any; the next file starts new ones."""
    if reader_pool.cache_info().currsize:
        pool = reader_pool()
        reader_pool.cache_clear()
        pool.close()


def _read(sha256: str) -> None:
    from tongban.prereview.actions import recording
    from tongban.prereview.drawing import draw

    data = files.read_stored(sha256)
    began = time.monotonic()
    reading = _read_patiently(data)
    seconds = time.monotonic() - began
    row = recording.record_reading(reading, seconds=seconds, actor=SYSTEM, now=clock.now())
    if _has_pictures(reading):
        recording.record_pictures(row, draw(data, reading), actor=SYSTEM, now=clock.now())


def _read_patiently(data: bytes) -> Reading:
    """The reading of a file, by a second process where the first one died: it may have been tired, or ended by hand."""
    reading = reader_pool().read(data, "")
    if any(problem.code == "reader_died" for problem in reading.problems):
        return reader_pool().read(data, "")
    return reading


def _has_pictures(reading: Reading) -> bool:
    return any(not page.invented and page.width and page.height for page in reading.pages)


def _failed(package_id: UUID, error: Exception) -> None:
    from tongban.prereview.actions import telling

    code = str(getattr(error, "code", "unexpected"))
    telling.note_failure(package_id, code=code, actor=SYSTEM, now=clock.now())

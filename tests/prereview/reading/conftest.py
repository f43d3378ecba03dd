"""One OCR engine for all tests of reading: loading it takes seconds."""

from __future__ import annotations

import pytest

from tongban.prereview.reading.ocr import OcrEngine, make_engine


@pytest.fixture(scope="session")
def engine() -> OcrEngine:
    return make_engine("auto", threads=2)

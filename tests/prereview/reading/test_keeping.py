"""Readings as data, and kept by content hash."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.prereview.reading import papers
from tongban.prereview.reading.cache import FolderCache, NoCache
from tongban.prereview.reading.data import from_data, to_data
from tongban.prereview.reading.model import Reading
from tongban.prereview.reading.ocr import OcrEngine, TextOnly
from tongban.prereview.reading.problems import PROBLEMS
from tongban.prereview.reading.read import engine_version, read_file, read_with


def test_data_holds_everything(engine: OcrEngine, tmp_path: Path) -> None:
    image = papers.put(papers.page(["申请人签名："]), papers.signature(), 260, 160)
    image = papers.put(image, papers.stamp("成都松柏医院"), 700, 400)
    reading = read_file(papers.encoded(image), "a.jpg", engine)
    data = json.loads(json.dumps(to_data(reading), ensure_ascii=False))
    again = from_data(data)
    assert to_data(again) == data
    assert again.problems == reading.problems
    assert again.pages[0].seals[0].ring_text == reading.pages[0].seals[0].ring_text
    assert again.pages[0].ink[0].colour == "blue"


def test_other_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        from_data({"format": 0})


def test_every_problem_sentence_can_be_built() -> None:
    for code, (_, sentence) in PROBLEMS.items():
        assert sentence.endswith("。"), code


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    cache, version = FolderCache(tmp_path), engine_version(TextOnly())
    calls: list[str] = []

    def read(data: bytes, name: str) -> Reading:
        calls.append(name)
        return read_file(data, name, TextOnly())

    first = read_with(cache, version, b"abc", "a.txt", read)
    second = read_with(cache, version, b"abc", "b.jpg", read)
    assert calls == ["a.txt"]
    assert second.pages == first.pages
    assert [problem.code for problem in second.problems] == ["wrong_extension"]
    read_with(cache, version + "+", b"abc", "a.txt", read)
    assert calls == ["a.txt", "a.txt"], "another engine reads anew"
    assert NoCache().get(first.digest, version) is None


def test_what_depends_on_the_moment_is_not_kept(tmp_path: Path) -> None:
    cache, version = FolderCache(tmp_path), engine_version(TextOnly())
    unread = replace(read_file(b"abc", "a.txt", TextOnly()), source_kind="unread")
    read_with(cache, version, b"abc", "a.txt", lambda data, name: unread)
    assert cache.get(unread.digest, version) is None


def test_a_damaged_file_counts_as_not_kept_and_is_private(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path / "readings")
    reading = read_file(b"abc", "a.txt", TextOnly())
    cache.put(reading)
    path = next((tmp_path / "readings").rglob("*.json"))
    assert path.parent.stat().st_mode & 0o077 == 0
    path.write_text("{")
    assert cache.get(reading.digest, reading.engine) is None

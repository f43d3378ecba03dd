"""Every bad file gets its code and a sentence that helps; none raises."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from tests.prereview.reading import papers
from tongban.prereview.reading.limits import Limits
from tongban.prereview.reading.model import Reading
from tongban.prereview.reading.ocr import OcrEngine, TextOnly
from tongban.prereview.reading.read import read_file

ROWS = [
    "兹证明王小明在我单位内科从事内科专业医师工作，聘用期限自2025年1月1日至2026年1月1日。",
    "聘用单位：成都松柏医院",
]


def codes(reading: Reading) -> list[str]:
    for problem in reading.problems:
        assert "{" not in str(problem.message), "a place in the sentence was left empty"
    return [problem.code for problem in reading.problems]


def bomb_png(side: int) -> bytes:
    """A PNG whose header claims side × side pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def zipped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


NO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
)


def encrypted_pdf(plain: bytes, user: str = "opensesame") -> bytes:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(plain)))
    writer.encrypt(owner_pass="opensesame", user_pass=user)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.pdf", "empty_file"),
        (b"%PDF-1.7\nnothing of the kind", "a.pdf", "corrupt"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4, "a.jpg", "corrupt"),
        (papers.encoded(papers.page(ROWS), "JPEG")[:9000], "a.jpg", "corrupt"),
        (b"PK\x03\x04 broken word/document.xml", "a.docx", "corrupt"),
        (bytes(range(256)) * 8, "a.png", "corrupt"),
        (b"MZ\x90\x00 program", "a.pdf", "unsupported_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old Word", "a.docx", "old_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (NO_PAGES, "a.pdf", "corrupt"),
        (zipped({"x.txt": b"x"}), "a.docx", "unsupported_type"),
        (bomb_png(50_000), "a.png", "too_large"),
        (b"   \n\n  ", "a.txt", "blank_page"),
    ],
)
def test_is_named(data: bytes, name: str, code: str) -> None:
    reading = read_file(data, name, TextOnly() if not name.endswith(("png", "jpg")) else _Blind())
    assert code in codes(reading)
    assert reading.unreadable


class _Blind(TextOnly):
    """Says it can read pictures and sees nothing: enough for files that never become a picture."""

    available = True
    version = "blind"


def test_unpacked_size_of_a_word_file_is_bounded() -> None:
    bomb = zipped({"word/document.xml": b"0" * 3_000_000})
    assert codes(read_file(bomb, "a.docx", TextOnly(), Limits(max_unpacked=1_000_000))) == ["decompression_bomb"]


def test_entities_of_a_word_file_are_not_resolved() -> None:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document xmlns:w="' + space + b'"><w:body>'
        b"<w:p><w:r><w:t>A&x;B</w:t></w:r></w:p></w:body></w:document>"
    )
    reading = read_file(zipped({"word/document.xml": body}), "a.docx", TextOnly())
    assert Path("/etc/hostname").read_text().strip() not in reading.text


def test_macros_are_left_alone_and_said(tmp_path: Path) -> None:
    plain = zipfile.ZipFile(io.BytesIO(papers.word([["姓名", "王小明"]], [])))
    data = zipped({**{name: plain.read(name) for name in plain.namelist()}, "word/vbaProject.bin": b"\xcc\x61"})
    reading = read_file(data, "a.docm", TextOnly())
    assert codes(reading) == ["macros_ignored"]
    assert "王小明" in reading.text
    assert not reading.unreadable


def test_too_many_pages(tmp_path: Path) -> None:
    data = papers.pdf("#for i in range(60) [第#(i)页 #pagebreak(weak: true)]", tmp_path)
    reading = read_file(data, "a.pdf", TextOnly())
    assert codes(reading) == ["too_many_pages"]
    assert "60" in str(reading.problems[0].message)


def test_encrypted_pdf(tmp_path: Path) -> None:
    data = encrypted_pdf(papers.pdf("承诺书", tmp_path))
    assert codes(read_file(data, "a.pdf", TextOnly())) == ["encrypted"]


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    data = encrypted_pdf(papers.pdf("本单位郑重承诺：所填内容真实、完整。", tmp_path), user="")
    reading = read_file(data, "a.pdf", TextOnly())
    assert codes(reading) == []
    assert "承诺" in reading.text


def test_wrong_extension_is_only_a_remark(tmp_path: Path) -> None:
    reading = read_file(papers.pdf("本单位郑重承诺：所填内容真实、完整。", tmp_path), "scan.jpg", TextOnly())
    assert codes(reading) == ["wrong_extension"]
    assert not reading.unreadable
    assert "承诺" in reading.text


def test_picture_without_ocr_is_said() -> None:
    assert codes(read_file(papers.encoded(papers.page(ROWS)), "a.png", TextOnly())) == ["ocr_unavailable"]


def _dusty() -> Image.Image:
    """A page that is black but for noise and a few bright specks."""
    noise = np.random.default_rng(7)
    dark = noise.normal(20, 6, (900, 1240, 1)).clip(0, 60).astype(np.uint8).repeat(3, axis=2)
    for x, y in noise.integers(0, 880, (160, 2)):
        dark[y : y + 3, x : x + 3] = 240
    return Image.fromarray(dark)


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (Image.new("RGB", (1240, 900), (250, 250, 250)), "blank_page"),
        (Image.new("RGB", (1240, 900), (18, 18, 20)), "dark_page"),
        (_dusty(), "dark_page"),
        (papers.page(ROWS).filter(ImageFilter.GaussianBlur(14)), "blurred"),
        (Image.fromarray(np.random.default_rng(5).integers(0, 255, (700, 900, 3), np.uint8)), "no_text"),
    ],
    ids=["blank", "black", "dusty", "blurred", "no text"],
)
def test_a_page_no_one_can_read(engine: OcrEngine, image: Image.Image, code: str) -> None:
    reading = read_file(papers.encoded(image), "a.png", engine)
    assert codes(reading) == [code]
    assert reading.unreadable


def test_a_sound_page_has_no_problem(engine: OcrEngine) -> None:
    assert codes(read_file(papers.encoded(papers.page(ROWS)), "a.png", engine)) == []

"""Plain text and Word: encodings, order, tables, what must not be read."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.prereview.reading import papers
from tongban.prereview.reading.model import Origin
from tongban.prereview.reading.ocr import OcrEngine, TextOnly
from tongban.prereview.reading.read import read_file

TEXT = "镜头脚本\n镜号\t时长\t画面\n1\t5秒\t医院外观\n2\t10秒\t片尾\n合计时长：15秒"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    reading = read_file(TEXT.encode(encoding), "a.txt", TextOnly())
    page = reading.pages[0]
    assert page.lines[0].text == "镜头脚本"
    assert page.lines[-1].text == "合计时长：15秒"
    table = page.tables[0]
    assert (table.rows, table.columns) == (3, 3)
    assert [cell.text for cell in table.row(1)] == ["1", "5秒", "医院外观"]


def test_word_table_and_paragraphs_keep_their_order() -> None:
    data = papers.word([["姓名", "王小明", "性别", "女"], ["身份证号", "", "电话", "13900000000"]], ["承诺属实。"])
    page = read_file(data, "a.docx", TextOnly()).pages[0]
    assert page.origin is Origin.DOCX
    assert [line.text for line in page.lines] == [
        "申请表",
        "姓名",
        "王小明",
        "性别",
        "女",
        "身份证号",
        "电话",
        "13900000000",
        "承诺属实。",
    ]
    assert [(c.row, c.column, c.text) for c in page.tables[0].cells][4:6] == [(1, 0, "身份证号"), (1, 1, "")]
    tops = [line.box.y0 for line in page.lines]
    assert tops == sorted(tops)


def test_stamp_and_signature_in_word_stand_where_they_were_put(engine: OcrEngine) -> None:
    data = papers.word(
        [], ["申请人签名：", papers.signature(), "成都松柏医院（盖章）", "", papers.stamp("成都松柏医院", 300)]
    )
    page = read_file(data, "a.docx", engine).pages[0]
    label, unit = page.lines[1].box, page.lines[2].box
    assert [seal.ring_text for seal in page.seals] == ["成都松柏医院"]
    assert page.seals[0].box.y0 > unit.y0
    assert len(page.ink) == 1
    assert page.ink[0].colour == "blue"
    assert page.ink[0].box.x0 >= label.x1
    assert page.ink[0].box.overlap_y(label) > 0


def test_deleted_and_hidden_words_are_not_read() -> None:
    data = papers.word([], ["核定床位100张"])
    source = zipfile.ZipFile(io.BytesIO(data))
    xml = source.read("word/document.xml").decode()
    run = "<w:r><w:t>核定床位100张</w:t></w:r>"
    assert run in xml
    extra = (
        "<w:del><w:r><w:delText>作废</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            body = xml.replace(run, run + extra).encode() if name == "word/document.xml" else source.read(name)
            archive.writestr(name, body)
    text = read_file(buffer.getvalue(), "a.docx", TextOnly()).text
    assert "核定床位100张" in text
    assert "作废" not in text
    assert "看不见" not in text

"""Digital PDFs: boxes, tables, pictures; and a text layer that lies."""

from __future__ import annotations

from pathlib import Path

from tests.prereview.reading import papers
from tongban.prereview.reading.model import Origin
from tongban.prereview.reading.ocr import OcrEngine, TextOnly
from tongban.prereview.reading.read import read_file

FORM = """
#align(center, text(18pt)[变更登记注册书])
#table(columns: (1fr, 2fr, 1fr, 2fr),
  [机构名称], [成都松柏医院], [登记号], [MA6KFTGW051080215A1002],
  [床位数], [], [变更事项], [床位])
法定代表人签名：#box(image("sign.png", width: 25mm)) #h(2cm) 2025年3月1日

申请机构（盖章）#box(image("seal.png", width: 38mm))
"""


def test_text_table_stamp_and_signature(engine: OcrEngine, tmp_path: Path) -> None:
    pictures = {"sign.png": papers.signature(), "seal.png": papers.stamp("成都松柏医院", 300)}
    reading = read_file(papers.pdf(FORM, tmp_path, pictures), "a.pdf", engine)
    page = reading.pages[0]
    assert reading.problems == ()
    assert page.origin is Origin.TEXT_LAYER
    assert page.lines[0].text == "变更登记注册书"
    assert [[cell.text for cell in page.tables[0].row(n)] for n in (0, 1)] == [
        ["机构名称", "成都松柏医院", "登记号", "MA6KFTGW051080215A1002"],
        ["床位数", "", "变更事项", "床位"],
    ]
    assert [seal.ring_text for seal in page.seals] == ["成都松柏医院"]
    label = next(line for line in page.lines if line.text.startswith("法定代表人签名"))
    assert len(page.ink) == 1
    assert page.ink[0].box.x0 >= label.box.x1 - 10
    assert all(0 <= line.box.x0 < line.box.x1 <= page.width for line in page.lines)


def test_pixel_unit_is_150_dpi(tmp_path: Path) -> None:
    page = read_file(papers.pdf("承诺书：本单位所填内容属实", tmp_path), "a.pdf", TextOnly()).pages[0]
    assert (round(page.width), round(page.height)) == (1240, 886)


def test_scan_inside_a_pdf_is_recognised(engine: OcrEngine, tmp_path: Path) -> None:
    scan = papers.page(["委托单位：成都松柏医院", "法定代表人：欧阳雪"], title="授权委托书")
    body = '#set page(margin: 0mm)\n#image("scan.png", width: 100%)'
    page = read_file(papers.pdf(body, tmp_path, {"scan.png": scan}), "a.pdf", engine).pages[0]
    assert page.origin is Origin.OCR
    assert "委托单位：成都松柏医院" in page.text.replace(":", "：")


def test_invisible_text_over_a_picture_is_not_believed(engine: OcrEngine, tmp_path: Path) -> None:
    scan = papers.page(["委托单位：成都松柏医院", "法定代表人：欧阳雪"], title="授权委托书")
    body = '#place(image("scan.png", width: 70%))\n#text(fill: white)[委托单位：绵阳青竹医院，法定代表人：上官云]'
    reading = read_file(papers.pdf(body, tmp_path, {"scan.png": scan}), "a.pdf", engine)
    assert [problem.code for problem in reading.problems] == ["text_layer_ignored"]
    assert "松柏" in reading.text
    assert "青竹" not in reading.text

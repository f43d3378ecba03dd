"""Scans and photos: whichever way they lie, the words are read and the boxes fit the straightened page."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.prereview.reading import papers
from tongban.prereview.reading import colours
from tongban.prereview.reading.images import page_picture
from tongban.prereview.reading.model import Page
from tongban.prereview.reading.ocr import OcrEngine, TextOnly
from tongban.prereview.reading.overlooked import find_overlooked
from tongban.prereview.reading.read import read_file

ROWS = [
    "单位名称：绵阳市涪城区青竹宾馆有限公司",
    "统一社会信用代码：91510703MA6244XF2T",
    "法定代表人：上官云飞",
    "经营场所地址：四川省绵阳市涪城区临园路东段72号附3号",
    "经营面积：1286平方米",
]


def folded(text: str) -> str:
    return text.replace(":", "：").replace(" ", "")


def read(engine: OcrEngine, image: Image.Image, kind: str = "PNG", **options: int) -> Page:
    reading = read_file(papers.encoded(image, kind, **options), f"a.{kind.lower()}", engine)
    assert reading.problems == ()
    return reading.pages[0]


@pytest.fixture(scope="module")
def plain() -> Image.Image:
    return papers.page(ROWS, title="卫生许可证申请表")


def assert_read(page: Page) -> None:
    lines = [folded(line.text) for line in page.lines]
    for row in ROWS:
        assert row in lines


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_turned_pages(engine: OcrEngine, plain: Image.Image, angle: int) -> None:
    page = read(engine, plain.rotate(-angle, expand=True))
    assert_read(page)
    assert page.rotation == (360 - angle) % 360
    assert (page.width, page.height) == plain.size


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_sparse_pages_are_tried_all_ways_round(engine: OcrEngine, angle: int) -> None:
    sparse = papers.page(["体检结论：合格", "王海"], title="体检表", size=(1240, 1754))
    page = read(engine, sparse.rotate(-angle, expand=True), "JPEG", quality=75)
    assert [folded(line.text) for line in page.lines] == ["体检表", "体检结论：合格", "王海"]
    assert page.rotation == (360 - angle) % 360


@pytest.mark.parametrize("angle", [-3.0, 1.5, 4.0])
def test_skewed_scan(engine: OcrEngine, plain: Image.Image, angle: float) -> None:
    page = read(
        engine, plain.rotate(-angle, fillcolor=(244, 244, 244), resample=Image.Resampling.BICUBIC), "JPEG", quality=60
    )
    assert_read(page)
    assert abs(page.skew - angle) < 0.6
    rows = [line.box for line in page.lines if folded(line.text) in ROWS]
    assert max(box.height for box in rows) < 48, "boxes are upright after straightening"


def test_photo_in_perspective_with_shadow(engine: OcrEngine, plain: Image.Image) -> None:
    page = read(engine, papers.photographed(plain), "JPEG", quality=80)
    assert_read(page)


def test_two_papers_on_one_table_are_both_read(engine: OcrEngine) -> None:
    table = Image.new("RGB", (1240, 1500), (62, 52, 44))
    table.paste(papers.page(ROWS[:3], size=(900, 560)), (170, 120))
    table.paste(papers.page(ROWS[3:5], size=(900, 560)), (170, 800))
    seen = [folded(line.text) for line in read(engine, table, "JPEG", quality=85).lines]
    assert [row for row in ROWS[:5] if row not in seen] == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_shadow_that_grows_over_the_page_cuts_nothing_off(engine: OcrEngine, plain: Image.Image, side: str) -> None:
    fade = np.clip(np.linspace(1.6, 0.7, plain.width), 0.7, 1.0)[None, :, None]
    shaded = np.asarray(plain) * (fade if side == "right" else fade[:, ::-1])
    image = Image.fromarray(shaded.astype(np.uint8)).rotate(-2, fillcolor=(150, 150, 150))
    page = read(engine, image, "JPEG", quality=80)
    assert (page.width, page.height) == plain.size
    assert sum(row in [folded(line.text) for line in page.lines] for row in ROWS) >= len(ROWS) - 1


@pytest.mark.parametrize("mode", ["P", "L", "RGBA"])
def test_other_kinds_of_pixels(engine: OcrEngine, plain: Image.Image, mode: str) -> None:
    assert_read(read(engine, plain.convert(mode)))


def test_large_photo_is_shrunk_and_leads_back(engine: OcrEngine, plain: Image.Image) -> None:
    page = read(engine, plain.resize((plain.width * 3, plain.height * 3)))
    assert max(page.width, page.height) <= 1800
    back = np.linalg.inv(np.array(page.transform).reshape(3, 3))
    row = next(line for line in page.lines if folded(line.text) == ROWS[0])
    x, y, w = back @ [row.box.x0, row.box.centre[1], 1.0]
    assert abs(x / w - 3 * 110) < 40
    assert abs(y / w - 3 * (170 + 20)) < 40


def test_watermark_is_not_read(engine: OcrEngine, plain: Image.Image) -> None:
    mark = Image.new("RGBA", (700, 90), (0, 0, 0, 0))
    papers.ImageDraw.Draw(mark).text((10, 10), "仅供行政审批使用", font=papers.font(56), fill=(150, 150, 150, 110))
    page = read(engine, papers.put(plain, mark.rotate(28, expand=True), 300, 380))
    assert "审批" not in page.text


def test_a_row_that_a_watermark_crosses_is_read(engine: OcrEngine) -> None:
    rows = ["申请单位：绵阳青竹宾馆有限公司", "", "体检结论：体检合格，能够坚持正常工作。", "", "2025年3月12日"]
    image = papers.page(rows, size=(1240, 900))
    mark = Image.new("RGBA", (420, 60), (0, 0, 0, 0))
    papers.ImageDraw.Draw(mark).text((4, 4), "复印件与原件一致", font=papers.font(44), fill=(120, 120, 120, 110))
    at = next(line.box for line in read(engine, image).lines if "体检" in line.text)
    crossed = papers.put(image, mark.rotate(28, expand=True), round(at.x0) - 30, round(at.y0) - 150)
    assert "体检合格" in read(engine, crossed, "JPEG", quality=90).text


def test_a_row_that_was_not_found_is_looked_up(engine: OcrEngine, plain: Image.Image) -> None:
    gray = np.asarray(plain.convert("L"))
    dark, nothing = colours.dark_mask(gray), np.zeros_like(gray)
    lines = read(engine, plain).lines
    kept = [line for line in lines if "法定代表人" not in line.text]
    (found,) = find_overlooked(gray, dark, nothing, kept, (), engine)
    assert found.text.replace(":", "：") == "法定代表人：上官云飞"
    missing = next(line for line in lines if "法定代表人" in line.text)
    assert found.box.holds(*missing.box.centre)
    assert find_overlooked(gray, dark, nothing, lines, (), engine) == []


def test_cells_hold_their_own_words(engine: OcrEngine) -> None:
    image = papers.page([], title="变更登记注册书")
    draw = papers.ImageDraw.Draw(image)
    cells = [["机构名称", "绵阳青竹医院", "床位数", "120"], ["变更事项", "床位", "变更后", ""]]
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            box = (100 + 260 * column, 200 + 70 * row, 360 + 260 * column, 270 + 70 * row)
            draw.rectangle(box, outline=(30, 30, 30), width=2)
            draw.text((box[0] + 12, box[1] + 18), text, font=papers.font(26), fill=(20, 20, 20))
    table = read(engine, image.rotate(-1.2, fillcolor=(244, 244, 244))).tables[0]
    assert [[cell.text for cell in table.row(number)] for number in range(table.rows)] == cells


def test_picture_for_drawing_is_the_page_of_the_boxes(engine: OcrEngine, plain: Image.Image) -> None:
    """Cut where a box says, the straightened picture shows those words again."""
    data = papers.encoded(papers.photographed(plain).rotate(90, expand=True), "JPEG", quality=85)
    page = read_file(data, "a.jpg", engine).pages[0]
    drawn = page_picture(data, page)
    assert drawn is not None
    image = Image.open(io.BytesIO(drawn))
    assert image.size == (page.width, page.height)
    row = next(line for line in page.lines if folded(line.text) == ROWS[1])
    box = tuple(round(v) for v in (row.box.x0 - 4, row.box.y0 - 4, row.box.x1 + 4, row.box.y1 + 4))
    strip = engine.read_strips([np.asarray(image.crop(box))])[0]
    assert folded(strip.text) == ROWS[1]


def test_word_has_no_picture() -> None:
    data = papers.word([["姓名", "王小明"]], [])
    assert page_picture(data, read_file(data, "a.docx", TextOnly()).pages[0]) is None


def test_a_poster_with_a_dark_band_is_read_whole(engine: OcrEngine) -> None:
    poster = papers.page(["诊疗科目：内科、外科", "联系电话：0816-2345678"], size=(1200, 700))
    draw = papers.ImageDraw.Draw(poster)
    draw.rectangle((0, 0, 1200, 110), fill=(20, 60, 120))
    draw.text((330, 26), "绵阳青竹康复医院", font=papers.font(60), fill=(255, 255, 255))
    page = read(engine, poster)
    assert (page.width, page.height) == poster.size
    assert "绵阳青竹康复医院" in page.text


def test_strokes_of_characters_part_no_cell(engine: OcrEngine) -> None:
    """Low rows, where an upright stroke nearly touches the rules above and below it."""
    image = papers.page([], title="执业许可证")
    draw = papers.ImageDraw.Draw(image)
    cells = [["法定代表人", "曾学东"], ["机构地址", "绵阳市涪城区中山路15号"], ["机构类别", "精神病医院"]]
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            box = (100 + 260 * column, 200 + 36 * row, 360 + 560 * column, 236 + 36 * row)
            draw.rectangle(box, outline=(30, 30, 30), width=2)
            draw.text((box[0] + 12, box[1] + 1), text, font=papers.font(26), fill=(20, 20, 20))
    table = read(engine, image).tables[0]
    assert [[cell.text for cell in table.row(number)] for number in range(table.rows)] == cells


@pytest.mark.parametrize("below", [60, 90])
def test_a_signature_under_its_label(engine: OcrEngine, below: int) -> None:
    image = papers.page(["本单位保证以上内容真实。", "法定代表人签字："])
    signed = papers.put(image, papers.signature(), 140, 110 + 60 + 60 + below)
    assert read(engine, signed).ink
    assert not read(engine, image).ink


@pytest.mark.parametrize("ground", [(16, 58, 102), (150, 40, 40), (0, 90, 60)], ids=["blue", "red", "green"])
def test_light_print_on_a_dark_ground(engine: OcrEngine, plain: Image.Image, ground: tuple[int, int, int]) -> None:
    ink = np.asarray(plain.convert("L"))[..., None] < 128
    poster = np.where(ink, np.uint8(250), np.array(ground, np.uint8))
    assert_read(read(engine, Image.fromarray(poster.astype(np.uint8))))

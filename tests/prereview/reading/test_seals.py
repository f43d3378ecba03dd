"""Stamps: found by colour and shape, read along the ring; and what is red without being a stamp."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageDraw

from tests.prereview.reading import papers
from tongban.prereview.reading.model import FADED, Page
from tongban.prereview.reading.ocr import OcrEngine
from tongban.prereview.reading.read import read_file

ROWS = [
    "申请单位：绵阳青竹宾馆有限公司",
    "所填内容真实、完整。",
    "",
    "",
    "申请单位（盖章）：绵阳青竹宾馆有限公司",
    "2025年3月12日",
]


def read(engine: OcrEngine, image: Image.Image, quality: int = 0) -> Page:
    data = papers.encoded(image, "JPEG", quality=quality) if quality else papers.encoded(image)
    return read_file(data, "a.jpg" if quality else "a.png", engine).pages[0]


@pytest.mark.parametrize(
    "name", ["绵阳青竹医院", "绵阳青竹宾馆有限公司", "成都市温江区卫生健康局", "四川省卫生健康委员会"]
)
@pytest.mark.parametrize("angle", [-20.0, 0.0, 15.0])
def test_ring_text(engine: OcrEngine, name: str, angle: float) -> None:
    page = read(engine, papers.put(papers.page(ROWS), papers.stamp(name, angle=angle), 700, 560), quality=80)
    assert len(page.seals) == 1
    seal = page.seals[0]
    assert name in (seal.ring_text, *seal.alternatives)
    assert abs(seal.box.centre[0] - 815) < 12
    assert abs(seal.box.centre[1] - 675) < 12


def test_print_under_a_stamp_is_still_read(engine: OcrEngine) -> None:
    page = read(engine, papers.put(papers.page(ROWS), papers.stamp("绵阳青竹宾馆有限公司"), 420, 330))
    text = page.text.replace(":", "：").replace("(", "（").replace(")", "）")
    assert "申请单位（盖章）：绵阳青竹宾馆有限公司" in text
    assert "2025年3月12日" in text
    assert len(page.seals) == 1


def test_faint_stamp_is_found(engine: OcrEngine) -> None:
    page = read(engine, papers.put(papers.page(ROWS), papers.stamp("绵阳青竹医院", strength=0.3), 700, 560), quality=60)
    assert len(page.seals) == 1


def test_two_stamps_that_touch(engine: OcrEngine) -> None:
    image = papers.put(papers.page(ROWS), papers.stamp("绵阳青竹医院"), 400, 560)
    page = read(engine, papers.put(image, papers.stamp("成都松柏医院"), 626, 560))
    assert len(page.seals) == 2


def test_red_print_frames_and_portraits_are_no_stamps(engine: OcrEngine) -> None:
    image = papers.page(ROWS)
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 30, 1210, 870), outline=(170, 20, 30), width=6)
    draw.text((620, 480), "绵阳市卫生健康委员会文件", font=papers.font(60), fill=(210, 20, 30), anchor="mm")
    draw.rectangle((1000, 150, 1150, 350), fill=(190, 30, 40))
    page = read(engine, image)
    assert page.seals == ()
    assert "绵阳市卫生健康委员会文件" in page.text, "red print outside stamps is read"


def test_a_table_in_red_print_is_no_stamp(engine: OcrEngine) -> None:
    image = Image.new("RGB", (910, 784), (225, 225, 220))
    draw, red = ImageDraw.Draw(image), (140, 30, 45)
    for row in range(7):
        draw.line((60, 170 + 70 * row, 850, 170 + 70 * row), fill=red, width=2)
    draw.rectangle((60, 170, 850, 590), outline=red, width=2)
    for row, text in enumerate(["地址", "机构类别", "诊疗科目", "床位数", "接诊时间", "联系电话"]):
        draw.text((72, 174 + 70 * row), text, font=papers.font(18), fill=red)
        draw.text((72, 202 + 70 * row), "陕西省西安市雁塔区桂花巷32号8栋", font=papers.font(24), fill=red)
    page = read(engine, image.rotate(-2, fillcolor=(225, 225, 220)))
    assert page.seals == ()
    assert page.text.count("雁塔区桂花巷") == 6


def grey(strength: float = 1.0) -> Image.Image:
    stamp = papers.stamp("绵阳青竹医院", strength=strength)
    return papers.put(Image.new("RGB", (230, 230), "white"), stamp, 0, 0).convert("L").convert("RGB")


@pytest.mark.parametrize("strength", [0.7, 1.0])
@pytest.mark.parametrize("at", [(700, 560), (420, 330)], ids=["beside print", "over print"])
def test_a_stamp_without_colour_is_marked_as_such(engine: OcrEngine, at: tuple[int, int], strength: float) -> None:
    image = papers.page(ROWS)
    stamp = Image.new("RGB", image.size, "white")
    stamp.paste(grey(strength), at)
    page = read(engine, ImageChops.darker(image, stamp))
    assert page.seals == ()
    (picture,) = page.pictures
    assert picture.kind == FADED
    assert abs(picture.box.centre[0] - at[0] - 115) < 12
    assert abs(picture.box.centre[1] - at[1] - 115) < 12


def test_a_red_stamp_a_ring_without_star_and_rows_of_print_are_not_without_colour(engine: OcrEngine) -> None:
    image = papers.page(["我单位承诺所填内容真实完整并愿意承担相应责任特此说明" * 2] * 14)
    draw = ImageDraw.Draw(image)
    draw.ellipse((900, 600, 1100, 800), outline=(90, 90, 90), width=6)
    draw.text((1000, 700), "○", font=papers.font(60), fill=(90, 90, 90), anchor="mm")
    assert read(engine, image).pictures == ()
    stamped = papers.put(papers.page(ROWS), papers.stamp("绵阳青竹医院"), 700, 560)
    assert read(engine, stamped).pictures == ()


@pytest.mark.parametrize("diameter", [200, 230])
def test_a_stamp_among_print_that_a_palette_made_reddish(engine: OcrEngine, diameter: int) -> None:
    image = papers.page(ROWS, size=(1240, 1754))
    draw = ImageDraw.Draw(image)
    for x in range(300, 1180, 12):
        draw.line((x, 640, x, 1500), fill=(48, 24, 24), width=3)
    page = read(engine, papers.put(image, papers.stamp("绵阳青竹医院", diameter=diameter), 700, 900))
    assert len(page.seals) == 1

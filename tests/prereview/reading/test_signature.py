"""Signatures: ink beside its label, or none."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from tests.prereview.reading import papers
from tongban.prereview.reading.ocr import OcrEngine
from tongban.prereview.reading.read import read_file

LABELS = ["法定代表人签名：", "申请人（签字）：", "法定代表人（负责人）签字："]


def form(label: str, sign: Image.Image | None, *, underline: bool, date: str = "2025年3月12日") -> Image.Image:
    image = papers.page(["本单位承诺所填内容真实。", "", label])
    draw = ImageDraw.Draw(image)
    if underline:
        draw.line((110 + 27 * len(label), 310, 640, 310), fill=(40, 40, 40), width=2)
    draw.text((860, 274), date, font=papers.font(26), fill=(25, 25, 25))
    return papers.put(image, sign, 130 + 27 * len(label), 248) if sign else image


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("underline", [True, False])
def test_signed(engine: OcrEngine, label: str, underline: bool) -> None:
    page = read_file(papers.encoded(form(label, papers.signature(), underline=underline)), "a.png", engine).pages[0]
    assert len(page.ink) == 1
    ink = page.ink[0]
    assert ink.colour == "blue"
    assert 120 + 27 * len(label) < ink.box.x0 < 190 + 27 * len(label)
    assert ink.box.x1 < 860


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("underline", [True, False])
@pytest.mark.parametrize("date", ["2025年3月12日", "二〇二五年三月十二日", "年    月    日"])
def test_blank(engine: OcrEngine, label: str, underline: bool, date: str) -> None:
    page = read_file(papers.encoded(form(label, None, underline=underline, date=date)), "a.png", engine).pages[0]
    assert page.ink == ()


@pytest.mark.parametrize("label", ["委托人（法定代表", "法定代表人/负责人：", "承诺人（负责人"])
def test_a_label_without_its_last_words(engine: OcrEngine, label: str) -> None:
    signed = papers.encoded(form(label, papers.signature(), underline=True))
    assert len(read_file(signed, "a.png", engine).pages[0].ink) == 1
    assert read_file(papers.encoded(form(label, None, underline=True)), "a.png", engine).pages[0].ink == ()


def test_specks_of_a_scan_are_no_signature(engine: OcrEngine) -> None:
    image = form(LABELS[0], None, underline=True)
    draw = ImageDraw.Draw(image)
    for x, y in ((380, 270), (450, 285), (520, 262), (600, 290)):
        draw.rectangle((x, y, x + 2, y + 2), fill=(30, 30, 30))
    assert read_file(papers.encoded(image), "a.png", engine).pages[0].ink == ()


def dimmed(image: Image.Image, light: float) -> Image.Image:
    """The page as a photo without enough light shows it."""
    return image.point(lambda tone: int(tone * light))


def pen(colour: tuple[int, int, int]) -> Image.Image:
    """A name written in large straight strokes, as 王 is: each longer than a letter of print."""
    image = Image.new("RGBA", (150, 64), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    for y in (8, 30, 56):
        draw.line((20, y + 3, 76, y), fill=(*colour, 255), width=4)
    draw.line((48, 8, 48, 56), fill=(*colour, 255), width=4)
    return image


@pytest.mark.parametrize("light", [1.0, 0.45])
@pytest.mark.parametrize("colour", [(30, 40, 130), (130, 150, 215), (40, 40, 40)])
def test_straight_strokes_in_any_light(engine: OcrEngine, colour: tuple[int, int, int], light: float) -> None:
    image = dimmed(form(LABELS[0], pen(colour), underline=True), light)
    page = read_file(papers.encoded(image, "JPEG", quality=75), "a.jpg", engine).pages[0]
    assert len(page.ink) == 1
    assert page.ink[0].box.height > 40


@pytest.mark.parametrize("date", ["2025年3月12日", "年    月    日"])
def test_blank_in_poor_light(engine: OcrEngine, date: str) -> None:
    image = dimmed(form(LABELS[0], None, underline=True, date=date), 0.45)
    assert read_file(papers.encoded(image, "JPEG", quality=75), "a.jpg", engine).pages[0].ink == ()


def test_the_border_of_a_cell_is_no_signature(engine: OcrEngine) -> None:
    image = form(LABELS[0], None, underline=False)
    draw = ImageDraw.Draw(image)
    draw.rectangle((95, 255, 1150, 325), outline=(40, 40, 40), width=2)
    draw.line((700, 255, 700, 325), fill=(40, 40, 40), width=2)
    assert read_file(papers.encoded(image), "a.png", engine).pages[0].ink == ()


def stamped(image: Image.Image, x: int, strength: float) -> Image.Image:
    return papers.put(image, papers.stamp("青禾县和安诊所", strength=strength), x, 180)


@pytest.mark.parametrize("strength", [0.45, 0.9])
@pytest.mark.parametrize("offset", [-60, 20, 110])
@pytest.mark.parametrize("colour", [(30, 40, 130), (40, 40, 40)])
def test_a_stamp_over_the_signature(
    engine: OcrEngine, colour: tuple[int, int, int], offset: int, strength: float
) -> None:
    x = 130 + 27 * len(LABELS[0])
    image = stamped(form(LABELS[0], pen(colour), underline=True, date=""), x + offset, strength)
    page = read_file(papers.encoded(image, "JPEG", quality=80), "a.jpg", engine).pages[0]
    assert len(page.seals) == 1
    assert len(page.ink) == 1


@pytest.mark.parametrize("strength", [0.45, 0.9])
@pytest.mark.parametrize("offset", [-60, 20, 110])
def test_a_stamp_over_the_blank_is_no_signature(engine: OcrEngine, offset: int, strength: float) -> None:
    x = 130 + 27 * len(LABELS[0])
    image = stamped(form(LABELS[0], None, underline=True, date=""), x + offset, strength)
    page = read_file(papers.encoded(image, "JPEG", quality=80), "a.jpg", engine).pages[0]
    assert len(page.seals) == 1
    assert page.ink == ()

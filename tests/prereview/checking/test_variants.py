"""A value that stands nearly right on a paper whose labels nobody understood; what resembles it by chance is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.prereview.checking.papers import paper
from tongban.prereview.checking.compare import Verdict, compare
from tongban.prereview.checking.schema import Comparison
from tongban.prereview.checking.submission import Paper, Stated
from tongban.prereview.checking.variants import variant
from tongban.prereview.reading.model import Box, Line, Origin, Page, Reading


def scan(*rows: str, sure: float = 0.99) -> Paper:
    lines = tuple(Line(text, Box(0, 40 * n, 600, 40 * n + 30), sure, Origin.OCR) for n, text in enumerate(rows))
    reading = Reading("0" * 64, "test", "png", (Page(1, 1240, 1754, Origin.OCR, lines),))
    return replace(paper("licence", scanned=True), reading=reading)


def stated(text: str, *, printed: bool = True) -> Stated:
    return Stated(text, text, "licence", printed=printed)


@pytest.mark.parametrize(
    ("how", "expected", "row", "read"),
    [
        (Comparison.NAME, "绵阳青竹康复医院", "兹有绵阳松竹康复医院因业务需要", "绵阳松竹康复医院"),
        (Comparison.ADDRESS, "四川省绵阳市涪城区临园路130号", "坐落绵阳市涪城区临园路171号", "绵阳市涪城区临园路171号"),
        (Comparison.PERSON, "黎敬之", "医师黎敬波经考核合格", "黎敬波"),
        (Comparison.CODE, "91510703MA6244XF27", "代码为91510703MA6274XF27", "91510703MA6274XF27"),
    ],
)
def test_what_is_nearly_the_value_is_found(how: Comparison, expected: str, row: str, read: str) -> None:
    found = variant(how, stated(expected), scan("经审核", row))
    assert found is not None
    assert found.text == read
    assert found.page == 1
    assert found.box is not None


@pytest.mark.parametrize(
    ("how", "expected", "rows"),
    [
        (Comparison.NAME, "绵阳青竹康复医院", ("绵阳松竹康复医院与绵阳青竹康复医院合作",)),  # it stands there as well
        (Comparison.ADDRESS, "绵阳市涪城区临园路130号", ("绵阳市涪城区临园路13", "地址")),  # cut off by the next cell
        (Comparison.PERSON, "王海", ("王平",)),  # too short to tell
        (Comparison.PERSON, "黎敬之", ("黎敬波", "黎敏之")),  # two that may be meant
        (Comparison.NAME, "绵阳青竹康复医院", ("成都市金牛区卫生健康局",)),
    ],
)
def test_other_words_are_no_variant(how: Comparison, expected: str, rows: tuple[str, ...]) -> None:
    assert variant(how, stated(expected), scan(*rows)) is None


def test_what_recognition_is_unsure_of_is_no_variant() -> None:
    assert variant(Comparison.NAME, stated("绵阳青竹康复医院"), scan("绵阳松竹康复医院", sure=0.9)) is None


@pytest.mark.parametrize(
    ("how", "expected", "read", "verdict"),
    [
        (Comparison.ADDRESS, "绵阳市涪城区临园路72号", "2025年3月1日对其位于绵阳市涪城区临园路72号", Verdict.SAME),
        (Comparison.ADDRESS, "绵阳市涪城区临园路72号", "绵阳市涪城区临园路72号附3号", Verdict.DIFFERENT),
        (Comparison.NAME, "青竹宾馆有限公司", "青竹宾馆有限公司(2024年7月1日起施行)", Verdict.SAME),
        (Comparison.NAME, "青竹宾馆", "青竹宾馆有限公司", Verdict.DOUBTFUL),
        (Comparison.CODE, "川卫许〔2024〕587号", "见附件", Verdict.SAME),
        (Comparison.NAME, "昆明市正元中医医院（东院区）", "昆明市正元中医医院（东院区", Verdict.SAME),
        (Comparison.CODE, "闽卫公证字（2022）第350502－9426号", "闽卫公证字（2022)第350502一9426号", Verdict.SAME),
        (Comparison.LIST, "皮肤科；中医科", "皮肤科 中医科", Verdict.SAME),
        (Comparison.LIST, "皮肤科；中医科", "皮肤科 中医科 外科", Verdict.DIFFERENT),
        (Comparison.NUMBER, "506.8", "82.09", Verdict.DOUBTFUL),
        (Comparison.NUMBER, "506.8", "516.8", Verdict.DIFFERENT),
    ],
)
def test_words_around_a_value(how: Comparison, expected: str, read: str, verdict: Verdict) -> None:
    assert compare(how, stated(expected), stated(read)) is verdict


@pytest.mark.parametrize(("sure", "verdict"), [(0.95, Verdict.DOUBTFUL), (1.0, Verdict.DIFFERENT)])
def test_a_rare_name_read_with_some_doubt_is_asked_about(sure: float, verdict: Verdict) -> None:
    read = replace(stated("户把超"), printed=False, confidence=sure)
    assert compare(Comparison.PERSON, stated("卢艳超"), read) is verdict

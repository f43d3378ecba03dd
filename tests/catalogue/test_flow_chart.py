"""The flow chart: well-formed, without script, the same in picture and in words, inside its own width."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import packs
from tongban.catalogue.guide.flow import Box, Shape
from tongban.catalogue.guide.flow_chart import WIDTH, draw, wrap
from tongban.catalogue.queries import flow_chart

ON = date(2026, 3, 2)
SVG = "{http://www.w3.org/2000/svg}"


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314  # our own text, made a line before


def chart(variant: str = "first", **changes: Any) -> ElementTree.Element:
    loaded = packs.loaded(packs.matter_data(**changes))
    return parsed(flow_chart(loaded, variant, ON))


def texts(svg: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in svg.iter(f"{SVG}text"))


def boxes(svg: ElementTree.Element) -> list[tuple[float, ...]]:
    return [tuple(float(box.attrib[name]) for name in ("x", "y", "width", "height")) for box in svg.iter(f"{SVG}rect")]


def test_it_names_itself_for_those_who_do_not_see_it() -> None:
    svg = chart()

    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"
    assert title.text == "游泳场所卫生许可（新办）办理流程图"
    for step in ("提出申请", "受理", "材料审查", "决定", "领取结果"):
        assert step in texts(svg)
        assert step in str(description.text)


def test_it_holds_nothing_but_shapes_and_text() -> None:
    svg = chart()

    assert {element.tag.removeprefix(SVG) for element in svg.iter()} == {"svg", "title", "desc", "rect", "path", "text"}
    assert not any(name.startswith("on") or name == "style" for element in svg.iter() for name in element.attrib)


def test_a_filing_has_no_acceptance_and_no_decision() -> None:
    svg = chart(procedure="filing")

    assert "受理" not in texts(svg).replace("自受理之日", "")
    assert "不予许可" not in texts(svg)
    assert "取得回执" in texts(svg)


def test_an_automatic_matter_shows_the_machine_and_that_it_never_refuses() -> None:
    data = packs.matter_data()
    data["variants"]["first"]["auto_approval"] = True

    svg = parsed(flow_chart(packs.loaded(data), "first", ON))

    assert "系统不会自动拒绝" in texts(svg)
    assert any("stroke-dasharray" in box.attrib for box in svg.iter(f"{SVG}rect"))


def test_joint_review_stands_side_by_side() -> None:
    steps = packs.matter_data()["steps"]
    joint = [{**steps[0], "key": key, "name": name, "together": "joint"} for key, name in (("a", "甲"), ("b", "乙"))]

    svg = chart(steps=[*joint, steps[1]])

    rows = [box[1] for box in boxes(svg)]
    assert len(rows) == len(set(rows)) + 1


def test_boxes_stay_inside_and_apart() -> None:
    placed = boxes(chart())

    assert all(x >= 0 and x + width <= WIDTH for x, _, width, _ in placed)
    tops = sorted((y, y + height) for _, y, _, height in placed)
    assert all(upper[1] < lower[0] for upper, lower in pairwise(tops))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "甲&乙 \"丙\" '丁'"])
def test_markup_in_content_stays_text(name: str) -> None:
    svg = parsed(draw(((Box(Shape.STAFF, name),),), "flow-x", name))

    assert svg.findtext(f"{SVG}title") == name
    assert re.sub(r"\s", "", name) in re.sub(r"\s", "", texts(svg))


@given(st.text(alphabet="护士执业注册，。（）abc XYZ12", max_size=80), st.integers(min_value=6, max_value=24))
def test_wrapping_loses_nothing(text: str, room: int) -> None:
    assert "".join("".join(wrap(text, room)).split()) == "".join(text.split())


@given(st.text(alphabet="护士执业注册", min_size=1, max_size=80), st.integers(min_value=4, max_value=24))
def test_lines_fit_their_box(text: str, room: int) -> None:
    assert all(len(line) <= room for line in wrap(text, room))


def test_punctuation_does_not_begin_a_line() -> None:
    assert wrap("护士执业，注册", 4) == ["护士执业，", "注册"]


def test_the_present_place_is_marked_in_picture_and_words() -> None:
    loaded = packs.loaded(packs.matter_data())
    svg = parsed(flow_chart(loaded, "first", ON, present="accept"))
    thick = [box for box in svg.iter(f"{SVG}rect") if box.attrib["stroke-width"] == "4"]
    assert len(thick) == 1
    assert "受理（现在）" in texts(svg)
    assert str(svg.findtext(f"{SVG}desc")).count("（现在）") == 1
    assert "现在" not in texts(chart())

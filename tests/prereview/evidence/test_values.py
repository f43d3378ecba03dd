"""Types of values: what fits, what does not, and where a value ends."""

from __future__ import annotations

import pytest

from tongban.prereview.evidence.values import parse


@pytest.mark.parametrize(("text", "fits"), [("男女", False), ("是否", False), ("女", True), ("□男女", True)])
def test_choices_whose_boxes_were_not_read_say_nothing(text: str, fits: bool) -> None:
    assert parse("name", text).fits is fits


def test_a_list_ends_where_prose_goes_on() -> None:
    text = "内科；中医科；心电诊断专业。《医疗机构执业许可证》有效期至2033-10-15，校验有效期至2026-04-20。"
    assert parse("list", text).normalised == ("内科", "中医科", "心电诊断专业")


def test_a_list_with_stops_for_commas_is_whole() -> None:
    assert parse("list", "内科；外科。").normalised == ("内科", "外科")


def test_the_first_box_of_a_list_belongs_to_its_item() -> None:
    assert parse("list", "□影视 □广播 ■户外").normalised == ("户外",)


def test_a_bracket_before_a_value_is_none_of_it() -> None:
    assert parse("name", "」男").normalised == "男"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("现就大理市鸿鹄汗蒸馆", "大理市鸿鹄汗蒸馆"),
        ("我单位病原分离鉴定实验室", "病原分离鉴定实验室"),
        ("本中心", "本中心"),
        ("我院", "我院"),
        ("名 广东省公共卫生临床中心", "广东省公共卫生临床中心"),
        ("秦州区馨剪影造型现将", "秦州区馨剪影造型"),
        ("女 出生年月", "女 出生年月"),
        ("照片女", "女"),
        ("我单位（兰州市清源儿童医院", "兰州市清源儿童医院"),
    ],
)
def test_words_before_a_name_in_a_sentence_are_none_of_it(text: str, name: str) -> None:
    assert parse("name", text).value == name


def test_the_place_of_a_stamp_is_no_name() -> None:
    assert not parse("name", "(章)").fits


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("内科预防保健科医学检验科/全科医疗科", ("内科", "预防保健科", "医学检验科", "全科医疗科")),
        ("中医科内科专业外科专业", ("中医科", "内科专业", "外科专业")),
        ("急诊医学科；医学影像科", ("急诊医学科", "医学影像科")),
    ],
)
def test_departments_whose_marks_were_not_seen(text: str, items: tuple[str, ...]) -> None:
    assert parse("list", text, recognised=True).normalised == items


def test_a_portrait_beside_the_sex_is_no_value() -> None:
    assert not parse("name", "照片").fits
